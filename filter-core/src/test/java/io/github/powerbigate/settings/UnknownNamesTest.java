package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.settings.Place.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownNamesTest {

  @TempDir Path folder = Path.of("");

  @Test
  void anUnknownInitParamStopsTheStartWithTheNearestName() {
    assertThat(Given.enough().init("clientSecrett", "x").problems())
        .containsExactly(
            "init-param clientSecrett: is unknown; the nearest known name is clientSecret");
  }

  @Test
  void soDoesAnUnknownNameInTheSettingsFile() {
    Given given =
        Given.enough()
            .put(Source.FILE, "frst-pause", "x")
            .writeFile(folder.resolve("gate.properties"));

    assertThat(given.problems())
        .containsExactly(
            "settings file, frst-pause: is unknown; the nearest known name is firstPause");
  }

  @Test
  void aFileThatIsNotMeantToBeOneOfSettingsGivesNothingAway() throws IOException {
    Path key =
        Files.writeString(
            folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nq0Tn1wabc=\n");
    Given given = Given.enough().give(Source.CONTEXT_PARAM, "settingsFile", key.toString());

    assertThat(given.problems())
        .hasSize(3)
        .allSatisfy(problem -> assertThat(problem).contains("it is not shown"))
        .noneSatisfy(problem -> assertThat(problem).contains("MII"))
        .noneSatisfy(problem -> assertThat(problem).contains("q0T"))
        .noneSatisfy(problem -> assertThat(problem).contains("BEGIN"));
  }

  @Test
  void elsewhereUnknownNamesAreToldInOneText() {
    GateSettings settings =
        Given.enough()
            .put(Source.SYSTEM_PROPERTY, "powerbigate.Cloud", "v1")
            .put(Source.ENVIRONMENT, "POWERBIGATE_GROUPID", "v2")
            .put(Source.ENVIRONMENT, "POWERBIGATE__GATE__MODES", "v3")
            .put(Source.JNDI, "powerbigate/tenant", "v4")
            .put(Source.CONTEXT_PARAM, "powerbigate.gate.useForm", "v5")
            .read();

    assertThat(settings.warnings())
        .containsExactly(
            "Unknown settings are ignored:"
                + " system property powerbigate.Cloud"
                + " (the nearest known name is powerbigate.cloud),"
                + " environment POWERBIGATE__GATE__MODES"
                + " (the nearest known name is POWERBIGATE__GATE__MODE),"
                + " environment POWERBIGATE_GROUPID"
                + " (the nearest known name is POWERBIGATE_GROUP_ID),"
                + " JNDI java:comp/env/powerbigate/tenant"
                + " (the nearest known name is powerbigate/tenantId),"
                + " context-param powerbigate.gate.useForm"
                + " (the nearest known name is powerbigate.gate.userForm)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SERVICE_HOST",
        "SERVICE_PORT",
        "SERVICE_PORT_HTTPS",
        "PORT",
        "PORT_80_TCP",
        "PORT_80_TCP_PROTO",
        "PORT_8443_TCP_ADDR"
      })
  void whatKubernetesInjectsForAServiceOfThatNameIsPassedOver(String name) {
    Given given = Given.enough().put(Source.ENVIRONMENT, "POWERBIGATE_" + name, "tcp://10.0.0.1");

    assertThat(given.read().warnings()).isEmpty();
  }

  @Test
  void theSwitchOfTheDemosIsNoSetting() {
    assertThat(
            Given.enough()
                .put(Source.SYSTEM_PROPERTY, "powerbigate.demo", "true")
                .read()
                .warnings())
        .isEmpty();
  }

  @Test
  void onlyCredentialsCanBeGivenAsAFile() {
    assertThat(Given.enough().init("groupIdFile", "/etc/shadow").problems())
        .containsExactly(
            "init-param groupIdFile: is unknown; only credentials can be given as a file");
  }

  @ParameterizedTest
  @CsvSource({
    "clientsecret, clientSecret",
    "client-id, clientId",
    "tenant, tenantId",
    "supportMail, supportEmail",
    "propogationLimit, propagationLimit",
    "clientSecretfile, clientSecretFile"
  })
  void theNearestNameIsTheOneThatWasMeant(String written, String meant) {
    assertThat(UnknownNames.nearest(written)).isEqualTo(meant);
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void aSettingOfALaterVersionStopsTheStartWhereverItStands(Source source) {
    for (String name : LaterSettings.names()) {
      Given given =
          Given.enough().give(source, name, "x").writeFile(folder.resolve("gate.properties"));

      assertThat(given.problems())
          .as(name)
          .containsExactly(
              name
                  + " ("
                  + source.title()
                  + Given.plainName(source, name)
                  + "): is not in this version");
    }
  }

  @Test
  void everyLaterNameOfTheDesignIsKnownAsSuch() {
    assertThat(LaterSettings.names())
        .hasSize(6)
        .doesNotHaveDuplicates()
        .contains("storeKey", "store", "operators")
        .doesNotContainAnyElementsOf(KnownSettings.all().stream().map(Setting::name).toList());
  }
}
