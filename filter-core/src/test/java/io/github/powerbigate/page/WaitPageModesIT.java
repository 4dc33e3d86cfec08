package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in the colours of the reader's system, on paper, and under the focus. */
@Tag("browser")
class WaitPageModesIT extends ScriptedVisit {
  // WCAG's contrast of two colours, as the browser computes them; ground() is what an element
  // stands on.
  private static final String COLOURS =
      """
      () => {
        const parts = c => (c.match(/[\\d.]+/g) || []).map(Number);
        const light = c => parts(c).slice(0, 3).map(v => v / 255)
            .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
        window.contrast = (a, b) => {
          const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
          return (high + .05) / (low + .05);
        };
        window.ground = e => {
          for (; e; e = e.parentElement) {
            const c = getComputedStyle(e).backgroundColor;
            if (parts(c)[3] !== 0) return c;
          }
          return 'rgb(255, 255, 255)';
        };
      }
      """;

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void inForcedColoursControlsHaveBordersAndTheStateItsMark(ColorScheme scheme) {
    gate.show(view -> Views.view(PageState.WAITING, "en"));
    visit();
    page.emulateMedia(
        new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE).setColorScheme(scheme));
    page.evaluate(COLOURS);

    assertThat(page.evaluate("matchMedia('(forced-colors: active)').matches")).isEqualTo(true);
    assertThat(
            faults(
                """
                () => [...document.querySelectorAll('#go, #stop, .card, details')].filter(e => {
                  const s = getComputedStyle(e);
                  return s.borderTopStyle !== 'solid' || parseFloat(s.borderTopWidth) < 1
                      || contrast(s.borderTopColor, ground(e.parentElement)) < 3;
                }).map(e => e.id || e.className || e.tagName)
                """))
        .isEmpty();
    assertThat(
            faults(
                """
                () => [...document.querySelectorAll('svg *')]
                    .filter(e => getComputedStyle(e).display !== 'none')
                    .filter(e => contrast(getComputedStyle(e).stroke, ground(e)) < 3)
                    .map(e => e.getAttribute('class') + ' ' + getComputedStyle(e).stroke + ' ' + ground(e))
                """))
        .isEmpty();
    assertFocusShows();
  }

  @ParameterizedTest
  @EnumSource
  void theFocusShowsOnEveryControl(Theme theme) {
    gate.use(Views.in(theme, Views.BOTH));
    gate.show(view -> Views.view(PageState.SLOW, "en"));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.navigate(gate.url("/powerbi?report=42"));
      page.evaluate(COLOURS);
      assertFocusShows();
    }
  }

  @Test
  void atFourHundredPerCentTheKeyboardBringsEachControlIntoTheWindow() {
    page.setViewportSize(320, 256);
    gate.show(view -> Views.view(PageState.SLOW, "es"));
    visit();
    int controls = Boxes.controls(page).size();
    for (int i = 0; i < controls; i++) {
      page.keyboard().press("Tab");
      assertThat(
              page.evaluate(
                  """
                  () => {
                    const e = document.activeElement, box = e.getBoundingClientRect();
                    const top = document.elementFromPoint(
                        box.left + box.width / 2, box.top + box.height / 2);
                    return e !== document.body && box.left >= -1 && box.right <= innerWidth + 1
                        && box.top >= -1 && box.bottom <= innerHeight + 1 && e.contains(top);
                  }
                  """))
          .as("control " + i)
          .isEqualTo(true);
    }
  }

  @Test
  void onPaperItIsDarkOnLightAndTheOpenDetailsShowTheReferenceNumber() {
    gate.show(view -> Views.view(PageState.OVERDUE, "en"));
    visit();
    page.evaluate("document.querySelector('details').open = true");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.evaluate(COLOURS);

    assertThat(page.getByText("7F3K-92QM")).isVisible();
    assertThat(
            faults(
                """
                () => [...document.querySelectorAll('h1, #t, dt, dd, h2, section p, li')]
                    .filter(e => e.checkVisibility({visibilityProperty: true}))
                    .filter(e => contrast(getComputedStyle(e).color, 'rgb(255, 255, 255)') < 7)
                    .map(e => e.textContent)
                """))
        .isEmpty();
    // White letters on a dark bar, whose ground browsers leave out, they darken by themselves.
    assertThat(page.locator("header")).hasCSS("print-color-adjust", "economy");
  }

  /** A ring of 3 px round each control, 3:1 or better against what it is drawn on. */
  private void assertFocusShows() {
    int controls = Boxes.controls(page).size();
    assertThat(controls).isGreaterThan(5);
    for (int i = 0; i < controls; i++) {
      page.keyboard().press("Tab");
      assertThat(
              page.evaluate(
                  """
                  () => {
                    const e = document.activeElement, s = getComputedStyle(e);
                    const ring = contrast(s.outlineColor, ground(e.parentElement));
                    return e !== document.body && s.outlineStyle === 'solid'
                        && parseFloat(s.outlineWidth) >= 3 && ring >= 3
                        ? 'shows' : [e.textContent, s.outlineStyle, s.outlineWidth, ring].join(' ');
                  }
                  """))
          .isEqualTo("shows");
    }
  }

  @SuppressWarnings("unchecked")
  private List<String> faults(String script) {
    return (List<String>) page.evaluate(script);
  }
}
