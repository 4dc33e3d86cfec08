package io.github.powerbigate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the portal answers, byte by byte: browsers and HTTP clients send no foreign Host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PortalOverHttp {
  private static final Pattern COOKIE = Pattern.compile("Set-Cookie: (RIVERBEND=[^;]+)");

  private final PortalServer.Kind kind;
  private final SimulatedDemo demo;

  /** The portal on one kind of container. */
  protected PortalOverHttp(PortalServer.Kind kind) throws IOException {
    this.kind = kind;
    demo = SimulatedDemo.start(kind, Map.of());
  }

  @AfterAll
  void stop() {
    demo.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "[::1]"})
  void answersToTheNamesOfThisMachine(String host) throws IOException {
    assertThat(ask("GET / HTTP/1.1", "Host: " + host + ":" + port())).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "localhost.evil.example", "192.0.2.1", "localhost.", "[::2]"})
  void anyOtherHostIsRefused(String host) throws IOException {
    for (String path : new String[] {"/", "/portal.css", "/analytics", "/nothing"}) {
      assertThat(ask("GET " + path + " HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 421");
    }
    assertThat(ask("GET http://" + host + "/ HTTP/1.1", "Host: localhost"))
        .doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void exposedPortalAnswersToOneMoreName() throws IOException {
    DemoOptions options =
        new DemoOptions(
            0,
            InetAddress.getLoopbackAddress(),
            false,
            Optional.of("demo.test"),
            Optional.of(
                new DemoOptions.RealCloud(URI.create("https://app.powerbi.com/"), "river bend")));
    Map<String, String> settings = new HashMap<>(demo.tenant().gateSettings());
    settings.put("mode", "off");
    try (Demo exposed = Demo.start(kind, options, settings)) {
      int port = exposed.address().getPort();
      assertThat(exposed.address().getHost()).isEqualTo("demo.test");
      assertThat(ask(port, "GET / HTTP/1.1", "Host: demo.test:" + port))
          .startsWith("HTTP/1.1 200")
          .contains("Password of this demo");
      assertThat(ask(port, "GET / HTTP/1.1", "Host: evil.example")).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void strangersAreLedToTheSignInAndScriptsAreTold() throws IOException {
    assertThat(ask("GET /analytics HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 303")
        .contains("Location: ./");
    assertThat(ask("GET /analytics HTTP/1.1", "Host: localhost", "X-Requested-With: x"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void formsOfOtherSitesAreRefused() throws IOException {
    assertThat(signIn("Sec-Fetch-Site: same-origin")).startsWith("HTTP/1.1 303");
    assertThat(signIn("Origin: http://localhost")).startsWith("HTTP/1.1 303");
    assertThat(signIn("Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
    assertThat(signIn("Sec-Fetch-Site: same-site")).startsWith("HTTP/1.1 403");
    assertThat(signIn("Origin: http://localhost:1")).startsWith("HTTP/1.1 403");
    assertThat(signIn("Accept: */*")).startsWith("HTTP/1.1 403");
  }

  @Test
  void sessionCookieIsOutOfReachAndPoliciesAreStrict() throws IOException {
    String answer = signIn("Sec-Fetch-Site: same-origin");
    assertThat(answer).containsPattern("Set-Cookie: RIVERBEND=.*HttpOnly.*SameSite=Lax");
    String home = ask("GET / HTTP/1.1", "Host: localhost", "Cookie: " + cookie(answer));
    assertThat(home)
        .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; connect")
        .contains("form-action 'self' " + demo.simulator().powerBiWebUrl())
        .contains("X-Content-Type-Options: nosniff")
        .contains("target=\"_blank\" rel=\"noopener\"")
        .containsOnlyOnce("<script")
        .contains("<script src=\"portal.js\" defer></script>")
        .doesNotContain("style=");
  }

  @Test
  void withoutTheGateThePortalLeadsStraightToPowerBi() throws IOException {
    String cookie = cookie(signIn("Sec-Fetch-Site: same-origin"));
    assertThat(ask("GET /without-gate HTTP/1.1", "Host: localhost", "Cookie: " + cookie))
        .startsWith("HTTP/1.1 302")
        .contains("Location: " + demo.simulator().powerBiWebUrl())
        .contains("ctid=" + demo.simulator().tenantId());
  }

  @Test
  void handlerMayRunTwiceAndIsCounted() throws IOException {
    String cookie = "Cookie: " + cookie(signIn("Sec-Fetch-Site: same-origin"));
    assertThat(ask("GET / HTTP/1.1", "Host: localhost", cookie)).contains(runs(0));
    for (int run = 1; run <= 2; run++) {
      assertThat(post("/without-gate", "", "Sec-Fetch-Site: same-origin", cookie))
          .startsWith("HTTP/1.1 302");
      assertThat(ask("GET / HTTP/1.1", "Host: localhost", cookie))
          .contains(runs(run), "all of Microsoft knows");
    }
    assertThat(ask("HEAD /without-gate HTTP/1.1", "Host: localhost", cookie))
        .startsWith("HTTP/1.1 405");
    assertThat(ask("GET / HTTP/1.1", "Host: localhost", cookie)).contains(runs(2));
  }

  @Test
  void scriptIsGivenTheGuardedAddressAndNotPowerBis() throws IOException {
    String cookie = "Cookie: " + cookie(signIn("Sec-Fetch-Site: same-origin"));
    assertThat(post("/analytics.json", "", "Sec-Fetch-Site: same-origin", cookie))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Type: application/json")
        .endsWith("{\"url\":\"report\"}");
    assertThat(post("/analytics.json", "", "Sec-Fetch-Site: cross-site", cookie))
        .startsWith("HTTP/1.1 403");
    assertThat(post("/analytics.json", "", "Sec-Fetch-Site: same-origin"))
        .startsWith("HTTP/1.1 401");
    assertThat(ask("GET / HTTP/1.1", "Host: localhost", cookie)).contains(runs(1));
  }

  @Test
  void whenMicrosoftDoesNotSetSomebodyUpThePortalSaysSo() throws IOException {
    String cookie = "Cookie: " + cookie(signIn("Sec-Fetch-Site: same-origin"));
    demo.simulator().faults().play(Service.GRAPH, "/v1.0/invitations", Fault.status(503), 2);
    assertThat(ask("GET /without-gate HTTP/1.1", "Host: localhost", cookie))
        .startsWith("HTTP/1.1 502")
        .contains("We could not set up your access");
    assertThat(post("/analytics.json", "", "Sec-Fetch-Site: same-origin", cookie))
        .startsWith("HTTP/1.1 502");
  }

  @Test
  void startingOverMakesAPersonWhomNobodyKnows() throws IOException {
    String cookie = cookie(signIn("Sec-Fetch-Site: same-origin"));
    String before = demo.tenant().signIn(Role.BRAND_NEW_GUEST.id(), "").orElseThrow().name();
    String again = post("/start-over", "", "Sec-Fetch-Site: same-origin", "Cookie: " + cookie);
    assertThat(cookie(again)).isNotEqualTo(cookie);
    String after = demo.tenant().signIn(Role.BRAND_NEW_GUEST.id(), "").orElseThrow().name();
    assertThat(after).isNotEqualTo(before);
  }

  private static String runs(int number) {
    return "<strong id=\"runs\">" + number + "</strong>";
  }

  private String signIn(String header) throws IOException {
    return post("/sign-in", "who=brand-new-guest", header);
  }

  private String post(String path, String form, String... headers) throws IOException {
    return ask(
        "POST " + path + " HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Length: " + form.length(),
        String.join("\r\n", headers) + (form.isEmpty() ? "" : "\r\n\r\n" + form));
  }

  private static String cookie(String answer) {
    Matcher matcher = COOKIE.matcher(answer);
    assertThat(matcher.find()).as(answer).isTrue();
    return matcher.group(1);
  }

  private String ask(String requestLine, String... headersAndBody) throws IOException {
    return ask(port(), requestLine, headersAndBody);
  }

  private static String ask(int port, String requestLine, String... headersAndBody)
      throws IOException {
    String request =
        requestLine + "\r\nConnection: close\r\n" + String.join("\r\n", headersAndBody);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String end = request.contains("\r\n\r\n") ? "" : "\r\n\r\n";
      socket.getOutputStream().write((request + end).getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int port() {
    return demo.address().getPort();
  }
}
