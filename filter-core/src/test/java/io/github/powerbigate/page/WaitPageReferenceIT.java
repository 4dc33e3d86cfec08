package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.github.powerbigate.page.ScriptedGate.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The number that the help desk asks for. */
@Tag("browser")
class WaitPageReferenceIT extends ScriptedVisit {

  @Test
  void oneButtonCopiesItAndAsksForNoPermission() {
    visit();

    copyAndPaste("7F3K-92QM");
  }

  @Test
  void whoIsRefusedCopiesItToo() {
    gate.show(view -> Views.view(PageState.NOT_ENTITLED, "en"));
    visit();

    copyAndPaste("7F3K-92QM");
  }

  @Test
  void theButtonComesWithTheNumber() {
    gate.show(view -> Views.view(PageState.CHECKING, "en"));
    visit();
    page.locator("summary").click();
    assertThat(button("Copy")).not().isVisible();
    gate.answer(
        Answer.json("{\"state\":\"waiting\",\"reference\":\"ABCD-EFGH\",\"elapsedSeconds\":1}"));
    poll();
    assertThat(button("Copy")).isVisible();
  }

  @Test
  void whatOnlyAnAdministratorCanMendIsSaidInPlainWords() {
    visit();
    gate.answer(Answer.state("misconfigured"));
    poll();
    assertThat(heading()).hasText("We cannot check your access right now");
    assertThat(status()).containsText("The people who run this portal must fix this.");
  }

  private void copyAndPaste(String reference) {
    page.locator("summary").click();
    button("Copy").click();
    assertThat(page.locator("#say")).hasText("Copied.");
    page.evaluate("document.body.append(document.createElement('textarea'))");
    page.locator("textarea").focus();
    page.keyboard().press("Control+V");
    assertThat(page.locator("textarea")).hasValue(reference);
  }
}
