package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.simulator.wire.Service;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The simulator on its own")
final class SimulatorMainTest {

  @Test
  void itPrintsWhatAGateNeedsAndThoseSettingsWork() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    SimulatorSettings settings = SimulatorMain.read(new String[] {"--seed=7"});
    try (Simulator simulator = Simulator.start(settings)) {
      SimulatorMain.introduce(
          simulator, settings, new PrintStream(printed, true, StandardCharsets.UTF_8));
      String text = printed.toString(StandardCharsets.UTF_8);
      assertThat(text)
          .contains("#token=" + simulator.controlToken())
          .contains("powerbigate.cloud=custom")
          .contains("powerbigate.entraUrl=" + simulator.entraUrl())
          .contains("powerbigate.trustStore=" + simulator.trustStore());
      Map<String, String> form = new LinkedHashMap<>();
      form.put("grant_type", "client_credentials");
      form.put("client_id", setting(text, "clientId"));
      form.put("client_secret", setting(text, "clientSecret"));
      form.put("scope", setting(text, "graphUrl") + "/.default");
      Client client = new Client(simulator);
      String token = client.token(form).json().path("access_token").asText();
      String group = "/v1.0/groups/" + setting(text, "groupId");
      assertThat(client.graph(token, group).status()).isEqualTo(200);
      assertThat(simulator.world().people()).hasSize(6);
    }
  }

  @Test
  void optionsAreRead() {
    SimulatorSettings settings =
        SimulatorMain.read(
            new String[] {
              "--power-bi-web-port=8081",
              "--seed=5",
              "--replicas=4",
              "--expose=cloud.test",
              "--http2=false",
              "--resource-units=3500"
            });

    assertThat(settings.ports()).containsExactly(Map.entry(Service.POWER_BI_WEB, 8081));
    assertThat(settings.seed()).isEqualTo(5);
    assertThat(settings.replicas()).isEqualTo(4);
    assertThat(settings.exposedAs()).contains("cloud.test");
    assertThat(settings.frontDoor()).isEqualTo(new SimulatorSettings.FrontDoor(false, 3500));
    assertThat(SimulatorMain.read(new String[0]).exposedAs()).isEmpty();
    assertThat(SimulatorMain.read(new String[0]).frontDoor().http2()).isTrue();
  }

  @Test
  void whatIsNoOptionIsRefused() {
    for (String wrong :
        new String[] {
          "--expose", "--moon-port=1", "--seed=x", "--http2=no", "--colour=red", "hello"
        }) {
      assertThatThrownBy(() -> SimulatorMain.read(new String[] {wrong}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.equals("--moon-port=1") ? "moon" : wrong);
    }
  }

  private static String setting(String text, String name) {
    String start = "powerbigate." + name + "=";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }
}
