package io.github.powerbigate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FromHeaderTest {

  private static final String PROXY = "10.1.2.3";
  private static final String SECRET = "a-secret-of-the-proxy-of-32-characters";
  private static final String NEXT = "the-next-one-of-at-least-32-characters";
  private static final String ANN = "ann@example.org";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final IdentityJournal journal = new IdentityJournal("powerbi", InstantSource.system());

  @Test
  void aTrustedProxyWithItsSecretIsBelieved() {
    assertThat(name(proxied())).isEqualTo(ANN);
  }

  @Test
  void soIsOneWithTheNextSecret() {
    Asking asking = new Asking().from(PROXY).header("X-Proxy-Secret", NEXT).header("X-User", ANN);

    assertThat(name(asking)).isEqualTo(ANN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::ffff:10.1.2.3", "[::ffff:a01:203]", "::FFFF:10.1.2.3"})
  void anAddressInTheClothesOfIpv6IsTheSame(String address) {
    assertThat(name(proxied().from(address))).isEqualTo(ANN);
  }

  @Test
  void withoutTheHeaderNobodyIsSignedInAndNothingIsSaid() {
    assertThat(name(new Asking().from("203.0.113.9"))).isNull();
    assertThat(name(proxied("X-Other", ANN))).isNull();
    assertThat(logs.records()).isEmpty();
  }

  @Test
  void anEmptyHeaderIsNobody() {
    assertThat(name(proxied("X-User", " "))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.9", "10.1.2.4", "::1", "proxy.test", ""})
  void anybodyElseIsNot(String address) {
    logs.expect(Level.WARNING, "not in trustedProxies");

    assertThat(name(proxied().from(address))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For| 10.1.2.3, 203.0.113.9",
        "X-Forwarded-For| 203.0.113.9 ,10.1.2.3",
        "x-forwarded-for| 10.1.2.3:4711",
        "X-Forwarded-For| [::ffff:10.1.2.3]:4711",
        "X-Forwarded-For| \"10.1.2.3\"",
        "Forwarded| for=203.0.113.9, for=10.1.2.3;proto=https",
        "Forwarded| proto=https;FOR=\"10.1.2.3:80\"",
        "forwarded| For=\"[::ffff:10.1.2.3]\"",
        "Forwarded| for=\"10.1.2.\\3\"",
        "Forwarded| for=\"10.1.2.3\\:80\"",
        "Forwarded| for = 10.1.2.3"
      })
  void anAddressThatTheRequestItselfNamesProvesNothing(String header, String value) {
    logs.expect(Level.WARNING, "X-Forwarded-For or Forwarded that names the very address");

    assertThat(name(proxied().header(header, value))).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Forwarded-For| 203.0.113.9, 10.9.9.9",
        "X-Forwarded-For| unknown",
        "Forwarded| for=203.0.113.9;by=10.1.2.3",
        "Forwarded| for=\"_hidden\""
      })
  void otherAddressesAreTheProxysBusiness(String header, String value) {
    assertThat(name(proxied().header(header, value))).isEqualTo(ANN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a-secret-of-the-proxy-of-32-character",
        "A-SECRET-OF-THE-PROXY-OF-32-CHARACTERS"
      })
  void aWrongSecretIsNone(String secret) {
    logs.expect(Level.WARNING, "without the right proxySecret");

    assertThat(
            name(new Asking().from(PROXY).header("X-Proxy-Secret", secret).header("X-User", ANN)))
        .isNull();
  }

  @Test
  void aMissingSecretAndOneThatIsThereTwiceAreNone() {
    logs.expect(Level.WARNING, "without the right proxySecret");

    assertThat(name(new Asking().from(PROXY).header("X-User", ANN))).isNull();
    assertThat(name(proxied().header("X-Proxy-Secret", "guess"))).isNull();
    assertThat(name(proxied().header("X-Proxy-Secret", SECRET))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-User", "x-user", "X_User", "x_USER"})
  void twoHeadersAreNobody(String twin) {
    logs.expect(Level.WARNING, "twice, or beside one whose name differs by an underscore");

    assertThat(name(proxied().header(twin, "bob@example.org"))).isNull();
    assertThat(name(proxied().header(twin, ANN))).isNull();
  }

  @Test
  void onThisMachineNoSecretIsNeeded() {
    assertThat(nameOnThisMachine(new Asking().from("127.0.0.1").header("X-User", ANN)))
        .isEqualTo(ANN);
  }

  @Test
  void butThenNoValveMayHaveChosenTheAddress() {
    logs.expect(Level.WARNING, "RemoteIpValve");
    Asking asking =
        new Asking()
            .from("127.0.0.1")
            .attribute("org.apache.tomcat.request.forwarded", true)
            .header("X-User", ANN);

    assertThat(nameOnThisMachine(asking)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Forwarded| for=203.0.113.9",
        "Forwarded| proto=https",
        "X-Forwarded-For| unknown",
        "X-Forwarded-For| 203.0.113.9, 127.1",
        "X-Forwarded-For| 127.0.0.%31"
      })
  void norMayAnythingBeReadAsAnAddressInMoreThanOneWay(String header, String value) {
    logs.expect(Level.WARNING, "X-Forwarded-For or Forwarded");

    assertThat(
            nameOnThisMachine(
                new Asking().from("127.0.0.1").header(header, value).header("X-User", ANN)))
        .isNull();
  }

  @Test
  void aPlainForwardedAddressOfSomebodyElseIsTheProxysBusinessThereToo() {
    assertThat(
            nameOnThisMachine(
                new Asking()
                    .from("127.0.0.1")
                    .header("X-Forwarded-For", "203.0.113.9")
                    .header("X-User", ANN)))
        .isEqualTo(ANN);
  }

  @Test
  void anAddressThatAFilterInFrontGivesOutProvesNothing() {
    logs.expect(Level.WARNING, "not in trustedProxies");
    HttpServletRequest stranger = new Asking().from("203.0.113.9").header("X-User", ANN).request();

    assertThat(
            nameOnThisMachine(
                new HttpServletRequestWrapper(stranger) {
                  @Override
                  public String getRemoteAddr() {
                    return "127.0.0.1";
                  }
                }))
        .isNull();
  }

  @Test
  void norDoTheHeadersThatItHides() {
    logs.expect(Level.WARNING, "X-Forwarded-For or Forwarded");
    HttpServletRequest rewritten =
        new Asking()
            .from("127.0.0.1")
            .header("X-Forwarded-For", "127.0.0.1")
            .header("X-User", ANN)
            .request();

    assertThat(
            nameOnThisMachine(
                new HttpServletRequestWrapper(rewritten) {
                  @Override
                  public Enumeration<String> getHeaders(String name) {
                    return name.startsWith("X-F")
                        ? Collections.emptyEnumeration()
                        : super.getHeaders(name);
                  }
                }))
        .isNull();
  }

  @Test
  void eachReasonIsSaidOnceAndNeverWhoItWasNorTheSecret() {
    logs.expect(Level.WARNING, "trustedProxies");
    logs.expect(Level.WARNING, "proxySecret");
    for (int i = 0; i < 3; i++) {
      name(proxied().from("203.0.113.9"));
      name(new Asking().from(PROXY).header("X-Proxy-Secret", SECRET + "x").header("X-User", ANN));
    }

    assertThat(logs.messages(Level.ALL))
        .hasSize(2)
        .noneMatch(line -> line.contains(ANN) || line.contains(SECRET))
        .noneMatch(line -> line.contains("203.0.113.9"));

    journal.close();

    assertThat(logs.messages(Level.INFO))
        .anyMatch(line -> line.contains("did not believe a header 6 times"));
  }

  private static Asking proxied() {
    return proxied("X-User", ANN);
  }

  private static Asking proxied(String header, String value) {
    return new Asking().from(PROXY).header("X-Proxy-Secret", SECRET).header(header, value);
  }

  private @Nullable String name(Asking asking) {
    return name(
        asking.request(),
        new Proxies(networks(PROXY), "X-Proxy-Secret", new ProxySecret(List.of(SECRET, NEXT))));
  }

  private @Nullable String nameOnThisMachine(Asking asking) {
    return nameOnThisMachine(asking.request());
  }

  private @Nullable String nameOnThisMachine(HttpServletRequest request) {
    return name(request, new Proxies(networks("127.0.0.0/8", "::1"), null, null));
  }

  private @Nullable String name(HttpServletRequest request, Proxies proxies) {
    return new FromHeader("X-User", proxies, journal).nameOf(request);
  }

  private static List<Network> networks(String... texts) {
    return Arrays.stream(texts).map(text -> Objects.requireNonNull(Network.parse(text))).toList();
  }
}
