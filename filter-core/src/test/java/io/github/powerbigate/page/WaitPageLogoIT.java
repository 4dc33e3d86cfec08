package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.WaitUntilState.COMMIT;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import io.github.powerbigate.testing.Axe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal's logo in the bar. What breaks the page's policy is told. */
@Tag("browser")
class WaitPageLogoIT extends ScriptedVisit {
  private static final String SVG =
      "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='100'><rect width='300'"
          + " height='100' fill='#fff'/></svg>";

  private static final String GROUND =
      "getComputedStyle(document.querySelector('header img')).backgroundColor";

  private final List<Route> requests = new ArrayList<>();

  @BeforeEach
  void withLogo() {
    gate.use(Views.withLogo("/images/logo.svg"));
    page.route("**/images/logo.svg", requests::add);
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 1280})
  void nothingMovesWhenItComes(int width) {
    page.setViewportSize(width, 800);
    page.navigate(gate.url("/powerbi"), new Page.NavigateOptions().setWaitUntil(COMMIT));
    assertThat(status()).isVisible();
    Object before = places();

    logoComes();

    assertThat(page.evaluate("document.querySelector('header img').naturalWidth")).isEqualTo(300);
    assertThat(page.locator("header img").boundingBox().height).isEqualTo(40);
    assertThat(places()).isEqualTo(before);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
  }

  @Test
  void axeFindsNothingInIt() {
    page.navigate(gate.url("/powerbi"), new Page.NavigateOptions().setWaitUntil(COMMIT));
    assertThat(status()).isVisible();
    logoComes();

    Axe.assertNothingFound(page);
  }

  @Test
  void itKeepsItsGroundOnPaperAndWhereColoursAreForced() {
    page.navigate(gate.url("/powerbi"), new Page.NavigateOptions().setWaitUntil(COMMIT));
    assertThat(status()).isVisible();
    logoComes();
    String ground = (String) page.evaluate(GROUND);
    assertThat(ground).isEqualTo("rgb(11, 58, 91)");

    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    assertThat(page.evaluate(GROUND)).isEqualTo(ground);

    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator("header img")).hasCSS("print-color-adjust", "exact");
  }

  private void logoComes() {
    page.waitForCondition(() -> !requests.isEmpty());
    requests
        .get(0)
        .fulfill(new Route.FulfillOptions().setContentType("image/svg+xml").setBody(SVG));
    page.waitForFunction("document.querySelector('header img').complete");
  }

  /** Where the brand's words, the links and everything below them stand. */
  private Object places() {
    return page.evaluate(
        "[...document.querySelectorAll('header p, header nav, main, h1')].map(e => { const r ="
            + " document.createRange(); r.selectNodeContents(e.lastChild.nodeType === 3 ?"
            + " e.lastChild : e); const b = r.getBoundingClientRect(); return [b.x, b.y, b.height]"
            + " }).join()");
  }
}
