package io.github.powerbigate.demo;

import com.microsoft.playwright.BrowserContext;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.testing.Browser;
import io.github.powerbigate.testing.LogWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link NewMemberScenario} in a browser, in each way that portals send people to Power BI. */
@Tag("browser")
public abstract class NewMemberStories {
  private static Browser browser;

  @RegisterExtension final LogWatch logs = new LogWatch();
  private final BrowserContext visitor;
  private final SimulatedDemo demo;

  /** The stories on one kind of container. */
  protected NewMemberStories(PortalServer.Kind kind) throws IOException {
    visitor = browser.visitor();
    demo = SimulatedDemo.start(kind, NewMemberScenario.GATE);
  }

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @AfterEach
  void close() {
    visitor.close();
    demo.close();
  }

  @Test
  void brandNewGuestWaitsAndIsTakenToTheReport() {
    logs.expect(Level.WARNING, "cloud=custom");
    scenario(NewMemberScenario.SPREAD).waitsAndIsTakenTo(PortalVisit.REPORT);
  }

  @Test
  void brandNewGuestWhoPostsAFormIsTakenToTheReport() {
    logs.expect(Level.WARNING, "cloud=custom");
    scenario(NewMemberScenario.SPREAD).postsAFormAndIsTakenToTheReport();
  }

  @Test
  void brandNewGuestIsTakenToTheReportByAScript() {
    logs.expect(Level.WARNING, "cloud=custom");
    scenario(NewMemberScenario.SPREAD).isTakenToTheReportByAScript();
  }

  @Test
  void brandNewGuestIsTakenToTheReportByAPlainLink() {
    logs.expect(Level.WARNING, "cloud=custom");
    scenario(NewMemberScenario.SPREAD)
        .isTakenToTheReportByAPlainLink(() -> demo.setUp(Role.BRAND_NEW_GUEST));
  }

  @Test
  void withoutTheGateTheSameGuestSeesTheError() {
    scenario(NewMemberScenario.SPREAD).isRefusedWithoutTheGate();
  }

  /**
   * The gate of this version asks the directory and not Power BI, which here lags 30 s behind it. A
   * gate that asks Power BI as well turns this into the report.
   */
  @Test
  void whenPowerBiItselfIsLateTheGuestStillMeetsItsError() {
    logs.expect(Level.WARNING, "cloud=custom");
    scenario(NewMemberScenario.SPREAD.withPowerBi(Delay.fixed(Duration.ofSeconds(30))))
        .waitsAndIsTakenTo(PortalVisit.NO_ACCESS);
  }

  private NewMemberScenario scenario(Propagation spread) {
    demo.tenant().spread(Role.BRAND_NEW_GUEST, spread);
    return new NewMemberScenario(visitor, demo.address());
  }
}
