package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import io.github.powerbigate.testing.Axe;
import io.github.powerbigate.testing.TestPortal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sheet with the page in every state. What breaks its policy is told. */
@Tag("browser")
class PreviewStoryIT extends Story {

  private final List<String> requests = new CopyOnWriteArrayList<>();

  @BeforeEach
  void switchedOn() {
    logs.expect(Level.WARNING, "preview=true");
    set("preview", "true");
    set("frameAncestors", "'none'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void everyStateIsThereInEveryLanguageAndNothingIsAsked(String container) throws Exception {
    show(TestPortal.on(container));

    for (String language : List.of("en", "es")) {
      for (String state :
          List.of(
              "checking",
              "waiting",
              "slow",
              "overdue",
              "ready",
              "not_entitled",
              "unavailable",
              "misconfigured",
              "signed_out",
              "expired")) {
        FrameLocator shown = frame(state + ", " + language);
        assertThat(shown.locator("html")).hasAttribute("lang", language);
        assertThat(shown.locator("#gate")).hasClass(state);
        assertThat(shown.locator("h1")).isVisible();
      }
      assertThat(frame("overdue, going on, " + language).locator("#gate")).hasClass("opening");
      for (String state : List.of("ready", "offline", "signed_out")) {
        FrameLocator shown = frame(state + ", while the page is open, " + language);
        assertThat(shown.locator("#gate")).hasClass(state);
      }
    }
    assertThat(page.locator("iframe")).hasCount(38);
    assertThat(requests).hasSize(1);
  }

  @Test
  void aPageLooksAsItDoesWithItsScript() throws Exception {
    show(TestPortal.on("Jetty"));

    FrameLocator shown = frame("waiting, en");
    assertThat(shown.locator("#stop")).isVisible();
    assertThat(shown.locator("#auto")).containsText("This page checks by itself.");
    assertThat(shown.locator(".card")).hasCSS("border-radius", "12px");
    assertThat(frame("offline, while the page is open, en").locator("h1"))
        .hasText("You are offline");
    assertThat(page.locator("iframe").first().evaluate("frame => frame.clientWidth"))
        .isEqualTo(390);
  }

  @Test
  void noLinkLeadsAwayAndDetailsOpen() throws Exception {
    show(TestPortal.on("Jetty"));

    for (String state : List.of("slow, en", "ready, en", "not_entitled, es", "expired, en")) {
      frame(state).locator("#go").click();
      frame(state).locator("nav a").click();
      frame(state).locator("#go").press("Enter");
      assertThat(frame(state).locator("h1")).isVisible();
    }
    frame("slow, en").locator("summary").click();
    assertThat(frame("slow, en").locator("#ref")).isVisible();
    assertThat(requests).hasSize(1);
  }

  @Test
  void axeFindsNothing() throws Exception {
    show(TestPortal.on("Jetty"));

    Axe.assertNothingFound(page);
    Locator titles = page.locator("iframe[title]");
    assertThat(titles).hasCount(38);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void underAPolicyThatAllowsNothingInlineItRefersToItsFiles(String container) throws Exception {
    set("assets", "self");
    show(TestPortal.on(container).contentSecurityPolicy("default-src 'self'"));

    assertThat(frame("waiting, es").locator("#stop")).isVisible();
    assertThat(frame("waiting, es").locator(".card")).hasCSS("border-radius", "12px");
    assertThat(requests.stream().filter(url -> !url.endsWith("powerbi-gate=preview")))
        .isNotEmpty()
        .allMatch(url -> url.matches(".*\\?powerbi-gate=(wait.css|preview.css|preview.js)&.*"));
  }

  private void show(TestPortal.Plan plan) throws Exception {
    comeAs(ANN, plan);
    page.navigate("about:blank");
    complaints.clear();
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(portal().powerBi() + "?powerbi-gate=preview");
  }

  private FrameLocator frame(String title) {
    return page.frameLocator("iframe[title=\"" + title + "\"]");
  }
}
