package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.Handlers;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import io.github.powerbigate.testing.Wire;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which an application redirects to Power BI, in real containers. */
class RedirectWaysIT {

  private static final Pattern GO = Pattern.compile("id=\"go\" href=\"(\\?[^\"]*)\"");

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void whoWaitsGetsThePageInThePlaceOfTheRedirect(String container) throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world)) {
      world.person("new");
      String target = world.simulator.powerBiWebUrl() + "/groups/x/list?filter=a";
      for (String way : Handlers.ways()) {
        int runs = Handlers.RUNS.get();

        String answer = get(portal, way + "?to=" + encoded(target), "new");

        assertThat(Wire.status(answer)).as(way).isEqualTo(202);
        assertThat(Wire.header(answer, "X-PowerBI-Gate")).as(way).hasSize(1);
        assertThat(Wire.header(answer, "Location")).as(way).isEmpty();
        assertThat(Wire.header(answer, "X-Too-Late")).as(way).isEmpty();
        assertThat(Wire.header(answer, "Content-Type"))
            .as(way)
            .singleElement()
            .satisfies(type -> assertThat(type).containsIgnoringCase("charset=utf-8"));
        String body = answer.split("\r\n\r\n", 2)[1];
        assertThat(body).as(way).startsWith("<!DOCTYPE html>").endsWith("</html>");
        assertThat(body).as(way).doesNotContain("afterwards", "moved", "filter=a");
        assertThat(Wire.header(answer, "Content-Length")).as(way).contains("" + body.length());
        assertThat(Handlers.RUNS.get()).as(way).isEqualTo(runs + 1);

        String go = get(portal, way + go(body), "new");
        assertThat(Wire.status(go)).as(way).isEqualTo(202);
        assertThat(Handlers.RUNS.get()).as(way).isEqualTo(runs + 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void whoIsInIsSentOnByTheApplicationsOwnAnswerWithTheTenant(String container) throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world);
        TestPortal without =
            TestPortal.on(container).servlet("/powerbi/*", new Handlers()).start()) {
      world.member("ann");
      String target = world.simulator.powerBiWebUrl() + "/groups/x/list?filter=a";
      String ctid = "&ctid=" + world.simulator.tenantId();
      for (String way : Handlers.ways()) {
        String path = way + "?to=" + encoded(target);
        String expected =
            Wire.comparable(get(without, path, "ann"), without.address())
                .replace("Location: " + target, "Location: " + target + ctid)
                .replace("location: " + target, "location: " + target + ctid);

        String answer = Wire.comparable(get(portal, path, "ann"), portal.address());

        assertThat(withoutBody(answer)).as(way).isEqualTo(withoutBody(expected));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void cookiesAndWhatProtectsTheSiteSurviveAndWhatDescribesTheRedirectDoesNot(String container)
      throws Exception {
    try (WorldOfOne world = world();
        TestPortal portal = portal(container, world)) {
      world.person("new");

      String answer =
          get(portal, "headers?to=" + encoded(world.simulator.powerBiWebUrl() + "/x"), "new");

      assertThat(Wire.header(answer, "Set-Cookie"))
          .hasSize(3)
          .anyMatch(cookie -> cookie.startsWith("first=1"))
          .anyMatch(cookie -> cookie.startsWith("second=2"))
          .anyMatch(cookie -> cookie.startsWith("JSESSIONID="));
      assertThat(Wire.header(answer, "Strict-Transport-Security")).hasSize(1);
      assertThat(Wire.header(answer, "X-Request-Id")).hasSize(1);
      assertThat(Wire.header(answer, "Cache-Control")).containsExactly("no-store");
      assertThat(Wire.header(answer, "Content-Security-Policy"))
          .singleElement()
          .satisfies(policy -> assertThat(policy).contains("sha256-"));
      assertThat(Wire.header(answer, "Referrer-Policy")).containsExactly("no-referrer");
      for (String gone :
          new String[] {
            "ETag", "Last-Modified", "Refresh", "Link", "Content-Encoding", "Content-Disposition"
          }) {
        assertThat(Wire.header(answer, gone)).as(gone).isEmpty();
      }
    }
  }

  private WorldOfOne world() {
    logs.expect(Level.WARNING, "custom");
    return new WorldOfOne();
  }

  private static TestPortal portal(String container, WorldOfOne world) throws Exception {
    return TestPortal.on(container)
        .gate(world.settingsAtRedirect(), "/powerbi/*")
        .servlet("/powerbi/*", new Handlers())
        .start();
  }

  private static String get(TestPortal portal, String what, String who) throws IOException {
    return Wire.exchange(
        portal.address(),
        "",
        "GET /powerbi/" + what + " HTTP/1.1",
        "X-User: " + who + "@example.org",
        "Accept: text/html",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Dest: document");
  }

  private static String go(String page) {
    Matcher matcher = GO.matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  /** The body may repeat the address; the head is what counts here. */
  private static String withoutBody(String answer) {
    return answer.split("\r\n\r\n", 2)[0].replaceAll("(?i)\r\ncontent-length: [0-9]+", "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
