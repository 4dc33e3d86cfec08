package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.powerbigate.testing.Browser;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In every state and language the page can be read, however large or loose its letters are. */
@Tag("browser")
class WaitPageLayoutIT {
  /** WCAG 1.4.12, and nothing else of the style is changed. */
  private static final String SPACED =
      "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
          + " word-spacing: .16em !important } p { margin-bottom: 2em !important }";

  private static final Browser BROWSER = Browser.open();
  private static final ScriptedGate GATE = new ScriptedGate();

  @AfterAll
  static void close() {
    GATE.close();
    BROWSER.close();
  }

  @BeforeEach
  void start() {
    GATE.reset();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void atFourHundredPerCentNothingIsCutOff(String language) {
    inEveryState(language, 320, 256, page -> assertThat(Boxes.faults(page)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"en, 320", "en, 1280", "es, 320", "es, 1280"})
  void withTheTextSpacedNothingIsCutOffOrOverlaps(String language, int width) {
    inEveryState(
        language,
        width,
        800,
        page -> {
          Boxes.style(page, SPACED);
          assertThat(page.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing"))
              .isNotEqualTo("normal");
          assertThat(Boxes.faults(page)).isEmpty();
        });
  }

  @ParameterizedTest
  @CsvSource({"en, 320", "en, 1280", "es, 320", "es, 1280"})
  void withLettersTwiceAsLargeNothingIsCutOffOrOverlaps(String language, int width) {
    inEveryState(
        language,
        width,
        800,
        page -> {
          double before = size(page);
          Boxes.style(page, "html { font-size: 200% }");
          assertThat(size(page)).isEqualTo(2 * before);
          assertThat(Boxes.faults(page)).isEmpty();
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 1280})
  void controlsAreLargeEnoughForAThumb(int width) {
    inEveryState(
        "en",
        width,
        800,
        page ->
            assertThat(Boxes.controls(page))
                .isNotEmpty()
                .allSatisfy(
                    control -> {
                      String[] words = control.split(" ", -1);
                      int height = Integer.parseInt(words[words.length - 1]);
                      int broad = Integer.parseInt(words[words.length - 2]);
                      assertThat(height).as(control).isGreaterThanOrEqualTo(44);
                      assertThat(broad).as(control).isGreaterThanOrEqualTo(24);
                    }));
  }

  @Test
  void theFaultsThatWouldBeSeenAreSeen() {
    GATE.show(view -> Views.view(PageState.WAITING, "en"));
    try (BrowserContext visitor = visitor(320, 800)) {
      for (String fault :
          List.of(
              "h1 { height: 1em; overflow: hidden }",
              "#go { white-space: nowrap; width: 4em; flex: none }",
              "#t { margin-top: -3em }",
              "h1 { width: 400px }",
              "#auto { position: relative; left: -40px }")) {
        Page page = visit(visitor);
        Boxes.style(page, fault);
        assertThat(Boxes.faults(page)).as(fault).isNotEmpty();
      }
    }
  }

  private static void inEveryState(
      String language, int width, int height, Consumer<Page> assertion) {
    try (BrowserContext visitor = visitor(width, height)) {
      for (PageState state : PageState.values()) {
        GATE.show(view -> Views.view(state, language));
        Page page = visit(visitor);
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)");
        assertion.accept(page);
        page.close();
      }
    }
  }

  private static BrowserContext visitor(int width, int height) {
    return BROWSER.visitor(new NewContextOptions().setViewportSize(width, height));
  }

  private static Page visit(BrowserContext visitor) {
    Page page = visitor.newPage();
    page.navigate(GATE.url("/powerbi?report=42"));
    return page;
  }

  private static double size(Page page) {
    return Double.parseDouble(
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
            .toString());
  }
}
