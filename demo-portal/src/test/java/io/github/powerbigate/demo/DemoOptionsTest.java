package io.github.powerbigate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {
  private static final Map<String, String> NOTHING = Map.of();
  private static final Map<String, String> TENANT =
      Map.of("POWERBIGATE_TENANT_ID", "11111111-2222-4333-8444-555555555555");

  @Test
  void listensOnThisMachineOnlyUnlessToldOtherwise() {
    DemoOptions options = read(NOTHING, NOTHING);
    assertThat(options.port()).isEqualTo(8080);
    assertThat(options.bind().isLoopbackAddress()).isTrue();
    assertThat(options.exposedAs()).isEmpty();
    assertThat(options.real()).isEmpty();
  }

  @Test
  void argumentBeatsTheProperty() {
    assertThat(read(Map.of("port", "9001"), NOTHING).port()).isEqualTo(9001);
    assertThat(read(Map.of("port", "9001"), NOTHING, "--port=9002").port()).isEqualTo(9002);
  }

  @Test
  void portAndAddressAreTheContainersWhereThereIsOne() {
    DemoOptions options =
        DemoOptions.inContainer(
            Map.of("port", "none", "bind", "0.0.0.0", "expose", "demo.test"), NOTHING);
    assertThat(options.exposedAs()).contains("demo.test");
    assertThatThrownBy(() -> DemoOptions.inContainer(NOTHING, TENANT))
        .hasMessageContaining("DEMO_PASSWORD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void anyOtherAddressIsRefusedWithoutExpose(String address) {
    assertThatThrownBy(() -> read(Map.of("bind", address), NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-Dexpose=NAME");
    assertThat(read(NOTHING, NOTHING, "--bind=" + address, "--expose=demo.test").exposedAs())
        .contains("demo.test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
  void anyAddressOfThisMachineAloneWillDo(String address) {
    assertThat(read(Map.of("bind", address), NOTHING).bind().isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port", "--prot=1", "port=1", "--port=-1", "--port=x", "--expose=a/b"})
  void whatItDoesNotUnderstandIsRefused(String argument) {
    assertThatThrownBy(() -> read(NOTHING, NOTHING, argument))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void powerBiIsAskedInPeoplesNamesWhereThatIsWanted() {
    assertThat(read(NOTHING, NOTHING).asUser()).isFalse();
    assertThat(read(Map.of("check", "as-user"), NOTHING).asUser()).isTrue();
    assertThat(read(Map.of("check", "as-user"), NOTHING, "--check=none").asUser()).isFalse();
    assertThatThrownBy(() -> read(Map.of("check", "always"), NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none or as-user");
  }

  @Test
  void powerBiIsAskedInPeoplesNamesAtTheSimulatorAndByTheDemosOwnContainer() {
    assertThatThrownBy(() -> DemoOptions.inContainer(Map.of("check", "as-user"), NOTHING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Start the demo by itself");
    assertThatThrownBy(
            () -> read(Map.of("check", "as-user", "demo.password", "river bend"), TENANT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for the simulator");
  }

  @Test
  void realCloudNeedsAPassword() {
    assertThatThrownBy(() -> read(NOTHING, TENANT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DEMO_PASSWORD");
    assertThatThrownBy(() -> read(Map.of("demo.password", "short"), TENANT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("short");
  }

  @Test
  void realCloudsReportCarriesTheTenant() {
    DemoOptions.RealCloud real =
        read(Map.of("demo.password", "river bend"), TENANT).real().orElseThrow();
    assertThat(real.report())
        .hasToString("https://app.powerbi.com/home?ctid=11111111-2222-4333-8444-555555555555");
    assertThat(real).asString().doesNotContain("river");
  }

  private static DemoOptions read(
      Map<String, String> properties, Map<String, String> environment, String... arguments) {
    return DemoOptions.read(arguments, properties, environment);
  }
}
