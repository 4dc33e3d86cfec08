package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.identity.OnlyFor;
import io.github.powerbigate.identity.SessionPath;
import io.github.powerbigate.identity.UserFrom;
import io.github.powerbigate.settings.Place.Source;
import io.github.powerbigate.token.Issuer;
import io.github.powerbigate.token.TokenRules;
import io.github.powerbigate.token.TokenRules.Algorithm;
import io.github.powerbigate.token.TokenRules.Use;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhoIsGatedTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder = Path.of("");

  @Test
  void everyKindOfUserIsRead() {
    assertThat(user("principal")).isEqualTo(new UserFrom.Principal());
    assertThat(user("remote-user")).isEqualTo(new UserFrom.RemoteUser());
    assertThat(user("session:person.mail"))
        .isEqualTo(new UserFrom.Session(new SessionPath("person", List.of("mail"))));
    assertThat(user("session:[org.example.person].account.mail"))
        .isEqualTo(
            new UserFrom.Session(
                new SessionPath("org.example.person", List.of("account", "mail"))));
    assertThat(user("class:org.example.Portal"))
        .isEqualTo(new UserFrom.OfClass("org.example.Portal"));
    assertThat(
            behindAProxy().init("user", "header:X-MS-CLIENT-PRINCIPAL-NAME").read().people().user())
        .isEqualTo(new UserFrom.Header("X-MS-CLIENT-PRINCIPAL-NAME"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Principal", "header:", "header:X User", "header:X:Y", "class:", "class:Portal",
        "class:org..Portal", "class:org.example.Portal()", "jwt:", "jwt:cookie", "role:x", "session"
      })
  void otherWordsAreNone(String text) {
    assertThat(Given.enough().init("user", text).problems())
        .singleElement()
        .asString()
        .contains("; must be \"principal\", \"remote-user\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".mail",
        "person.",
        "person..mail",
        "person.a.b.c.d.e.f",
        "[person",
        "person]",
        "[].mail",
        "[a[b]].mail",
        "person.class",
        "person.getClass",
        "person.CLASS",
        "person.classLoader",
        "person.getClassLoader",
        "person.module",
        "person.declaringClass",
        "person.hashCode",
        "person.toString",
        "person.clone",
        "person.notify",
        "person.notifyAll",
        "person.wait",
        "person.a.b.class",
        "per son",
        "person.na\u00efve"
      })
  void pathsThatLeadNowhereGoodStopTheStart(String path) {
    assertThat(Given.enough().init("user", "session:" + path).problems())
        .singleElement()
        .asString()
        .contains("must name behind session: an attribute");
  }

  @Test
  void theGateIsForEverybodyARoleOrThoseWithAnAttribute() {
    assertThat(onlyFor("all")).isEqualTo(new OnlyFor.All());
    assertThat(onlyFor("role:Power BI readers")).isEqualTo(new OnlyFor.Role("Power BI readers"));
    assertThat(onlyFor("session:pbi")).isEqualTo(new OnlyFor.Session("pbi"));
    assertThat(onlyFor("session:org.example.pbi"))
        .isEqualTo(new OnlyFor.Session("org.example.pbi"));
    assertThat(onlyFor("session:[org.example.pbi]"))
        .isEqualTo(new OnlyFor.Session("org.example.pbi"));
    for (String text : List.of("none", "role:", "session:", "user:ann", "role:a\u0007b")) {
      assertThat(Given.enough().init("onlyFor", text).problems()).as(text).hasSize(1);
    }
  }

  @Test
  void aHeaderNeedsItsProxies() {
    assertThat(Given.enough().init("user", "header:X-User").problems())
        .containsExactly(
            "user (init-param user): header: needs trustedProxies, the addresses of who may set the"
                + " header");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "127.0.0.1, ::1; true",
        "127.0.0.0/8; true",
        "10.1.2.3; false",
        "::1, fd00::/32; false"
      })
  void withoutASecretTheProxiesAreOnThisMachine(String proxies, boolean good) {
    Given given = Given.enough().init("user", "header:X-User").init("trustedProxies", proxies);

    if (good) {
      assertThat(given.read().people().proxies())
          .hasToString("Proxies[" + proxies.split(",", -1).length + "]");
    } else {
      assertThat(given.problems())
          .singleElement()
          .asString()
          .startsWith("trustedProxies (init-param trustedProxies): needs proxySecretHeader and");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "::/0",
        "10.0.0.0/7",
        "2000::/31",
        "::ffff:0:0/96",
        "127.0.0.1, 0.0.0.0/1"
      })
  void noNetworkIsWiderThanAnyonesOwn(String proxies) {
    assertThat(behindAProxy().init("trustedProxies", proxies).problems())
        .singleElement()
        .asString()
        .contains("must not be wider than /8 (IPv4) or /32 (IPv6)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.test",
        "10.1.2.3/24",
        "10.1.2",
        "10.1.2.3,",
        "10.0.0.0/33",
        "fe80::1/129",
        "010.1.2.3"
      })
  void aProxyIsAnAddressOrANetwork(String proxies) {
    assertThat(behindAProxy().init("trustedProxies", proxies).problems())
        .singleElement()
        .asString()
        .contains("must be IP addresses or networks");
  }

  @Test
  void secretAndHeaderComeTogether() {
    assertThat(behindAProxy().without("proxySecret").problems())
        .containsExactly(
            "proxySecretHeader (init-param proxySecretHeader): is given without proxySecret");
    assertThat(behindAProxy().without("proxySecretHeader").problems())
        .singleElement()
        .asString()
        .startsWith("proxySecret (init-param proxySecret): is given without proxySecretHeader");
    assertThat(behindAProxy().init("proxySecretHeader", "x_user").problems())
        .containsExactly(
            "proxySecretHeader (init-param proxySecretHeader): must be another header than that of"
                + " user=header:");
  }

  @Test
  void whatIsForAHeaderAloneIsAMistake() {
    for (String name : List.of("trustedProxies", "proxySecretHeader", "proxySecret")) {
      String text =
          switch (name) {
            case "trustedProxies" -> "127.0.0.1";
            case "proxySecret" -> SECRET;
            default -> "X-Proxy";
          };
      assertThat(Given.enough().init(name, text).problems())
          .containsExactly(name + " (init-param " + name + "): is given without user=header:");
    }
  }

  @Test
  void aSecretHas32CharactersAndThereAreTwoAtMost() {
    assertThat(
            behindAProxy()
                .init("proxySecret", SECRET + ", " + SECRET + "x")
                .read()
                .people()
                .proxies())
        .isNotNull();
    assertThat(behindAProxy().init("proxySecret", SECRET.substring(1)).problems())
        .singleElement()
        .asString()
        .endsWith("one here has 31");
    assertThat(behindAProxy().init("proxySecret", SECRET + "," + SECRET + "," + SECRET).problems())
        .singleElement()
        .asString()
        .endsWith("here are 3");
  }

  @Test
  void aSecretMayStandInAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n" + SECRET + "x\n");
    Given given = behindAProxy().without("proxySecret").init("proxySecretFile", file.toString());

    assertThat(given.read().people().proxies()).hasToString("Proxies[1, with a secret]");

    Files.writeString(file, "short\n");

    assertThat(given.problems())
        .singleElement()
        .asString()
        .startsWith("proxySecret (init-param proxySecretFile): must be 32 to 500 visible")
        .doesNotContain("short");
  }

  @ParameterizedTest
  @EnumSource(
      value = Source.class,
      names = {"SYSTEM_PROPERTY", "ENVIRONMENT"})
  void norMayTheseNameTheFileThatChoosesIt(Source source) {
    Given given =
        Given.enough()
            .give(Source.FILE, "user", "class:org.example.Portal")
            .writeFile(folder.resolve("gate.properties"))
            .give(source, "settingsFile", folder.resolve("gate.properties").toString());

    assertThat(given.problems())
        .singleElement()
        .asString()
        .contains("that file may not be named by the environment or a system property");
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void codeToRunIsChosenInTheApplicationsOwnSourcesOnly(Source source) {
    Given given =
        Given.enough()
            .give(source, "user", "class:org.example.Portal")
            .writeFile(folder.resolve("gate.properties"));

    if (source == Source.SYSTEM_PROPERTY || source == Source.ENVIRONMENT) {
      assertThat(given.problems())
          .singleElement()
          .asString()
          .contains("class: is taken from web.xml, JNDI or the settings file only");
    } else {
      assertThat(given.read().people().user())
          .isEqualTo(new UserFrom.OfClass("org.example.Portal"));
    }
  }

  @Test
  void aTokenIsInTheHeaderOrInTheSession() {
    assertThat(withTokens("jwt:header").read().people().user())
        .isEqualTo(new UserFrom.TokenInHeader());
    assertThat(withTokens("jwt:session:token").read().people().user())
        .isEqualTo(new UserFrom.TokenInSession(new SessionPath("token", List.of())));
  }

  @Test
  void anIssuerInEntraMeansBothVersionsOfTheTenant() {
    String tenant = Given.enough().read().microsoft().tenantId();
    Given given =
        withTokens("jwt:header")
            .init("jwtIssuer", "https://login.microsoftonline.com/" + tenant + "/v2.0");

    assertThat(tokens(given).issuers()).extracting(Issuer::version).containsExactly("2.0", "1.0");
  }

  @Test
  void anotherTenantOfEntraStopsTheStart() {
    Given given =
        withTokens("jwt:header")
            .init(
                "jwtIssuer",
                "https://login.microsoftonline.com/99999999-9999-4999-8999-999999999999/v2.0");

    assertThat(given.problems())
        .containsExactly(
            "jwtIssuer (init-param jwtIssuer): is Entra ID, but not the tenant of the setting"
                + " tenantId");
  }

  @Test
  void aSessionThatVouchesForMonthsStopsTheStart() {
    assertThat(withTokens("jwt:session:token").init("jwtSessionGrace", "900h").problems())
        .containsExactly("jwtSessionGrace (init-param jwtSessionGrace): must be from 0 to 30 days");
  }

  @Test
  void tokensNeedTheirIssuerAndAudience() {
    assertThat(Given.enough().init("user", "jwt:header").problems())
        .anyMatch(problem -> problem.startsWith("user (init-param user): jwt: needs jwtIssuer"))
        .anyMatch(problem -> problem.startsWith("user (init-param user): jwt: needs jwtAudience"));
  }

  @Test
  void whatIsForTokensAloneIsAMistake() {
    for (Setting<?> setting : IdentityRows.OF_TOKENS) {
      String text =
          switch (setting.name()) {
            case "jwtIssuer", "jwtKeys" -> "https://login.example.org/keys";
            case "jwtAlgorithms" -> "ES256";
            case "jwtTokenUse" -> "id";
            case "jwtSessionGrace" -> "1h";
            default -> "word";
          };
      assertThat(Given.enough().init(setting.name(), text).problems())
          .containsExactly(
              setting.name() + " (init-param " + setting.name() + "): is given without user=jwt:");
    }
  }

  @Test
  void everySettingOfTokensReachesItsPlace() {
    Given given =
        withTokens("jwt:session:[org.example.session].token")
            .init("jwtClaim", "upn")
            .init("jwtKeys", "https://keys.example.org/jwks.json")
            .init("jwtAlgorithms", "PS256, ES256")
            .init("jwtTokenUse", "any")
            .init("jwtSessionGrace", "1h");

    TokenRules tokens = tokens(given);

    assertThat(tokens.issuers())
        .extracting(Issuer::name)
        .containsExactly("https://login.example.org/realms/portal");
    assertThat(tokens.audience()).containsExactly("portal");
    assertThat(tokens.claim()).isEqualTo("upn");
    assertThat(tokens.keys()).isEqualTo(URI.create("https://keys.example.org/jwks.json"));
    assertThat(tokens.algorithms()).containsExactlyInAnyOrder(Algorithm.PS256, Algorithm.ES256);
    assertThat(tokens.use()).isEqualTo(Use.ANY);
    assertThat(tokens.sessionGrace()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void ofTokensTheSafeKindIsTheDefault() {
    TokenRules tokens = tokens(withTokens("jwt:header"));

    assertThat(tokens.claim()).isEqualTo("preferred_username");
    assertThat(tokens.keys()).isNull();
    assertThat(tokens.algorithms()).containsExactly(Algorithm.RS256);
    assertThat(tokens.use()).isEqualTo(Use.ACCESS);
    assertThat(tokens.sessionGrace()).isEqualTo(Duration.ofHours(12));
  }

  @ParameterizedTest
  @CsvSource({
    "jwtIssuer, http://login.example.org",
    "jwtIssuer, https://login.example.org?x",
    "jwtIssuer, https://u:p@login.example.org",
    "jwtIssuer, https://login.example.org/%zz",
    "jwtKeys, http://login.example.org/keys",
    "jwtKeys, https://login.example.org/keys#x",
    "jwtAlgorithms, HS256",
    "jwtAlgorithms, none",
    "jwtTokenUse, refresh",
    "jwtSessionGrace, 0",
    "jwtAudience, two words"
  })
  void badOnesStopTheStart(String name, String text) {
    assertThat(withTokens("jwt:header").init(name, text).problems())
        .anyMatch(problem -> problem.startsWith(name + " (init-param " + name + "): "));
  }

  private static Given behindAProxy() {
    return Given.enough()
        .init("user", "header:X-User")
        .init("trustedProxies", "10.1.2.3")
        .init("proxySecretHeader", "X-Proxy-Secret")
        .init("proxySecret", SECRET);
  }

  private static Given withTokens(String user) {
    return Given.enough()
        .init("user", user)
        .init("jwtIssuer", "https://login.example.org/realms/portal")
        .init("jwtAudience", "portal");
  }

  private static UserFrom user(String text) {
    return Given.enough().init("user", text).read().people().user();
  }

  private static OnlyFor onlyFor(String text) {
    return Given.enough().init("onlyFor", text).read().people().onlyFor();
  }

  /** Past the check that refuses tokens in this version. */
  private static TokenRules tokens(Given given) {
    return Objects.requireNonNull(WhoIsGated.read(Answers.of(given.sources())).tokens());
  }
}
