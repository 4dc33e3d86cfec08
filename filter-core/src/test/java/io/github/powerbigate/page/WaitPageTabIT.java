package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.page.ScriptedGate.Answer;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls a tab: hidden, asleep, offline, left alone, brought back from memory. */
@Tag("browser")
class WaitPageTabIT extends ScriptedVisit {

  private static final String WAITING = "We are setting up your access to Power BI";
  private static final int MINUTE = 60_000;

  @Test
  void aHiddenTabAsksAtMostOnceAMinute() {
    visit();
    hide(true);
    poll();
    page.clock().runFor(59_000);
    poll(11_000);
    assertThat(gate.polls()).hasSize(2);
  }

  @Test
  void aTabThatIsShownAgainAsksAtOnce() {
    visit();
    gate.answer(paced(300));
    poll();
    hide(true);
    page.waitForResponse(poll -> isPoll(poll.url()), () -> hide(false));
    assertThat(gate.polls()).hasSize(2);
  }

  @Test
  void aHiddenTabSaysInItsTitleThatAccessIsReadyAndGoesOnOnceItIsShown() {
    visit();
    hide(true);
    gate.admit();
    poll();
    assertThat(page).hasTitle("Your access is ready – Reports Portal");
    page.clock().runFor(10 * MINUTE);
    assertThat(page).hasURL(gate.url("/powerbi?report=42"));

    hide(false);
    page.clock().runFor(2_900);
    assertThat(page).hasURL(gate.url("/powerbi?report=42"));
    page.clock().runFor(200);
    assertThat(page).hasURL(gate.url("/report"));
  }

  @Test
  void anHourAsleepCountsAsWaitedAndEndsInOneCheck() {
    visit();
    gate.answer(paced(300));
    poll();
    page.waitForResponse(poll -> isPoll(poll.url()), () -> page.clock().fastForward(60 * MINUTE))
        .finished();
    page.clock().runFor(5_000);
    assertThat(page.locator("#age")).hasText("Time waiting: 67 min");
    assertThat(button("Stop automatic checks")).isVisible();
    assertThat(gate.polls()).hasSize(2);
  }

  @Test
  void aMachineThatWakesUpDoesNotWaitForTheNextCheckToFallDue() {
    visit();
    gate.answer(paced(300));
    poll();
    page.waitForResponse(poll -> isPoll(poll.url()), () -> page.clock().fastForward(3 * MINUTE));
    assertThat(gate.polls()).hasSize(2);
  }

  @Test
  void whoSaidStopIsNotCheckedForAfterANight() {
    visit();
    button("Stop automatic checks").click();
    page.clock().fastForward(600 * MINUTE);
    page.clock().runFor(MINUTE);
    hide(true);
    hide(false);
    page.clock().runFor(10 * MINUTE);
    assertThat(page.locator("#age")).hasText("Time waiting: 7 min");
    assertThat(gate.polls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mouse", "key", "touch", "focus"})
  void eachSignOfThePersonKeepsTheChecksGoing(String sign) {
    visit();
    gate.answer(paced(300));
    page.clock().runFor(20 * MINUTE);
    give(sign);
    page.clock().runFor(20 * MINUTE);
    assertThat(button("Stop automatic checks")).isVisible();
    page.clock().runFor(11 * MINUTE);
    assertThat(button("Start automatic checks")).isVisible();
  }

  @Test
  void answersAreNoSignOfThePerson() {
    visit();
    gate.answer(paced(60));
    for (int i = 0; i < 25; i++) {
      poll(70_000);
    }
    // A minute each, or a little more: between 24 and 29 minutes.
    assertThat(button("Stop automatic checks")).isVisible();
    page.clock().runFor(7 * MINUTE);
    assertThat(button("Start automatic checks")).isVisible();
  }

  @Test
  void checksThatEndedForWantOfThePersonGoOnWhenThePersonComesBack() {
    visit();
    gate.answer(paced(300));
    hide(true);
    page.clock().runFor(31 * MINUTE);
    assertThat(button("Start automatic checks")).isVisible();
    int before = gate.polls().size();
    page.waitForResponse(poll -> isPoll(poll.url()), () -> hide(false));
    assertThat(gate.polls()).hasSize(before + 1);
    assertThat(button("Stop automatic checks")).isVisible();
  }

  @Test
  void whoSaidStopIsPromisedNoCheckWhenTheNetworkIsBack() {
    visit();
    page.context().setOffline(true);
    assertThat(heading()).hasText("You are offline");
    button("Stop automatic checks").click();
    page.context().setOffline(false);
    assertThat(heading()).hasText(WAITING);

    page.context().setOffline(true);
    assertThat(page.evaluate("navigator.onLine")).isEqualTo(false);
    assertThat(heading()).hasText(WAITING);
    page.context().setOffline(false);
  }

  @Test
  void aPageFromTheBackForwardCacheIsAskedForAnew() {
    visit();
    page.evaluate("window.old = true");
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))");
    assertThat(page.evaluate("window.old")).isEqualTo(true);

    gate.admit();
    comeFromMemory();
    assertThat(page).hasURL(gate.url("/report"));
  }

