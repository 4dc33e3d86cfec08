package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.settings.GateSettings.Stand;
import io.github.powerbigate.settings.Place.Source;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TogetherTest {

  private static final List<String> OF_A_CUSTOM_CLOUD =
      List.of("entraUrl", "graphUrl", "powerBiApiUrl", "powerBiScope", "powerBiWebHosts");

  @TempDir Path folder = Path.of("");

  @Test
  void everythingThatIsMissingIsToldAtOnceALineEach() {
    assertThat(Given.nothing().problems())
        .containsExactly(
            "tenantId: is missing; must be a GUID of the form 8-4-4-4-12 (init-param tenantId, or"
                + " environment POWERBIGATE_TENANT_ID)",
            "clientSecret, clientCertificate, federatedTokenFile, managedIdentity: none is given;"
                + " the gate needs one credential, a secret or a certificate best as a file"
                + " (init-param clientCertificateFile, or environment"
                + " POWERBIGATE_CLIENT_CERTIFICATE_FILE)",
            "clientId: is missing; must be a GUID of the form 8-4-4-4-12 (init-param clientId, or"
                + " environment POWERBIGATE_CLIENT_ID)",
            "intercept, targetUrl: neither is given. Does the code behind this path add the person"
                + " to the group? If it only leads to Power BI, set intercept=request; if nothing"
                + " need stand behind the path, set targetUrl to the address in Power BI, and the"
                + " gate itself redirects there; if it adds the person and then redirects, set"
                + " intercept=redirect",
            "groupId: is missing; must be 1 to 20 different GUIDs, separated by commas (init-param"
                + " groupId, or environment POWERBIGATE_GROUP_ID)");
  }

  @Test
  void theMessageNamesTheGate() {
    assertThat(Given.nothing().refused())
        .hasMessageStartingWith("The settings of the access gate \"gate\" stop its start:")
        .hasNoCause();
  }

  @Test
  void interceptAndTargetUrlTogetherStopTheStart() {
    assertThat(Given.enough().init("targetUrl", "https://app.powerbi.com/").problems())
        .singleElement()
        .asString()
        .startsWith("targetUrl (init-param targetUrl): stands beside intercept");
  }

  @Test
  void aBadInterceptIsOneMistakeAndNotTwo() {
    assertThat(Given.enough().init("intercept", "always").problems())
        .containsExactly(
            "intercept (init-param intercept): \"alwa…\" (6 characters); must be \"request\""
                + " or \"redirect\"");
  }

  @Test
  void targetUrlStandsOnAHostOfTheCloud() {
    Given given =
        Given.enough()
            .without("intercept")
            .init("cloud", "gcc")
            .init("targetUrl", "https://app.powerbigov.us/groups/me");

    assertThat(given.read().stand())
        .isEqualTo(new Stand.InPlace("https://app.powerbigov.us/groups/me"));
    assertThat(given.init("targetUrl", "https://app.powerbi.com/groups/me").problems())
        .containsExactly(
            "targetUrl (init-param targetUrl): must begin with https:// and one of the hosts"
                + " app.powerbigov.us in lower case (or, in a custom cloud, with one of its"
                + " loopback origins)");
  }

  @Test
  void targetUrlMayStandOnALoopbackOriginOfACustomCloud() {
    Given given =
        Given.customCloud().without("intercept").init("targetUrl", "http://localhost:9004/report");

    assertThat(given.read().stand()).isEqualTo(new Stand.InPlace("http://localhost:9004/report"));
    assertThat(given.init("targetUrl", "http://localhost:90041/report").problems()).hasSize(1);
  }

  @Test
  void targetUrlIsNoLinkThatAcceptsAnInvitation() {
    assertThat(
            Given.enough()
                .without("intercept")
                .init("targetUrl", "https://invitations.microsoft.com/redeem")
                .problems())
        .singleElement()
        .asString()
        .startsWith("targetUrl (init-param targetUrl): must begin with https://");
  }

  @Test
  void hostsAreRefusedUnlessTheCloudIsCustom() {
    for (String name : OF_A_CUSTOM_CLOUD) {
      Given given =
          Given.enough()
              .give(
                  Source.ENVIRONMENT,
                  name,
                  name.equals("powerBiWebHosts") ? "evil.test" : "https://evil.test/.default")
              .give(
                  Source.SYSTEM_PROPERTY,
                  name,
                  switch (name) {
                    case "powerBiScope" -> "https://evil.test/.default";
                    case "powerBiWebHosts" -> "evil.test";
                    default -> "https://evil.test";
                  });

      assertThat(given.problems())
          .containsExactly(
              name
                  + " (system property powerbigate."
                  + name
                  + "): is allowed with cloud=custom only");
    }
  }

  @Test
  void aCustomCloudNeedsEachOfItsHosts() {
    for (String name : OF_A_CUSTOM_CLOUD) {
      assertThat(Given.customCloud().without(name).problems())
          .singleElement()
          .asString()
          .startsWith(name + ": is missing; cloud=custom needs it; must be ");
    }
  }

  @Test
  void aCustomCloudIsTold() {
    assertThat(Given.customCloud().read().warnings())
        .containsExactly(
            "cloud=custom: the gate believes servers that are not Microsoft's, and sends its"
                + " credential to https://localhost:9001");
  }

  @Test
  void pausesAndLimitsStandInOrder() {
    assertThat(Given.enough().init("firstPause", "16s").problems())
        .containsExactly(
            "firstPause (init-param firstPause): must not be longer than longestPause");
    assertThat(Given.enough().init("longestPause", "1s").problems())
        .containsExactly(
            "longestPause (init-param longestPause): must not be shorter than firstPause");
    assertThat(Given.enough().init("propagationLimit", "9m").problems())
        .containsExactly(
            "propagationLimit (init-param propagationLimit): must not be shorter than slowAfter");
    assertThat(Given.enough().init("firstPause", "15s").read().timings().firstPause())
        .hasSeconds(15);
  }

  @Test
  void theDefaultLanguageIsOneOfTheLanguages() {
    assertThat(Given.enough().init("languages", "es").read().page().defaultLanguage())
        .isEqualTo("es");
    assertThat(Given.enough().init("languages", "es").init("defaultLanguage", "en").problems())
        .containsExactly("defaultLanguage (init-param defaultLanguage): must be one of languages");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.p12", ""})
  void theTrustStoreIsARegularFile(String name) {
    assertThat(Given.enough().init("trustStore", folder.resolve(name).toString()).problems())
        .singleElement()
        .asString()
        .startsWith("trustStore (init-param trustStore): the file " + folder);
  }

  @Test
  void itsPasswordAloneIsAMistake() {
    assertThat(Given.enough().init("trustStorePassword", "x").problems())
        .containsExactly(
            "trustStorePassword (init-param trustStorePassword): is given without trustStore");
  }
}
