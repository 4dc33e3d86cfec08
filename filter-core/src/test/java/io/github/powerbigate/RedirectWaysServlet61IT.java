package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.Handlers;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import io.github.powerbigate.testing.Wire;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The redirects that Servlet 6.1 adds, on a container of 6.1, by a gate that was compiled against
 * 6.0. The build gives this test a Tomcat of its own.
 */
class RedirectWaysServlet61IT {

  @RegisterExtension final LogWatch logs = new LogWatch();

  @Test
  void thisIsServlet61() throws Exception {
    assertThat(
            HttpServletResponse.class.getMethod(
                "sendRedirect", String.class, int.class, boolean.class))
        .isNotNull();
  }

  @Test
  void whoWaitsGetsThePageInThePlaceOfEveryRedirect() throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(world)) {
      world.person("new");
      for (String way : allWays()) {
        String answer = get(portal, way, world.simulator.powerBiWebUrl() + "/x", "new");

        assertThat(Wire.status(answer)).as(way).isEqualTo(202);
        assertThat(Wire.header(answer, "Location")).as(way).isEmpty();
        assertThat(answer).as(way).contains("powerbi-gate=go");
      }
    }
  }

  @Test
  void whoIsInIsSentOnWithTheTenantAndTheStatusThatTheApplicationChose() throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(world)) {
      world.member("ann");
      String target = world.simulator.powerBiWebUrl() + "/x";
      for (Map.Entry<String, Integer> way :
          Map.of("overload-status", 303, "overload-clear", 302, "overload-both", 307).entrySet()) {
        String answer = get(portal, way.getKey(), target, "ann");

        assertThat(Wire.status(answer)).as(way.getKey()).isEqualTo(way.getValue());
        assertThat(Wire.header(answer, "Location"))
            .as(way.getKey())
            .containsExactly(target + "?ctid=" + world.simulator.tenantId());
      }
    }
  }

  @Test
  void whatLeadsElsewhereIsLeftAlone() throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(world)) {
      world.person("new");
      for (String way : Handlers.overloads()) {
        String answer = get(portal, way, "https://elsewhere.example/a", "new");

        assertThat(Wire.header(answer, "Location"))
            .as(way)
            .containsExactly("https://elsewhere.example/a");
      }
    }
  }

  private static List<String> allWays() {
    return Stream.concat(Handlers.ways().stream(), Handlers.overloads().stream()).toList();
  }

  private WorldOfOne world() {
    logs.expect(Level.WARNING, "custom");
    return new WorldOfOne();
  }

  private static TestPortal portal(WorldOfOne world) throws Exception {
    return TestPortal.on("Tomcat")
        .gate(world.settingsAtRedirect(), "/powerbi/*")
        .servlet("/powerbi/*", new Handlers())
        .start();
  }

  private static String get(TestPortal portal, String way, String to, String who)
      throws IOException {
    return Wire.exchange(
        portal.address(),
        "",
        "GET /powerbi/"
            + way
            + "?to="
            + URLEncoder.encode(to, StandardCharsets.UTF_8)
            + " HTTP/1.1",
        "X-User: " + who + "@example.org",
        "Accept: text/html",
        "Sec-Fetch-Mode: navigate");
  }
}
