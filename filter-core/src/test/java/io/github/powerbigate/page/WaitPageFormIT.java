package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.form.PostedForm;
import io.github.powerbigate.form.PostedForm.Field;
import io.github.powerbigate.form.PostedForm.Kept;
import io.github.powerbigate.form.PostedForm.Lost;
import io.github.powerbigate.page.ScriptedGate.Answer;
import io.github.powerbigate.testing.Axe;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in the place of a form that was posted. */
@Tag("browser")
class WaitPageFormIT extends ScriptedVisit {
  private static final PostedForm KEPT = new Kept(List.of(new Field("a", "b")), UTF_8);

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void axeFindsNothing(String language) {
    for (PostedForm form : List.of(KEPT, new Lost())) {
      gate.show(view -> Views.posted(form, language));
      // With the clock running, which axe needs.
      page.navigate(gate.url("/powerbi?report=42"));
      Axe.assertNothingFound(page);
    }
  }

  @Test
  void checkNowOfAFormThatIsNotKeptAsksInPlace() {
    gate.show(view -> Views.posted(new Lost(), "en"));
    visit();
    gate.answer(Answer.state("slow"));

    page.waitForResponse(poll -> isPoll(poll.url()), () -> button("Check now").click());

    assertThat(heading()).hasText("This is taking longer than usual");
    assertThat(status()).containsText("Your form was not sent.");
  }

  @Test
  void checkNowAsksOnceEvenWhereTheAutomaticChecksAreOff() {
    gate.show(view -> Views.posted(new Lost(), "en"));
    visit();
    button("Stop automatic checks").click();

    page.waitForResponse(poll -> isPoll(poll.url()), () -> button("Check now").click());

    page.clock().runFor(600_000);
    assertThat(gate.polls()).hasSize(1);
  }

  @Test
  void aFormThatIsSentIsNotSentAgainByWhateverComes() {
    gate.show(view -> Views.posted(KEPT, "en"));
    visit();
    page.evaluate(
        "window.sent = 0; f.addEventListener('submit', e => { window.sent++; e.preventDefault() })");
    button("Check now").click();
    page.clock().runFor(1_000);
    assertThat(status()).containsText("We sent your form.");
    gate.answer(ScriptedGate.READY);
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    page.clock().runFor(600_000);

    assertThat(gate.polls()).isEmpty();
    assertThat(page.evaluate("window.sent")).isEqualTo(1);
  }

  @Test
  void aLostSessionIsRenewedInAnotherTabSoThatTheFormStays() {
    gate.show(view -> Views.posted(KEPT, "en"));
    visit();
    gate.answer(Answer.status(401));
    poll();
    poll();

    assertThat(status()).containsText("Sign in again in another tab. Then come back to this page.");
    assertThat(button("Check now")).isVisible();
    gate.answer(Answer.state("waiting"));
    page.waitForResponse(
        poll -> isPoll(poll.url()),
        () -> page.evaluate("document.dispatchEvent(new Event('visibilitychange'))"));
    assertThat(status()).containsText("Keep this page open.");
    // It may be another who signed in.
    gate.answer(ScriptedGate.READY);
    poll();
    assertThat(status()).containsText("Choose “Continue to Power BI” to go on.");
  }
}
