package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.page.ScriptedGate.Answer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a screen reader is given to say, in which order: the changes of the live regions. */
@Tag("browser")
class WaitPageAnnouncementsIT extends ScriptedVisit {
  // One entry for each change of a region that was there before: which, what it says from now on,
  // and
  // the title at that moment.
  private static final String LISTEN =
      """
      () => {
        window.heard = [];
        document.querySelectorAll('[role=status]').forEach(region =>
          new MutationObserver(() => heard.push(
              region.id + ': ' + region.innerText.replace(/\\s+/g, ' ').trim() + ' | ' + document.title))
            .observe(region, {subtree: true, childList: true, characterData: true}));
      }
      """;

  @Test
  void eachStateIsSaidOnceInOrderUnderItsTitleAndTheOtherRegionIsSilent() {
    gate.show(view -> Views.view(PageState.CHECKING, "en"));
    visit();
    page.evaluate(LISTEN);
    for (String state : List.of("checking", "waiting", "waiting", "slow", "slow")) {
      gate.answer(Answer.state(state));
      poll();
    }
    gate.answer(ScriptedGate.READY);
    poll();

    assertThat(heard())
        .containsExactly(
            "msg: We are setting up your access to Power BI It often takes a few minutes. It can"
                + " take longer. You can close this page and come back later."
                + " | We are setting up your access to Power BI – Reports Portal",
            "msg: This is taking longer than usual You did nothing wrong. You can wait here, or"
                + " close this page and come back later."
                + " | This is taking longer than usual – Reports Portal",
            "msg: Your access is ready We are opening Power BI."
                + " | Your access is ready – Reports Portal");
  }

  @Test
  void theTimeWaitedIsSaidInTheOtherRegionAloneAndNotWithAState() {
    visit();
    page.evaluate(LISTEN);
    gate.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":300}"));
    page.clock().runFor(310_000);

    assertThat(heard())
        .singleElement()
        .asString()
        .startsWith("say: Time waiting: 12 min | We are setting up");
  }

  @Test
  void stopAndStartAreSaidOnceEach() {
    visit();
    page.evaluate(LISTEN);
    button("Stop automatic checks").click();
    button("Start automatic checks").click();

    assertThat(heard())
        .extracting(said -> said.substring(0, said.indexOf(" |")))
        .containsExactly(
            "say: Automatic checks are off. Choose “Check now” to check again.",
            "say: This page checks by itself. It will take you to Power BI when your access is"
                + " ready.");
  }

  @SuppressWarnings("unchecked")
  private List<String> heard() {
    return (List<String>) page.evaluate("heard");
  }
}
