package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The hosts that Microsoft documents: the table "Clouds" of the project's facts about Microsoft.
 */
class CloudTest {

  @ParameterizedTest
  @CsvSource({
    "public, login.microsoftonline.com, graph.microsoft.com, api.powerbi.com,"
        + " https://analysis.windows.net/powerbi/api, app.powerbi.com",
    "gcc, login.microsoftonline.com, graph.microsoft.com, api.powerbigov.us,"
        + " https://analysis.usgovcloudapi.net/powerbi/api, app.powerbigov.us",
    "gcc-high, login.microsoftonline.us, graph.microsoft.us, api.high.powerbigov.us,"
        + " https://high.analysis.usgovcloudapi.net/powerbi/api, app.high.powerbigov.us",
    "dod, login.microsoftonline.us, dod-graph.microsoft.us, api.mil.powerbigov.us,"
        + " https://mil.analysis.usgovcloudapi.net/powerbi/api, app.mil.powerbigov.us",
    "china, login.partner.microsoftonline.cn, microsoftgraph.chinacloudapi.cn, api.powerbi.cn,"
        + " https://analysis.chinacloudapi.cn/powerbi/api, app.powerbi.cn"
  })
  void presetsAreWhatMicrosoftDocuments(
      String name, String entra, String graph, String api, String resource, String web) {
    Cloud cloud = Cloud.named(name).orElseThrow();

    assertThat(cloud.entra()).isEqualTo(URI.create("https://" + entra));
    assertThat(cloud.graph()).isEqualTo(URI.create("https://" + graph));
    assertThat(cloud.graphScope()).isEqualTo("https://" + graph + "/.default");
    assertThat(cloud.powerBiApi()).isEqualTo(URI.create("https://" + api));
    assertThat(cloud.powerBiScope()).isEqualTo(resource + "/.default");
    assertThat(cloud.powerBiWebHosts()).containsExactly(web);
    assertThat(cloud.isCustom()).isFalse();
  }

  @Test
  void thereAreNoOtherPresets() {
    assertThat(Cloud.presets())
        .extracting(Cloud::name)
        .containsExactly("public", "gcc", "gcc-high", "dod", "china");
    assertThat(Cloud.named("custom")).isEmpty();
  }

  @Test
  void aCustomCloudTakesItsGraphScopeFromItsGraph() {
    URI here = URI.create("https://localhost:8443");
    Cloud cloud = Cloud.custom(here, here, here, "scope", List.of());

    assertThat(cloud.isCustom()).isTrue();
    assertThat(cloud.graphScope()).isEqualTo("https://localhost:8443/.default");
  }
}
