package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.identity.OnlyFor;
import io.github.powerbigate.identity.Proxies;
import io.github.powerbigate.identity.UserFrom;
import io.github.powerbigate.membership.GateTimings;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Cloud;
import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.microsoft.MicrosoftSettings.GroupMatch;
import io.github.powerbigate.microsoft.Secret;
import io.github.powerbigate.page.Assets;
import io.github.powerbigate.page.Color;
import io.github.powerbigate.page.Logo;
import io.github.powerbigate.page.Look;
import io.github.powerbigate.page.PageSettings;
import io.github.powerbigate.page.Theme;
import io.github.powerbigate.settings.GateSettings.Anonymous;
import io.github.powerbigate.settings.GateSettings.HowToAnswer;
import io.github.powerbigate.settings.GateSettings.Limits;
import io.github.powerbigate.settings.GateSettings.Mode;
import io.github.powerbigate.settings.GateSettings.OpenAnyway;
import io.github.powerbigate.settings.GateSettings.People;
import io.github.powerbigate.settings.GateSettings.Redirects;
import io.github.powerbigate.settings.GateSettings.Stand;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateSettingsTest {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER_KEY = "ICECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @TempDir Path folder = Path.of("");

  @Test
  void whatIsNotGivenHasTheDocumentedDefault() throws IOException {
    GateSettings settings = Given.enough().read();

    assertThat(settings.filterName()).isEqualTo("gate");
    assertThat(settings.mode()).isEqualTo(Mode.ON);
    assertThat(settings.stand()).isEqualTo(new Stand.BeforeRequest());
    assertThat(settings.scope().isEverything()).isTrue();
    assertThat(settings.redirects()).isEqualTo(new Redirects(true, null));
    assertThat(settings.people())
        .isEqualTo(
            new People(
                new UserFrom.Principal(),
                UserId.Form.AUTO,
                new OnlyFor.All(),
                Anonymous.PASS,
                null,
                null,
                null));
    assertThat(settings.timings()).isEqualTo(GateTimings.DEFAULT);
    assertThat(settings.limits()).isEqualTo(new Limits(Duration.ofSeconds(2), 64, 64, 100_000));
    assertThat(settings.answers()).isEqualTo(new HowToAnswer(OpenAnyway.SLOW, 202, 409, true));
    assertThat(settings.page())
        .isEqualTo(
            new PageSettings(
                null,
                null,
                null,
                null,
                null,
                null,
                List.of("en", "es"),
                "en",
                true,
                Duration.ofMinutes(30),
                Duration.ofMinutes(5),
                "'self'",
                Assets.INLINE,
                false,
                ZoneId.systemDefault(),
                Look.DEFAULT));
    assertThat(settings.microsoft().cloud()).isEqualTo(Cloud.presets().get(0));
    assertThat(settings.microsoft().tenantId()).isEqualTo(Given.TENANT);
    assertThat(settings.microsoft().clientId()).isEqualTo(Given.CLIENT);
    assertThat(settings.microsoft().groupIds()).containsExactly(Given.GROUP);
    assertThat(settings.microsoft().groupMatch()).isEqualTo(GroupMatch.ANY);
    assertThat(settings.microsoft().trustStore()).isNull();
    assertThat(settings.microsoft().trustStorePassword()).isNull();
    assertThat(settings.microsoft().proxy()).isNull();
    assertThat(settings.microsoft().probeTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.microsoft().rememberFor()).isEqualTo(Duration.ofHours(1));
    assertThat(clientSecret(settings)).isEqualTo("a secret");
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void everySettingReachesItsPlace() throws IOException {
    Path trustStore = Files.writeString(folder.resolve("trust.p12"), "any");
    Map<String, String> texts = everySettingButThoseOfTheOtherKind(trustStore);
    Given given = Given.nothing();
    texts.forEach(given::init);

    GateSettings settings = given.read();

    assertThat(settings.mode()).isEqualTo(Mode.DRY_RUN);
    assertThat(settings.stand())
        .isEqualTo(new Stand.InPlace("https://app.test/groups/me?ctid=1#page"));
    assertThat(settings.scope().covers("/reports/1", "action=pbi")).isTrue();
    assertThat(settings.scope().covers("/reports/1", "action=list")).isFalse();
    assertThat(settings.scope().covers("/reports/public/1", "action=pbi")).isFalse();
    assertThat(settings.redirects().appendTenant()).isFalse();
    assertThat(ticketKeys(settings))
        .containsExactly(Base64.getDecoder().decode(KEY), Base64.getDecoder().decode(OTHER_KEY));
    People people = settings.people();
    assertThat(people.user()).isEqualTo(new UserFrom.Header("X-User"));
    assertThat(people.userForm()).isEqualTo(UserId.Form.OBJECT_ID);
    assertThat(people.onlyFor()).isEqualTo(new OnlyFor.Role("clinician"));
    assertThat(people.anonymous()).isEqualTo(Anonymous.REFUSE);
    assertThat(people.proxies()).asString().isEqualTo("Proxies[2, with a secret]");
    assertThat(people.proxies()).extracting(Proxies::secretHeader).isEqualTo("X-Proxy-Secret");
    assertThat(people.tokens()).isNull();
    assertThat(settings.timings())
        .isEqualTo(
            new GateTimings(
                Duration.ofMinutes(11),
                Duration.ofMinutes(12),
                13,
                Duration.ofSeconds(14),
                Duration.ofSeconds(15),
                Duration.ofSeconds(16),
                Duration.ofMinutes(17),
                Duration.ofMinutes(18),
                false,
                false,
                Duration.ofSeconds(19),
                Duration.ofSeconds(20),
                null));
    assertThat(settings.limits()).isEqualTo(new Limits(Duration.ofMillis(1500), 21, 22, 23));
    assertThat(settings.answers()).isEqualTo(new HowToAnswer(OpenAnyway.NEVER, 200, 424, false));
    assertThat(settings.page())
        .isEqualTo(
            new PageSettings(
                "Árbol Health",
                new Logo("/images/logo.svg"),
                "1-800-555-0100",
                "711",
                "Help@example.org",
                "https://example.org/help",
                List.of("es", "en"),
                "en",
                false,
                Duration.ofMinutes(24),
                Duration.ZERO,
                "'self' https://portal.example.org",
                Assets.SELF,
                true,
                ZoneId.of("America/New_York"),
                new Look(
                    Theme.MEDICARE,
                    new Color("#0e4a41"),
                    new Color("#fff"),
                    new Color("#1e3c70"),
                    new Color("#fefefe"),
                    new Color("#f8c41f"))));
    assertThat(settings.microsoft().cloud())
        .isEqualTo(
            Cloud.custom(
                URI.create("https://login.test"),
                URI.create("https://graph.test:8443"),
                URI.create("https://api.test"),
                "https://analysis.test/.default",
                List.of("app.test", "http://localhost:8090")));
    assertThat(settings.microsoft().tenantId()).isEqualTo(Given.TENANT);
    assertThat(settings.microsoft().clientId()).isEqualTo(Given.CLIENT);
    assertThat(settings.microsoft().groupIds()).containsExactly(Given.GROUP, Given.TENANT);
    assertThat(settings.microsoft().groupMatch()).isEqualTo(GroupMatch.ALL);
    assertThat(settings.microsoft().trustStore()).isEqualTo(trustStore);
    assertThat(text(settings.microsoft().trustStorePassword())).isEqualTo("changeit");
    assertThat(settings.microsoft().proxy())
        .isEqualTo(InetSocketAddress.createUnresolved("proxy.test", 3128));
    assertThat(settings.microsoft().probeTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.microsoft().rememberFor()).isEqualTo(Duration.ofMinutes(11));
    assertThat(settings.microsoft().credential())
        .isInstanceOfSatisfying(
            Credential.ClientCertificate.class,
            certificate -> {
              assertThat(text(certificate.value())).isEqualTo("MIIabc");
              assertThat(text(certificate.password())).isEqualTo("opens it");
            });
  }

  @Test
  void thatTestForgetsNoSetting() {
    List<String> tested =
        everySettingButThoseOfTheOtherKind(folder).keySet().stream().sorted().toList();
    List<String> ofPowerBi = PowerBiRows.all().stream().map(Setting::name).toList();
    List<String> known =
        KnownSettings.all().stream()
            .map(Setting::name)
            .filter(name -> !List.of("settingsFile", "clientSecret", "intercept").contains(name))
            // Read by ProofOfIdentityTest, WhoIsGatedTest and HowPowerBiIsAskedTest.
            .filter(name -> !List.of("federatedTokenFile", "managedIdentity").contains(name))
            .filter(name -> !name.startsWith("jwt"))
            .filter(name -> !ofPowerBi.contains(name))
            .sorted()
            .toList();

    assertThat(tested).isEqualTo(known);
  }

  @Test
  void theGateMayStandAtTheRedirect() {
    assertThat(Given.enough().init("intercept", "redirect").read().stand())
        .isEqualTo(new Stand.AtRedirect());
  }

  @Test
  void ticketKeysInAFileMayStandOnLinesOfTheirOwn() throws IOException {
    for (String between : List.of("\n", "\r\n", ",", ",\n", "\n\n", " , ")) {
      Path file = Files.writeString(folder.resolve("keys"), KEY + between + OTHER_KEY + "\n");

      assertThat(ticketKeys(Given.enough().init("ticketKeyFile", file.toString()).read()))
          .containsExactly(Base64.getDecoder().decode(KEY), Base64.getDecoder().decode(OTHER_KEY));
    }
  }

  @Test
  void ticketKeysInAFileObeyTheSameRule() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), KEY + "\nc2hvcnQ=\n");

    assertThat(Given.enough().init("ticketKeyFile", file.toString()).problems())
        .containsExactly(
            "ticketKey (init-param ticketKeyFile): must be keys of 32 bytes; key 2 of 2 has 5");
  }

  @Test
  void aFileWithoutATicketKeyStopsTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), " \n,\n");

    assertThat(Given.enough().init("ticketKeyFile", file.toString()).problems())
        .containsExactly(
            "ticketKey (init-param ticketKeyFile): must hold at least one key of 32 bytes in"
                + " base64");
  }

  @Test
  void ticketKeysAreHandedOutAsCopies() {
    GateSettings settings = Given.enough().init("ticketKey", KEY).read();
    ticketKeys(settings).get(0)[0] = 'x';

    assertThat(ticketKeys(settings)).containsExactly(Base64.getDecoder().decode(KEY));
  }

  @Test
  void aPresetCloudIsTakenByItsName() {
    for (Cloud cloud : Cloud.presets()) {
      assertThat(Given.enough().init("cloud", cloud.name()).read().microsoft().cloud())
          .isEqualTo(cloud);
    }
  }

  @Test
  void everyDefaultIsAnExampleOfItsRule() throws Exception {
    for (Setting<?> setting : KnownSettings.all()) {
      String standard = setting.standard();
      if (standard != null) {
        assertThat(setting.rule().read(standard)).as(setting.name()).isNotNull();
        assertThat(setting.required()).as(setting.name()).isFalse();
      }
    }
  }

  private static Map<String, String> everySettingButThoseOfTheOtherKind(Path trustStore) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("tenantId", Given.TENANT);
    texts.put("clientId", Given.CLIENT);
    texts.put("clientCertificate", "MIIabc");
    texts.put("clientCertificatePassword", "opens it");
    texts.put("groupId", Given.GROUP + ", " + Given.TENANT);
    texts.put("groupMatch", "all");
    texts.put("targetUrl", "https://app.test/groups/me?ctid=1#page");
    texts.put("appendTenant", "false");
    texts.put("only", "action=pbi");
    texts.put("except", "/reports/public/**, action=logout");
    texts.put("ticketKey", KEY + ", " + OTHER_KEY);
    texts.put("user", "header:X-User");
    texts.put("onlyFor", "role:clinician");
    texts.put("trustedProxies", "10.1.2.0/24, ::1");
    texts.put("proxySecretHeader", "X-Proxy-Secret");
    texts.put("proxySecret", "a-secret-of-the-proxy-of-32-characters");
    texts.put("userForm", "object-id");
    texts.put("anonymous", "refuse");
    texts.put("mode", "dry-run");
    texts.put("cloud", "custom");
    texts.put("entraUrl", "https://login.test");
    texts.put("graphUrl", "https://graph.test:8443");
    texts.put("powerBiApiUrl", "https://api.test");
    texts.put("powerBiScope", "https://analysis.test/.default");
    texts.put("powerBiWebHosts", "app.test, http://localhost:8090");
    texts.put("trustStore", trustStore.toString());
    texts.put("trustStorePassword", "changeit");
    texts.put("proxy", "http://proxy.test:3128");
    texts.put("admitFor", "11m");
    texts.put("refusedFor", "12m");
    texts.put("confirmations", "13");
    texts.put("stableFor", "14s");
    texts.put("firstPause", "15s");
    texts.put("longestPause", "16s");
    texts.put("slowAfter", "17m");
    texts.put("propagationLimit", "PT18M");
    texts.put("whenOverdue", "wait");
    texts.put("whenUnavailable", "wait");
    texts.put("unavailableGrace", "19s");
    texts.put("probeTimeout", "20s");
    texts.put("firstAnswerWithin", "1500ms");
    texts.put("maxHeldRequests", "21");
    texts.put("maxCallsAtOnce", "22");
    texts.put("maxUsers", "23");
    texts.put("openAnyway", "never");
    texts.put("pendingStatus", "200");
    texts.put("pendingApiStatus", "424");
    texts.put("keepPost", "false");
    texts.put("brand", "Árbol Health");
    texts.put("logo", "/images/logo.svg");
    texts.put("supportPhone", "1-800-555-0100");
    texts.put("supportTty", "711");
    texts.put("supportEmail", "Help@example.org");
    texts.put("supportUrl", "https://example.org/help");
    texts.put("languages", "es,en");
    texts.put("defaultLanguage", "en");
    texts.put("autoContinue", "false");
    texts.put("autoCheckFor", "24m");
    texts.put("announceEvery", "0");
    texts.put("frameAncestors", "'self'  https://portal.example.org");
    texts.put("assets", "self");
    texts.put("preview", "true");
    texts.put("timeZone", "America/New_York");
    texts.put("theme", "medicare");
    texts.put("colorPrimary", "#0E4A41");
    texts.put("colorOnPrimary", "#fff");
    texts.put("colorLink", "#1e3c70");
    texts.put("colorPanel", "#fefefe");
    texts.put("colorFocus", "#f8c41f");
    return texts;
  }

  private static List<byte[]> ticketKeys(GateSettings settings) {
    return Objects.requireNonNull(settings.redirects().ticketKeys(), "none").bytes();
  }

  private static String clientSecret(GateSettings settings) throws IOException {
    return text(((Credential.ClientSecret) settings.microsoft().credential()).value());
  }

  static String text(@Nullable Secret secret) {
    if (secret == null) {
      throw new AssertionError("no secret");
    }
    try {
      return new String(secret.read(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
