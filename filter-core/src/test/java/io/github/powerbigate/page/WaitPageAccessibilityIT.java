package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.github.powerbigate.page.ScriptedGate.Answer;
import io.github.powerbigate.testing.Axe;
import io.github.powerbigate.testing.Browser;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the page is for everybody: axe finds nothing, and it fits, stands still and does without.
 */
@Tag("browser")
class WaitPageAccessibilityIT {
  private static final Browser BROWSER = Browser.open();
  private static final ScriptedGate GATE = new ScriptedGate();
  private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

  @AfterAll
  static void close() {
    GATE.close();
    BROWSER.close();
  }

  @BeforeEach
  void start() {
    GATE.reset();
  }

  static Stream<Arguments> everyThemeAndLanguage() {
    return Stream.of(Theme.values())
        .flatMap(theme -> Views.BOTH.stream().map(language -> Arguments.of(theme, language)));
  }

  static Stream<Arguments> everyLanguageAndScheme() {
    return Views.BOTH.stream()
        .flatMap(language -> SCHEMES.stream().map(scheme -> Arguments.of(language, scheme)));
  }

  @ParameterizedTest
  @MethodSource("everyThemeAndLanguage")
  void axeFindsNothingInAnyStateAndSchemeAndNothingIsWiderThanASmallPhone(
      Theme theme, String language) {
    GATE.use(Views.in(theme, Views.BOTH));
    NewContextOptions phone = new NewContextOptions().setViewportSize(320, 640);
    try (BrowserContext visitor = BROWSER.visitor(phone)) {
      for (PageState state : PageState.values()) {
        GATE.show(view -> Views.view(state, language));
        Page page = visit(visitor);
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)");
        for (ColorScheme scheme : SCHEMES) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
          Axe.assertNothingFound(page);
        }
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
            .as(state.code())
            .isEqualTo(320);
        page.close();
      }
    }
  }

  @Test
  void aLanguageThatRunsFromRightToLeftIsLaidOutSo() {
    GATE.use(
        Views.in(Theme.NEUTRAL, List.of("ar", "en")),
        name ->
            name.equals("messages_ar.properties")
                ? "state.waiting.heading=نحن نعد وصولك إلى Power BI\naction.check=تحقق الآن\n"
                : null);
    GATE.show(view -> Views.view(PageState.WAITING, "ar"));
    NewContextOptions phone = new NewContextOptions().setViewportSize(320, 640);
    try (BrowserContext visitor = BROWSER.visitor(phone)) {
      Page page = visit(visitor);

      assertThat(page.locator("html")).hasAttribute("dir", "rtl");
      assertThat(page.locator("h1")).hasCSS("direction", "rtl");
      // The bar of the help section stands at the side where its lines begin.
      assertThat(page.locator("section")).hasCSS("border-right-width", "6px");
      assertThat(page.locator("section")).hasCSS("border-left-width", "0px");
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
      Axe.assertNothingFound(page);
    }
  }

  @ParameterizedTest
  @MethodSource("everyLanguageAndScheme")
  void axeFindsNothingInTheStatesThatTheScriptBrings(String language, ColorScheme scheme) {
    GATE.show(view -> Views.view(PageState.WAITING, language));
    try (BrowserContext visitor = BROWSER.visitor(new NewContextOptions().setColorScheme(scheme))) {
      Page page = visit(visitor);
      page.locator("#stop").click();
      Axe.assertNothingFound(page);
      page.evaluate("document.querySelector('details').open = true");
      GATE.answer(ScriptedGate.READY);
      page.locator("#stop").click();
      assertThat(page.locator("main")).hasClass("ready");
      Axe.assertNothingFound(page);
      page.reload();
      GATE.answer(Answer.state("not_entitled"));
      pollUntil(page, "not_entitled");
      Axe.assertNothingFound(page);
      page.reload();
      GATE.answer(Answer.status(401));
      visitor.setOffline(true);
      assertThat(page.locator("main")).hasClass("offline");
      Axe.assertNothingFound(page);
      visitor.setOffline(false);
      pollUntil(page, "signed_out");
      Axe.assertNothingFound(page);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 1280})
  void nothingBelowTheMessageMovesWhenTheStateChanges(int width) {
    GATE.show(view -> Views.view(PageState.UNAVAILABLE, "en"));
    try (BrowserContext visitor =
        BROWSER.visitor(new NewContextOptions().setViewportSize(width, 800))) {
      Page page = visit(visitor);
      double before = page.locator("#go").boundingBox().y;
      for (String state : List.of("waiting", "slow", "overdue", "not_entitled")) {
        GATE.answer(Answer.state(state));
        pollUntil(page, state);
        assertThat(page.locator("#go").boundingBox().y).as(state).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 390, 1280})
  void theFirstMinuteAndTheWayPastFindTheirPlaceKept(int width) {
    GATE.show(view -> Views.view(PageState.CHECKING, "es"));
    try (BrowserContext visitor =
        BROWSER.visitor(new NewContextOptions().setViewportSize(width, 800))) {
      Page page = visit(visitor);
      page.clock().install();
      page.reload();
      double before = page.locator("#more").boundingBox().y;
      GATE.answer(
          Answer.json(
              "{\"state\":\"slow\",\"elapsedSeconds\":600,\"open\":\"powerbi-gate=open\"}"));
      pollUntil(page, "slow");
      page.clock().runFor(5_000);
      assertThat(page.locator("#age")).hasText(Pattern.compile("Tiempo de espera: 10 min"));
      assertThat(page.locator("#any")).isVisible();
      assertThat(page.locator("#more").boundingBox().y).isEqualTo(before);
    }
  }

  @Test
  void withoutScriptThePageIsTrueAndItsLinkWorks() {
    try (BrowserContext visitor =
        BROWSER.visitor(new NewContextOptions().setJavaScriptEnabled(false))) {
      Page page = visit(visitor);
      assertThat(page.locator("#stop")).not().isVisible();
      assertThat(page.locator("#auto")).hasText("Choose “Check now” from time to time.");
      GATE.admit();
      page.locator("#go").click();
      assertThat(page).hasURL(GATE.url("/report"));
    }
  }

  @Test
  void whoWantsNoMotionGetsNone() {
    NewContextOptions still = new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);
    try (BrowserContext visitor = BROWSER.visitor(still)) {
      assertThat(visit(visitor).evaluate("document.getAnimations().length")).isEqualTo(0);
    }
    try (BrowserContext visitor = BROWSER.visitor()) {
      assertThat(visit(visitor).evaluate("document.getAnimations().length")).isEqualTo(1);
    }
  }

  @Test
  void theKeyboardReachesEverythingInTheOrderOfReading() {
    GATE.show(view -> Views.view(PageState.SLOW, "en"));
    try (BrowserContext visitor = BROWSER.visitor()) {
      Page page = visit(visitor);
      StringBuilder order = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        page.keyboard().press("Tab");
        order.append(page.evaluate("document.activeElement.textContent.trim()")).append('|');
      }
      assertThat(order.toString())
          .isEqualTo(
              "Español|Check now|Stop automatic checks|Open Power BI anyway|Details for the help"
                  + " desk|1-800-555-0100|");
    }
  }

  private static Page visit(BrowserContext visitor) {
    Page page = visitor.newPage();
    page.navigate(GATE.url("/powerbi?report=42"));
    return page;
  }

  /** Says "online" until the page has asked and shows the state: no clock to wait for. */
  private static void pollUntil(Page page, String state) {
    page.waitForFunction(
        "state => { dispatchEvent(new Event('online'));"
            + " return document.querySelector('main').className === state }",
        state);
  }
}
