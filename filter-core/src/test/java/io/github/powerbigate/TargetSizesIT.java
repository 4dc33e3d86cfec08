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
import java.util.logging.Level;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long an address the gate can hold up, in real containers with their own limits. */
class TargetSizesIT {

  /** What Tomcat and Jetty allow the head of an answer, and of a request, unless told otherwise. */
  private static final int LIMIT = 8 * 1024;

  /** Room for the longest address that is sealed. */
  private static final int ENOUGH = 32 * 1024;

  private static final int LONGEST = 16 * 1024;

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest(name = "{0}, {1} characters")
  @CsvSource({
    "Jetty, 200, false",
    "Jetty, 4096, true",
    "Jetty, 6144, true",
    "Tomcat, 200, false",
    "Tomcat, 4096, true",
    "Tomcat, 6144, true"
  })
  void thePageLeadsOnToExactlyTheTargetWithinTheContainersOwnLimits(
      String container, int length, boolean byForm) throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world).start()) {
      String id = world.person("new");
      HeldPage page = HeldPage.find(portal, "/powerbi", "?length=" + length, "new");
      assertThat(page.hasForm()).isEqualTo(byForm);
      assertThat(head(page.whole())).hasSizeLessThan(LIMIT);
      String early = page.follow();
      assertThat(Wire.status(early)).isEqualTo(202);
      assertThat(head(early)).hasSizeLessThan(LIMIT);

      world.simulator.world().addMember(WorldOfOne.GROUP, id, Propagation.IMMEDIATE);
      page.awaitReady();
      String there = page.follow();

      assertThat(Wire.status(there)).isEqualTo(byForm ? 303 : 302);
      assertThat(Wire.header(there, "Location")).containsExactly(target(world, length));
      assertThat(head(there)).hasSizeLessThan(LIMIT);
    }
  }

  @ParameterizedTest
  @CsvSource({"Jetty", "Tomcat"})
  void whereTheContainerCanSendTheLongestAddressThePageLeadsThereToo(String container)
      throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world).headers(ENOUGH).start()) {
      String id = world.person("new");
      HeldPage page = HeldPage.find(portal, "/powerbi", "?length=" + LONGEST, "new");
      assertThat(page.hasForm()).isTrue();

      world.simulator.world().addMember(WorldOfOne.GROUP, id, Propagation.IMMEDIATE);
      page.awaitReady();

      assertThat(Wire.header(page.follow(), "Location")).containsExactly(target(world, LONGEST));
    }
  }

  @ParameterizedTest
  @CsvSource({"Jetty", "Tomcat"})
  void thePageForTheLongestAddressComesWithinTheContainersOwnLimits(String container)
      throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world).start()) {
      world.person("new");
      HeldPage page = HeldPage.find(portal, "/powerbi", "?length=" + LONGEST, "new");

      assertThat(page.hasForm()).isTrue();
      assertThat(head(page.whole())).hasSizeLessThan(LIMIT);
      assertThat(Wire.status(page.follow())).isEqualTo(202);
    }
  }

  @ParameterizedTest
  @CsvSource({"Jetty", "Tomcat"})
  void whatTheContainerCannotSendFailsAtTheGateAsItDoesInTheApplication(String container)
      throws Exception {
    try (WorldOfOne world = world();
        // Jetty leaves a connection open on which it has failed.
        TestPortal portal = portal(container, world).idle(3_000).start()) {
      String id = world.person("new");
      HeldPage page = HeldPage.find(portal, "/powerbi", "?length=" + LONGEST, "new");
      world.simulator.world().addMember(WorldOfOne.GROUP, id, Propagation.IMMEDIATE);
      page.awaitReady();

      String atTheGate = page.follow();
      String inTheApplication =
          HeldPage.navigation(portal, "GET", "/powerbi?length=" + LONGEST, "", "new");

      assertThat(Wire.status(atTheGate)).isEqualTo(Wire.status(inTheApplication)).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @CsvSource({"Jetty", "Tomcat"})
  void aLongerAddressPassesUngatedAndIsReportedOnce(String container) throws Exception {
    logs.expect(Level.WARNING, "more than 16384 characters");
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world).headers(ENOUGH).start()) {
      world.person("new");
      for (int i = 0; i < 2; i++) {
        String answer =
            HeldPage.navigation(portal, "GET", "/powerbi?length=" + (LONGEST + 1), "", "new");

        assertThat(Wire.status(answer)).isEqualTo(302);
        assertThat(Wire.header(answer, "Location")).hasSize(1).allMatch(to -> isTarget(world, to));
      }
      assertThat(logs.messages(Level.WARNING))
          .filteredOn(line -> line.contains("characters"))
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"Jetty", "Tomcat"})
  void theChoiceOfALanguageLeadsBackWithinTheContainersOwnLimits(String container)
      throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world).start()) {
      world.person("new");
      // The longest address that still travels as a link.
      int length = 4000;
      HeldPage page = HeldPage.find(portal, "/powerbi", "?length=" + length, "new");
      while (page.hasForm()) {
        length -= 100;
        page = HeldPage.find(portal, "/powerbi", "?length=" + length, "new");
      }

      String choice =
          HeldPage.navigation(
              portal, "GET", "/powerbi" + page.go() + "&powerbi-gate-lang=es", "", "new");

      assertThat(Wire.header(choice, "Location")).containsExactly(page.go());
      assertThat(length).isGreaterThan(2000);
    }
  }

  private WorldOfOne world() {
    logs.expect(Level.WARNING, "custom");
    return new WorldOfOne();
  }

  private static TestPortal.Plan portal(String container, WorldOfOne world) {
    return TestPortal.on(container)
        .gate(HeldPage.quick(world), "/powerbi")
        .servlet("/powerbi", new RedirectsFar(world));
  }

  private static boolean isTarget(WorldOfOne world, String location) {
    return location.equals(target(world, LONGEST + 1));
  }

  private static String head(String answer) {
    return answer.split("\r\n\r\n", 2)[0];
  }

  /** An address of a length, the tenant included. */
  private static String target(WorldOfOne world, int length) {
    String start = world.simulator.powerBiWebUrl() + "/groups/x?ctid=y&filter=";
    return start + "x".repeat(length - start.length());
  }

  /** Redirects to an address of the length that is asked for. */
  private static final class RedirectsFar extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient WorldOfOne world;

    RedirectsFar(WorldOfOne world) {
      this.world = world;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.sendRedirect(target(world, Integer.parseInt(request.getParameter("length"))));
    }
  }
}
