package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole way by keyboard, from the page to the report, and no key that acts by itself. */
@Tag("browser")
class WaitPageKeyboardIT extends ScriptedVisit {
  @Test
  void theWholeWayIsGoneWithoutAMouse() {
    visit();

    tabTo(button("Stop automatic checks"));
    page.keyboard().press("Space");
    assertThat(button("Start automatic checks")).isFocused();
    page.clock().runFor(60_000);
    assertThat(gate.polls()).isEmpty();

    tabTo(page.locator("summary"));
    page.keyboard().press("Enter");
    assertThat(page.getByText("7F3K-92QM")).isVisible();
    page.keyboard().press("Space");
    assertThat(page.getByText("7F3K-92QM")).not().isVisible();

    gate.answer(ScriptedGate.READY);
    backTo(button("Start automatic checks"));
    page.waitForResponse(poll -> isPoll(poll.url()), () -> page.keyboard().press("Enter"))
        .finished();
    assertThat(button("Stop automatic checks")).isFocused();
    page.keyboard().press("Enter");
    gate.admit();
    backTo(link("Continue to Power BI"));
    page.keyboard().press("Enter");
    assertThat(page).hasURL(gate.url("/report"));
  }

  @Test
  void aLanguageIsChosenByKeyboard() {
    visit();
    tabTo(link("Español"));
    page.keyboard().press("Enter");

    assertThat(page).hasURL(gate.url("/powerbi?report=42&powerbi-gate-lang=es"));
  }

  @Test
  void theFocusLeavesThePageAtItsEndAndNoSingleKeyActs() {
    visit();
    int controls = Boxes.controls(page).size();
    for (int i = 0; i <= controls; i++) {
      page.keyboard().press("Tab");
    }
    assertThat(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
        .isNotEqualTo("stop");
    page.locator("body").click();
    page.keyboard().type("abcdefghijklmnopqrstuvwxyz0123456789.,/? ");
    page.clock().runFor(500);

    assertThat(page).hasURL(gate.url("/powerbi?report=42"));
    assertThat(button("Stop automatic checks")).isVisible();
    assertThat(page.locator("details")).not().hasAttribute("open", "");
  }

  private void tabTo(Locator control) {
    press("Tab", control);
  }

  private void backTo(Locator control) {
    press("Shift+Tab", control);
  }

  private void press(String key, Locator control) {
    for (int i = 0; i < 12; i++) {
      page.keyboard().press(key);
      if (control.evaluate("e => e === document.activeElement").equals(true)) {
        return;
      }
    }
    throw new AssertionError("The keyboard does not reach " + control);
  }
}