  @Test
  void aPageWithATicketFromTheBackForwardCacheIsReplaced() {
    gate.show(view -> view.at(PageLinks.to("abc", "report=42")));
    holdTheClock();
    page.navigate(gate.url("/portal"));
    page.getByText("Power BI").click();
    page.waitForURL(Pattern.compile("powerbi-gate=go&powerbi-gate-ticket=abc$"));
    Object length = page.evaluate("history.length");

    page.waitForResponse(
            answer -> answer.url().endsWith("powerbi-gate=go&powerbi-gate-ticket=abc"),
            this::comeFromMemory)
        .finished();
    assertThat(heading()).hasText(WAITING);
    assertThat(page.evaluate("history.length")).isEqualTo(length);
    page.goBack();
    assertThat(page).hasURL(gate.url("/portal"));
  }

  @Test
  void aGateThatIsSwitchedOffLetsThePageGoOn() {
    visit();
    gate.admit();
    gate.answer(
        new Answer(
            404,
            "application/problem+json",
            "{\"type\":\"urn:powerbi-gate:no-such-resource\",\"status\":404}",
            Map.of()));
    poll();
    page.clock().runFor(3_100);
    assertThat(page).hasURL(gate.url("/report"));
  }

  /** The application, or a proxy while it is deployed. */
  @Test
  void whoeverElseDoesNotKnowThePollIsATroubleOutOfWhichTheLinkLeads() {
    visit();
    gate.admit();
    gate.answer(new Answer(404, "text/html", "<h1>Not found</h1>", Map.of()));
    poll();
    poll(12_000);
    poll(24_000);
    assertThat(heading()).hasText("We cannot check your access right now");
    page.clock().runFor(10 * MINUTE);
    assertThat(page).hasURL(gate.url("/powerbi?report=42"));
    link("Check now").click();
    assertThat(page).hasURL(gate.url("/report"));
  }

  private static Answer paced(int seconds) {
    return Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":" + seconds + "}");
  }

  private void hide(boolean hidden) {
    page.evaluate(
        "hidden => { for (const [name, value] of Object.entries({hidden, visibilityState: hidden ?"
            + " 'hidden' : 'visible'})) Object.defineProperty(document, name, {value, configurable:"
            + " true}); document.dispatchEvent(new Event('visibilitychange', {bubbles: true})) }",
        hidden);
  }

  private void comeFromMemory() {
    // No browser under a driver keeps pages in memory.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))");
  }

  private void give(String sign) {
    switch (sign) {
      case "mouse" -> page.mouse().move(9, 9);
      case "key" -> page.keyboard().press("Shift");
      case "touch" ->
          page.evaluate("document.body.dispatchEvent(new Event('touchstart', {bubbles: true}))");
      case "focus" -> link("Check now").focus();
      default -> throw new IllegalArgumentException(sign);
    }
  }
}
