package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.microsoft.Credential;
import io.github.powerbigate.settings.Place.Source;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingSourcesTest {

  @TempDir Path folder = Path.of("");

  @Test
  void ofTwoSourcesTheEarlierWins() {
    for (Source earlier : Source.values()) {
      for (Source later : Source.values()) {
        if (earlier.compareTo(later) < 0) {
          Given given = Given.enough().give(earlier, "brand", "won").give(later, "brand", "lost");
          assertThat(brand(given)).as("%s, %s", earlier, later).isEqualTo("won");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void anySourceGivesAValueAndIsNamed(Source source) {
    Given given = Given.enough().give(source, "brand", "found");

    assertThat(brand(given)).isEqualTo("found");
    assertThat(written(given).read().effective())
        .contains("brand=found (" + source.title() + Given.plainName(source, "brand") + ")");
  }

  @ParameterizedTest
  @EnumSource(
      value = Source.class,
      names = {"FILE", "INIT_PARAM"},
      mode = EnumSource.Mode.EXCLUDE)
  void theFormForOneGateBeatsThePlainFormOfTheSameSource(Source source) {
    Given given =
        Given.enough().give(source, "brand", "plain").giveThisGate(source, "brand", "this gate's");

    assertThat(brand(given)).isEqualTo("this gate's");
  }

  @Test
  void theFormForOneGateDoesNotBeatAnEarlierSource() {
    Given given =
        Given.enough()
            .give(Source.ENVIRONMENT, "brand", "environment")
            .giveThisGate(Source.JNDI, "brand", "JNDI");

    assertThat(brand(given)).isEqualTo("environment");
  }

  @Test
  void whatIsForAnotherGateIsNeitherTakenNorTold() {
    GateSettings settings =
        Given.enough()
            .put(Source.SYSTEM_PROPERTY, "powerbigate.other.brand", "x")
            .put(Source.ENVIRONMENT, "POWERBIGATE__OTHER__BRAND", "x")
            .put(Source.JNDI, "powerbigate/other/brand", "x")
            .put(Source.CONTEXT_PARAM, "powerbigate.other.brand", "x")
            .read();

    assertThat(settings.page().brand()).isNull();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void theNameOfAFilterIsSpeltForTheEnvironment() {
    SettingSources sources =
        SettingSources.of(
            "Power-BI gate2Reports",
            Map.of(),
            Map.of("POWERBIGATE__POWER_BI_GATE2_REPORTS__BRAND", "found"),
            Map.of(),
            Map.of(
                "tenantId", Given.TENANT,
                "clientId", Given.CLIENT,
                "clientSecret", "s",
                "groupId", Given.GROUP,
                "intercept", "request"),
            Map.of());

    assertThat(GateSettings.read(sources).page().brand()).isEqualTo("found");
  }

  @Test
  void anEmptyTextMeansNothingInTheEnvironmentAndInSystemProperties() {
    Given given =
        Given.enough()
            .give(Source.SYSTEM_PROPERTY, "brand", "")
            .give(Source.ENVIRONMENT, "brand", " ")
            .give(Source.CONTEXT_PARAM, "brand", "found");

    assertThat(given.read().page().brand()).isEqualTo("found");
  }

  @ParameterizedTest
  @EnumSource(
      value = Source.class,
      names = {"ENVIRONMENT", "SYSTEM_PROPERTY"},
      mode = EnumSource.Mode.EXCLUDE)
  void anEmptyTextIsAMistakeEverywhereElse(Source source) {
    Given given = written(Given.enough().give(source, "brand", " "));

    assertThat(given.problems())
        .containsExactly(
            "brand ("
                + source.title()
                + Given.plainName(source, "brand")
                + "): is empty; leave it out instead");
  }

  @Test
  void whiteSpaceAtTheEndsOfALiteralIsNotPartOfIt() {
    Given given =
        Given.enough().init("admitFor", "\n  2h ").init("clientSecret", "\n   a secret\n  ");

    assertThat(given.read().timings().admitFor()).hasHours(2);
    assertThat(given.read().microsoft().credential())
        .isInstanceOfSatisfying(
            Credential.ClientSecret.class,
            secret -> assertThat(GateSettingsTest.text(secret.value())).isEqualTo("a secret"));
  }

  @Test
  void theSourcesOfThisMachineAreReadWithoutJndi() {
    Map<String, String> initParams =
        Map.of(
            "tenantId", Given.TENANT,
            "clientId", Given.CLIENT,
            "clientSecret", "s",
            "groupId", Given.GROUP,
            "intercept", "request");
    System.setProperty("powerbigate.a-gate-of-this-test.brand", "found");
    try {
      SettingSources here = SettingSources.here("a-gate-of-this-test", initParams, Map.of());

      assertThat(GateSettings.read(here).page().brand()).isEqualTo("found");
    } finally {
      System.clearProperty("powerbigate.a-gate-of-this-test.brand");
    }
  }

  private String brand(Given given) {
    return String.valueOf(written(given).read().page().brand());
  }

  private Given written(Given given) {
    return given.writeFile(folder.resolve("gate.properties"));
  }
}
