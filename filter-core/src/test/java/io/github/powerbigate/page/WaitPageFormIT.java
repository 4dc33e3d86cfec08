package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

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
  }
}
