package io.github.powerbigate.demo;

import com.microsoft.playwright.Browser.NewContextOptions;
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
  private final PortalServer.Kind kind;
  private SimulatedDemo demo;

  /** The stories on one kind of container. */
  protected NewMemberStories(PortalServer.Kind kind) throws IOException {
    this.kind = kind;
    // Entra ID of the simulator has a certificate of its own.
    visitor = browser.visitor(new NewContextOptions().setIgnoreHTTPSErrors(true));
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

  /** Power BI lags half a minute behind the directory, and the gate asks it in the guest's name. */
  @Test
  void whenPowerBiItselfIsLateTheGuestWaitsForItAndIsTakenToTheReport() throws IOException {
    logs.expect(Level.WARNING, "cloud=custom");
    demo.close();
    demo = SimulatedDemo.startAskingAsUser(kind, NewMemberScenario.GATE);
    Propagation late =
        NewMemberScenario.SPREAD
            .withPowerBi(Delay.fixed(Duration.ofSeconds(30)))
            .withPowerBiFreeze(Duration.ofSeconds(2));
    scenario(late).waitsForPowerBiTooAndIsTakenToTheReport();
  }

  private NewMemberScenario scenario(Propagation spread) {
    demo.tenant().spread(Role.BRAND_NEW_GUEST, spread);
    return new NewMemberScenario(visitor, demo.address());
  }
}
