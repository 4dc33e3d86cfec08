package io.github.powerbigate.settings.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.page.Logo;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final String ID = "0a1b2c3d-0000-4000-8000-00000000000f";
  private static final String OTHER = "0a1b2c3d-0000-4000-8000-0000000000ff";

  @Test
  void lengths() {
    accepts(Amounts.LENGTH, "500ms", Duration.ofMillis(500));
    accepts(Amounts.LENGTH, "30s", Duration.ofSeconds(30));
    accepts(Amounts.LENGTH, "10m", Duration.ofMinutes(10));
    accepts(Amounts.LENGTH, "1h", Duration.ofHours(1));
    accepts(Amounts.LENGTH, "PT1H30M", Duration.ofMinutes(90));
    accepts(Amounts.LENGTH, "8760h", Duration.ofDays(365));
    refuses(
        Amounts.LENGTH,
        List.of(
            "0s",
            "0",
            "-1s",
            "30",
            "1 h",
            "1d",
            "1.5h",
            "PT0S",
            "PT-1S",
            "PT0.0001S",
            "8761h",
            "999999999999h",
            "PT9999999999999999H",
            "30S",
            "١s",
            "abc"));
    accepts(Amounts.LENGTH_OR_NEVER, "0", Duration.ZERO);
    accepts(Amounts.LENGTH_OR_NEVER, "5m", Duration.ofMinutes(5));
    refuses(Amounts.LENGTH_OR_NEVER, List.of("-1s", "never", "00"));
  }

  @Test
  void numbers() {
    accepts(Amounts.COUNT, "1", 1);
    accepts(Amounts.COUNT, "2147483647", Integer.MAX_VALUE);
    refuses(
        Amounts.COUNT,
        List.of("0", "-1", "+1", "2147483648", "99999999999", "1e3", "1,000", "٣", "x"));
    accepts(Amounts.oneOf(List.of(202, 409)), "409", 409);
    refuses(Amounts.oneOf(List.of(202, 409)), List.of("200", "0202", "20", "x"));
  }

  @Test
  void words() {
    accepts(Words.of(Colour.values()), "red", Colour.RED);
    accepts(Words.of(Colour.values()), "dark-blue", Colour.DARK_BLUE);
    refuses(Words.of(Colour.values()), List.of("RED", "dark_blue", "dark blue", "r"));
    accepts(Words.either("admit", "wait"), "admit", true);
    accepts(Words.either("admit", "wait"), "wait", false);
    refuses(Words.either("true", "false"), List.of("yes", "TRUE", "1"));
    accepts(Texts.LANGUAGES, "es, EN, zh-hant, pt-br", List.of("es", "en", "zh-Hant", "pt-BR"));
    refuses(
        Texts.LANGUAGES,
        List.of(
            "", "en,en", "en,EN", "en,", ",", "en es", "e", "../en", "en-x-private", "english"));
    accepts(Words.severalOf(List.of("en", "es")), "es, en", List.of("es", "en"));
    refuses(Words.severalOf(List.of("en", "es")), List.of("fr", "en,en", "en,", ",", "en es"));
  }

  @Test
  void aLaterWordHasASentenceOfItsOwn() {
    Rule<Colour> rule = Words.of(Colour.values(), "green", "shade:");

    assertThatThrownBy(() -> rule.read("green")).hasMessage("\"green\" is not in this version");
    assertThatThrownBy(() -> rule.read("shade:x")).hasMessage("\"shade:\" is not in this version");
    assertThatThrownBy(() -> rule.read("greenish")).hasMessage("must be \"red\" or \"dark-blue\"");
  }

  @Test
  void texts() {
    accepts(Texts.upTo(11), "Ærø – 東京 🏥", "Ærø – 東京 🏥");
    refuses(
        Texts.upTo(20),
        List.of(
            "a text that is too long",
            "a\tb",
            "a\nb",
            "a\u0000b",
            "a\u2028b",
            "a\u202Eb",
            "a\u2066b",
            "a\uD800b"));
    accepts(Texts.MAIL_ADDRESS, "Help.Desk@example.org", "Help.Desk@example.org");
    refuses(Texts.MAIL_ADDRESS, List.of("help", "a b@example.org", "a@b?subject=x", "<a@b>", "a@"));
    accepts(Texts.TIME_ZONE, "America/New_York", ZoneId.of("America/New_York"));
    accepts(Texts.TIME_ZONE, "UTC", ZoneId.of("UTC"));
    refuses(Texts.TIME_ZONE, List.of("Mars/Olympus", "eastern", "+99:00"));
  }

  @Test
  void identifiers() {
    accepts(Addresses.GUID, ID, ID);
    accepts(Addresses.GUID, "0A1B2C3D-0000-4000-8000-00000000000F", ID);
    refuses(Addresses.GUID, List.of(ID + "0", "{" + ID + "}", ID.replace("-", ""), "contoso.com"));
    accepts(Addresses.GUIDS, ID + " ," + OTHER, List.of(ID, OTHER));
    refuses(
        Addresses.GUIDS,
        List.of(ID + "," + ID, ID + ",", ID + ";" + OTHER, ID + " " + OTHER, guids(21)));
    assertThat(read(Addresses.GUIDS, guids(20))).hasSize(20);
  }

  @Test
  void origins() {
    accepts(Addresses.ORIGIN_OF_SERVICE, "https://a.test", URI.create("https://a.test"));
    accepts(Addresses.ORIGIN_OF_SERVICE, "https://a:8443", URI.create("https://a:8443"));
    refuses(
        Addresses.ORIGIN_OF_SERVICE,
        List.of(
            "http://a.test",
            "https://a.test/",
            "https://a.test/v1.0",
            "https://u@a.test",
            "https://u:p@a.test",
            "https://a.test?x",
            "https://a.test#x",
            "https://A.test",
            "https://a.test:0",
            "https://a.test:65536",
            "https://a.test:",
            "https://a..test",
            "https://-a.test",
            "https://a_b.test",
            "https://",
            "https://a.test\\x",
            "a.test"));
  }

  @Test
  void hostsOfPowerBi() {
    accepts(
        Addresses.WEB_HOSTS,
        "app.test, http://localhost:80,http://127.0.0.1:8090",
        List.of("app.test", "http://localhost:80", "http://127.0.0.1:8090"));
    refuses(
        Addresses.WEB_HOSTS,
        List.of(
            "App.test",
            "app.test,",
            "app.test,app.test",
            "https://app.test",
            "app.test:443",
            "http://localhost",
            "http://localhost:0",
            "http://localhost:80/",
            "http://example.org:80",
            "*.test",
            "app.test/x"));
  }

  @Test
  void scopesProxiesAndPaths() {
    String scope = "https://analysis.usgovcloudapi.net/powerbi/api/.default";
    accepts(Addresses.TOKEN_SCOPE, scope, scope);
    refuses(Addresses.TOKEN_SCOPE, List.of("User.Read", "https://a/x", "https://u@a/.default"));
    accepts(
        Addresses.HTTP_PROXY,
        "http://proxy.test:3128",
        InetSocketAddress.createUnresolved("proxy.test", 3128));
    refuses(
        Addresses.HTTP_PROXY,
        List.of("proxy.test:3128", "https://p:1", "http://p", "http://p:1/", "http://p:0"));
    assertThatThrownBy(() -> Addresses.HTTP_PROXY.read("http://u:p@proxy.test:3128"))
        .hasMessageContaining("property of the whole JVM");
    assertThat(read(Addresses.ABSOLUTE_PATH, "/etc/gate.properties")).isAbsolute();
    refuses(Addresses.ABSOLUTE_PATH, List.of("gate.properties", "../x", "~/x", "/a\u0000b"));
  }

  @Test
  void linksForHelp() {
    for (String link :
        List.of(
            "https://example.org",
            "https://example.org:8443/help?x=1#y",
            "https://Example.org?x",
            "mailto:help@example.org",
            "tel:+1-800-555-0100",
            "/",
            "/help?x=%20")) {
      accepts(Links.SUPPORT, link, link);
    }
    refuses(
        Links.SUPPORT,
        List.of(
            "javascript:alert(1)",
            "data:text/html,x",
            "http://example.org",
            "//evil.test",
            "/\\evil.test",
            "\\\\evil.test",
            "https:/evil.test",
            "https:///evil.test",
            "https://user:password@evil.test",
            "https://user@evil.test/",
            "https://example.org\\@evil.test",
            "https://example.org/ x",
            "https://example.org/é",
            "mailto:a@b,c@d",
            "tel:<script>",
            "help",
            "",
            "/" + "x".repeat(2000)));
  }

  @Test
  void imagesOfOurs() {
    for (String image :
        List.of(
            "/images/logo.svg?v=2",
            "data:image/png;base64,iVBORw0KGgo=",
            "data:image/svg+xml;base64," + "A".repeat(4000))) {
      accepts(Links.LOGO, image, new Logo(image));
    }
    refuses(
        Links.LOGO,
        List.of(
            "javascript:alert(1)",
            "data:text/html;base64,PHN2Zz4=",
            "data:image/svg+xml,<svg onload=alert(1)>",
            "data:image/svg+xml;base64,PHN2Zz4=\"onerror=",
            "data:image/png;base64,",
            "data:image/png;base64," + "A".repeat(4096),
            "https://cdn.example.org/logo.png",
            "//evil.test/logo.png",
            "/\\evil.test/logo.png",
            "/images/our logo.png",
            "/caf\u00e9.png",
            "images/logo.png",
            "/" + "x".repeat(2000)));
  }

  @Test
  void keysAreNeverEmptyAndCertificatesAreNoPaths() throws Exception {
    assertThat(Keys.SECRET.read("geheim").read()).asString().isEqualTo("geheim");
    assertThat(Keys.SECRET.read("geheim")).hasToString("Secret");
    assertThat(Keys.CERTIFICATE.read("-----BEGIN CERTIFICATE-----").read()).isNotEmpty();
    refuses(Keys.CERTIFICATE, List.of("/etc/gate.pem", "gate.p12", "abc"));
  }

  @Test
  void aLiteralSecretHandsOutCopies() throws Exception {
    byte[] first = Keys.SECRET.read("geheim").read();
    first[0] = 'x';

    assertThat(Keys.SECRET.read("geheim").read()[0]).isEqualTo((byte) 'g');
  }

  @Test
  void ticketKeysAreRandomBytesInBase64() throws Exception {
    String key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    assertThat(Keys.TICKET_KEYS.read(key + " , " + key)).hasToString("Secret");
    assertThat(Keys.ticketKeys(key + "," + key)).hasSize(2).allMatch(bytes -> bytes.length == 32);
    refuses(Keys.TICKET_KEYS, List.of(key + ",", "," + key, key + " " + key, key + ";" + key));
    assertThatThrownBy(() -> Keys.TICKET_KEYS.read(key + ",no base64"))
        .hasMessage(
            "must be keys of 32 bytes in base64, separated by commas; key 2 of 2 is not base64")
        .hasNoCause();
    assertThatThrownBy(() -> Keys.TICKET_KEYS.read("c2hvcnQ="))
        .hasMessage("must be keys of 32 bytes; key 1 of 1 has 5");
    for (String uniform : List.of("A".repeat(43) + "=", "/".repeat(42) + "8=")) {
      assertThatThrownBy(() -> Keys.TICKET_KEYS.read(key + "," + uniform))
          .hasMessage(
              "must be random keys (openssl rand -base64 32); all bytes of key 2 of 2 are equal");
    }
  }

  @Test
  void whoMayFrameThePage() {
    accepts(Links.FRAME_ANCESTORS, "'self'", "'self'");
    accepts(Links.FRAME_ANCESTORS, "'none'", "'none'");
    accepts(Links.FRAME_ANCESTORS, "'self'  https://a.test:8443", "'self' https://a.test:8443");
    accepts(
        Links.FRAME_ANCESTORS, "https://a.test https://b.test", "https://a.test https://b.test");
    refuses(
        Links.FRAME_ANCESTORS,
        List.of(
            "self",
            "'none' 'self'",
            "'none' https://a.test",
            "https://a.test; script-src *",
            "https://a.test, https://b.test",
            "https://a.test\nx",
            "https://a.test/",
            "http://a.test",
            "https:",
            "*",
            "https://a.test https://a.test"));
  }

  private enum Colour {
    RED,
    DARK_BLUE
  }

  private static String guids(int count) {
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < count; i++) {
      ids.append(i == 0 ? "" : ",").append("0a1b2c3d-0000-4000-8000-0000000000");
      ids.append(i / 10).append(i % 10);
    }
    return ids.toString();
  }

  private static <T> T read(Rule<T> rule, String text) {
    try {
      return rule.read(text);
    } catch (Rule.Broken e) {
      throw new AssertionError(text, e);
    }
  }

  private static <T> void accepts(Rule<T> rule, String text, T value) {
    assertThat(read(rule, text)).isEqualTo(value);
  }

  private static void refuses(Rule<?> rule, List<String> texts) {
    for (String text : texts) {
      assertThatThrownBy(() -> rule.read(text))
          .as(text)
          .isInstanceOf(Rule.Broken.class)
          .hasMessageMatching("must .*");
    }
  }
}
