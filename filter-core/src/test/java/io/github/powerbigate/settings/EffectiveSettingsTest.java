package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.settings.Place.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveSettingsTest {

  @TempDir Path folder = Path.of("");

  @Test
  void oneLineSaysWhatIsGivenWhatCountsByDefaultAndWhatIsNotSet() {
    String line =
        Given.enough()
            .give(Source.ENVIRONMENT, "mode", "dry-run")
            .init("proxy", "http://proxy.test:3128")
            .init("supportUrl", "/help/power-bi?key=value")
            .read()
            .effective();

    assertThat(line)
        .startsWith(
            "Settings of the access gate \"gate\": tenantId="
                + Given.TENANT
                + " (init-param tenantId), clientId="
                + Given.CLIENT
                + " (init-param clientId), clientSecret=*** (init-param clientSecret), ")
        .contains("mode=dry-run (environment POWERBIGATE_MODE), ")
        .contains("proxy=http://proxy.test:3128 (init-param proxy), ")
        .contains("supportUrl=/… (init-param supportUrl); by default: groupMatch=any, ")
        .contains(
            "announceEvery=5m, frameAncestors='self', assets=inline, preview=false; not set: settingsFile, ")
        .doesNotContain("\n", "key=value");
  }

  @Test
  void everySettingIsInItOnce() {
    String line = " " + Given.enough().read().effective() + ",";

    for (Setting<?> setting : KnownSettings.all()) {
      assertThat(line.split("[ :]" + setting.name() + "[=,]", -1)).as(setting.name()).hasSize(2);
    }
  }

  @Test
  void ofAnAddressOnlyTheOriginIsShown() {
    assertThat(Setting.Shown.HOST.show("https://app.test:443/a/b?c=d#e"))
        .isEqualTo("https://app.test:443/…");
    assertThat(Setting.Shown.HOST.show("https://app.test?c")).isEqualTo("https://app.test/…");
    assertThat(Setting.Shown.HOST.show("https://app.test")).isEqualTo("https://app.test");
    assertThat(Setting.Shown.HOST.show("https://u:p@app.test")).isEqualTo("https://app.test");
    assertThat(Setting.Shown.HOST.show("mailto:help@example.org")).isEqualTo("mailto:…");
    assertThat(Setting.Shown.HOST.show("/help?x")).isEqualTo("/…");
  }

  @Test
  void aSecretAmongTheSystemPropertiesIsWarnedOf() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "x");

    assertThat(Given.enough().give(Source.SYSTEM_PROPERTY, "clientSecret", "x").read().warnings())
        .containsExactly(
            "clientSecret is given as a system property, which every list of processes and every"
                + " crash report shows; use clientSecretFile");
    assertThat(
            Given.enough()
                .give(Source.SYSTEM_PROPERTY, "clientSecretFile", file.toString())
                .read()
                .warnings())
        .isEmpty();
  }

  @Test
  void aClientSecretThatAnInspectorOfTlsCanReadIsWarnedOf() throws IOException {
    Path file = Files.writeString(folder.resolve("trust.p12"), "x");

    assertThat(Given.enough().init("trustStore", file.toString()).read().warnings())
        .singleElement()
        .asString()
        .startsWith("clientSecret together with trustStore");
  }
}
