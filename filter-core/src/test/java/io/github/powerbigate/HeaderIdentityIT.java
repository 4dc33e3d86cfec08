package io.github.powerbigate;

import static io.github.powerbigate.Browsing.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.Echo;
import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name in a header, in containers that believe whatever a request says of its own address. */
class HeaderIdentityIT {

  private static final String SECRET = "a-secret-of-the-proxy-of-32-characters";
  private static final String LIE = "10.1.2.3";
  private static final int ANONYMOUS = 401;

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest
  @CsvSource({"Jetty, true", "Jetty, false", "Tomcat, true", "Tomcat, false"})
  void aProxyWithItsSecretIsBelievedAndAStrangerWhoLiesIsNot(String container, boolean forwarded)
      throws Exception {
    logs.expect(Level.WARNING, "custom");
    logs.expect(Level.WARNING, "the header is ignored");
    try (WorldOfOne world = new WorldOfOne()) {
      world.member("ann");
      Map<String, String> settings = settings(world);
      settings.put("trustedProxies", LIE + ", 127.0.0.1, ::1");
      settings.put("proxySecretHeader", "X-Proxy-Secret");
      settings.put("proxySecret", SECRET);
      try (TestPortal portal = portal(container, forwarded, settings)) {
        assertThat(status(asking(portal).header("X-Proxy-Secret", SECRET))).isEqualTo(200);
        assertThat(status(asking(portal))).isEqualTo(ANONYMOUS);
        assertThat(status(asking(portal).header("X-Forwarded-For", LIE))).isEqualTo(ANONYMOUS);
        assertThat(status(asking(portal).header("X-Forwarded-For", LIE + ", 203.0.113.9")))
            .isEqualTo(ANONYMOUS);
        assertThat(
                status(
                    asking(portal)
                        .header("X-Forwarded-For", LIE)
                        .header("X-Proxy-Secret", SECRET.replace('a', 'b'))))
            .isEqualTo(ANONYMOUS);
        for (String twin : new String[] {"X-Portal-User", "x-portal-USER", "X_Portal-User"}) {
          assertThat(
                  status(
                      asking(portal)
                          .header("X-Proxy-Secret", SECRET)
                          .header(twin, "bob@example.org")))
              .as(twin)
              .isEqualTo(ANONYMOUS);
        }
      }
    }
    assertThat(logs.messages(Level.ALL))
        .noneMatch(line -> line.contains(SECRET))
        .noneMatch(line -> line.contains(SECRET.replace('a', 'b')));
  }

  @ParameterizedTest
  @CsvSource({"Jetty", "Tomcat"})
  void withoutASecretNoAddressThatARequestChoseIsBelieved(String container) throws Exception {
    logs.expect(Level.WARNING, "custom");
    logs.expect(Level.WARNING, "the header is ignored");
    try (WorldOfOne world = new WorldOfOne()) {
      world.member("ann");
      Map<String, String> settings = settings(world);
      settings.put("trustedProxies", "127.0.0.0/8, ::1");
      try (TestPortal portal = portal(container, true, settings)) {
        assertThat(status(asking(portal).header("X-Forwarded-For", "127.0.0.1")))
            .isEqualTo(ANONYMOUS);
        assertThat(status(asking(portal).header("X-Forwarded-For", "203.0.113.9")))
            .isEqualTo(ANONYMOUS);
      }
      try (TestPortal portal = portal(container, false, settings)) {
        assertThat(status(asking(portal))).isEqualTo(200);
      }
    }
  }

  private static Map<String, String> settings(WorldOfOne world) {
    Map<String, String> settings = world.settings();
    settings.put("user", "header:X-Portal-User");
    settings.put("anonymous", "refuse");
    settings.put("firstAnswerWithin", "30s");
    return settings;
  }

  private static TestPortal portal(
      String container, boolean forwarded, Map<String, String> settings) throws Exception {
    TestPortal.Plan plan =
        TestPortal.on(container).gate(settings, "/powerbi").servlet("/*", new Echo());
    return (forwarded ? plan.forwarded() : plan).start();
  }

  private static HttpRequest.Builder asking(TestPortal portal) {
    URI address = portal.powerBi();
    return HttpRequest.newBuilder(address)
        .timeout(Duration.ofSeconds(60))
        .header("Accept", "*/*")
        .header("X-Portal-User", "ann@example.org");
  }

  private static int status(HttpRequest.Builder request) throws Exception {
    return send(request).statusCode();
  }
}
