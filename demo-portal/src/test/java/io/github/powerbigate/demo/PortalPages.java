package io.github.powerbigate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.testing.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The portal's own pages: for everybody, on any screen. */
@Tag("browser")
public abstract class PortalPages {
  private static final int NARROW = 320;
  private static Browser browser;

  private final PortalServer.Kind kind;

  /** The pages on one kind of container. */
  protected PortalPages(PortalServer.Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void axeFindsNothingAndNothingIsCutOff(ColorScheme scheme) throws IOException {
    try (SimulatedDemo demo = SimulatedDemo.start(kind, Map.of());
        BrowserContext visitor = visitor(scheme)) {
      Page page = visitor.newPage();
      page.navigate(demo.address().toString());
      assertGood(page);
      page.locator("button[value=brand-new-guest]").click();
      page.locator("text=Hello").waitFor();
      assertGood(page);
    }
  }

  @Test
  void withARealTenantANameAndThePasswordAreAskedFor() throws IOException {
    try (Simulator stranger = Simulator.start(SimulatorSettings.defaults());
        Demo demo = Demo.start(kind, real(), settings(stranger));
        BrowserContext visitor = visitor(ColorScheme.LIGHT)) {
      Page page = visitor.newPage();
      page.navigate(demo.address().toString());
      assertGood(page);
      signIn(page, "wrong password");
      page.locator("[role=alert]").waitFor();
      assertGood(page);
      signIn(page, "river bend 7");
      page.locator("text=Hello").waitFor();
      assertThat(page.content())
          .contains("ines@example.org", "This demo adds nobody")
          .doesNotContain("Start over");
    }
  }

  private static void signIn(Page page, String password) {
    page.locator("#who").fill("ines@example.org");
    page.locator("#password").fill(password);
    page.locator("button.main").click();
  }

  private static BrowserContext visitor(ColorScheme scheme) {
    return browser.visitor(
        new NewContextOptions().setColorScheme(scheme).setViewportSize(NARROW, 640));
  }

  private static void assertGood(Page page) {
    List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
    assertThat(violations).extracting(Rule::getId).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(NARROW);
  }

  private static DemoOptions real() {
    return new DemoOptions(
        0,
        InetAddress.getLoopbackAddress(),
        false,
        Optional.empty(),
        Optional.of(
            new DemoOptions.RealCloud(
                URI.create("https://app.powerbi.com/home?ctid=t"), "river bend 7")));
  }

  private static Map<String, String> settings(Simulator simulator) {
    Map<String, String> settings = new HashMap<>(simulator.gateSettings());
    settings.put("clientId", "a0a0a0a0-0000-4000-8000-000000000001");
    settings.put("clientSecret", "of nobody");
    settings.put("groupId", "b0b0b0b0-0000-4000-8000-000000000001");
    settings.put("report.targetUrl", simulator.powerBiWebUrl() + "/");
    settings.put("mode", "off");
    return settings;
  }
}
