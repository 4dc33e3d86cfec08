package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import io.github.powerbigate.testing.Wire;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd paths with a ticket that is good: they lead to its target or nowhere (security H0, H5). */
class TicketPathTricksIT {

  private static final List<String> PATHS =
      List.of(
          "/powerbi",
          "//evil.example/..;/powerbi",
          "//evil.example/..;x=y/powerbi",
          "//evil.example/%2e%2e;/powerbi",
          "//evil.example/%2e%2e/powerbi",
          "/\\evil.example/..;/powerbi",
          "/.;/powerbi",
          "/powerbi;//evil.example",
          "/powerbi/..;/powerbi",
          "/powerbi%2f..%2fpowerbi",
          "/./powerbi");

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void noneLeadsElsewhereAndTheHandlerDoesNotRun(String container) throws Exception {
    logs.expect(Level.WARNING, "custom");
    try (WorldOfOne world = new WorldOfOne()) {
      String id = world.person("new");
      String target = world.simulator.powerBiWebUrl() + "/groups/x?ctid=y";
      Handler handler = new Handler(target);
      try (TestPortal portal =
          TestPortal.on(container)
              .gate(HeldPage.quick(world), "/*")
              .servlet("/*", handler)
              .start()) {
        HeldPage page = HeldPage.find(portal, "/powerbi", "", "new");
        assertNoneLeadsElsewhere(page, target);
        world.simulator.world().addMember(WorldOfOne.GROUP, id, Propagation.IMMEDIATE);
        page.awaitReady();

        assertThat(Wire.header(page.follow(), "Location")).containsExactly(target);
        assertNoneLeadsElsewhere(page, target);
        assertThat(handler.runs).hasValue(1);
      }
    }
  }

  private static void assertNoneLeadsElsewhere(HeldPage page, String target) throws IOException {
    for (String path : PATHS) {
      for (String more : List.of("", "&powerbi-gate-lang=es", "&//evil.example")) {
        String asked = path + page.go() + more;
        String answer = HeldPage.navigation(page.portal(), "GET", asked, "", "new");
        assertThat(Wire.header(answer, "Location"))
            .as(asked)
            .allMatch(location -> location.equals(target) || location.startsWith("?"));
      }
    }
  }

  private static final class Handler extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final String target;
    private final AtomicInteger runs = new AtomicInteger();

    Handler(String target) {
      this.target = target;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      runs.incrementAndGet();
      response.sendRedirect(target);
    }
  }
}
