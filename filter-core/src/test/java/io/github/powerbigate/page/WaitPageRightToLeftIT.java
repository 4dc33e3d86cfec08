package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A language that runs from right to left, with texts that its file lacks. */
@Tag("browser")
class WaitPageRightToLeftIT extends ScriptedVisit {
  // Whether the last character of a text, a full stop, is drawn right of the one before it.
  private static final String STOP_IS_AT_THE_RIGHT =
      """
      e => {
        const node = e.firstChild, text = node.data.replace(/\\u200e$/, '');
        const x = i => {
          const range = document.createRange();
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          return range.getBoundingClientRect().left;
        };
        if (!text.endsWith('.')) throw new Error('no full stop: ' + text);
        return x(text.length - 1) > x(text.length - 2);
      }
      """;

  @Test
  void aFullStopStandsAtTheEndOfItsSentenceInEitherDirection() {
    gate.use(
        Views.in(Theme.NEUTRAL, List.of("ar", "en")),
        name ->
            name.equals("messages_ar.properties") ? "state.waiting.text=قد يستغرق دقائق.\n" : null);
    gate.show(view -> Views.view(PageState.WAITING, "ar"));
    visit();

    assertThat(page.locator("html")).hasAttribute("dir", "rtl");
    assertThat(page.locator("#t").evaluate(STOP_IS_AT_THE_RIGHT)).isEqualTo(false);
    assertThat(page.locator("section p").evaluate(STOP_IS_AT_THE_RIGHT)).isEqualTo(true);
    assertThat(page.locator("#auto").evaluate(STOP_IS_AT_THE_RIGHT)).isEqualTo(true);
  }
}
