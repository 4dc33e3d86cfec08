package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import io.github.powerbigate.testing.Wire;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that a container's configuration puts in the wrong place. */
class MisplacedIT {

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void beforeTheSignInEverybodyPassesAndTheLogSaysItOnce(String container) throws Exception {
    logs.expect(Level.WARNING, "after the filter that signs people in");
    try (WorldOfOne world = world()) {
      URI target = URI.create(world.simulator.powerBiWebUrl() + "/groups/x");
      OneClick handler = new OneClick(name -> {}, target.toString());
      try (TestPortal portal =
          TestPortal.on(container)
              .gate(world.settingsAtRedirect(), "/powerbi")
              .servlet("/powerbi", handler)
              .signInBehindTheGate()
              .start()) {
        for (int i = 0; i < 3; i++) {
          String answer = HeldPage.navigation(portal, "GET", "/powerbi", "", "new");
          assertThat(Wire.status(answer)).isEqualTo(302);
          assertThat(Wire.header(answer, "Location")).containsExactly(target.toString());
        }
        assertThat(logs.messages(Level.WARNING))
            .filteredOn(line -> line.contains("after the filter that signs people in"))
            .hasSize(1);
      }
    }
  }

  /** The sign-in shows its principal in a request of its own, which the gate never sees. */
  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void beforeTheSignInTargetUrlLeadsNobodyAndTheLogSaysItOnce(String container) throws Exception {
    logs.expect(Level.WARNING, "after the filter that signs people in");
    try (WorldOfOne world = world()) {
      world.member("ann");
      Map<String, String> settings = world.settings();
      settings.remove("intercept");
      settings.put("targetUrl", world.simulator.powerBiWebUrl() + "/groups/x");
      try (TestPortal portal =
          TestPortal.on(container)
              .gate(settings, "/powerbi")
              .servlet("/*", new Nothing())
              .signInBehindTheGate()
              .start()) {
        for (int i = 0; i < 3; i++) {
          assertThat(Wire.status(HeldPage.navigation(portal, "GET", "/powerbi", "", "ann")))
              .isEqualTo(404);
        }
      }
      assertThat(logs.messages(Level.WARNING))
          .filteredOn(line -> line.contains("after the filter that signs people in"))
          .hasSize(1);
    }
  }

  /** The handler that would add the person stands behind the gate and never runs. */
  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void beforeCodeThatAddsPeopleTheLogNamesTheOtherWayOnce(String container) throws Exception {
    logs.expect(Level.WARNING, "use intercept=redirect");
    try (WorldOfOne world = world()) {
      world.person("new");
      Map<String, String> settings = world.settings();
      settings.put("firstAnswerWithin", "30s");
      settings.put("slowAfter", "1ms");
      OneClick handler = new OneClick(name -> {}, "/");
      try (TestPortal portal =
          TestPortal.on(container)
              .gate(settings, "/powerbi")
              .servlet("/powerbi", handler)
              .start()) {
        for (int i = 0; i < 3; i++) {
          assertThat(Wire.status(HeldPage.navigation(portal, "GET", "/powerbi", "", "new")))
              .isEqualTo(202);
        }
      }
      assertThat(handler.runs()).isZero();
      assertThat(logs.messages(Level.WARNING))
          .filteredOn(line -> line.contains("use intercept=redirect"))
          .hasSize(1);
    }
  }

  /** What a container answers where nothing stands. */
  private static final class Nothing extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private WorldOfOne world() {
    logs.expect(Level.WARNING, "custom");
    return new WorldOfOne();
  }
}
