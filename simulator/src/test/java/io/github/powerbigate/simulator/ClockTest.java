package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The virtual clock")
final class ClockTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  private final VirtualClock clock = new VirtualClock(TEN);
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Client client = new Client(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(read(simulator).text())
        .isEqualTo("{\"kind\":\"virtual\",\"now\":\"2026-11-21T10:00:00Z\"}");
    assertThat(read(simulator).header("Date")).isEqualTo("Sat, 21 Nov 2026 10:00:00 GMT");
  }

  @Test
  void advancesByALength() {
    assertThat(move("{\"advance\":\"PT1M30S\"}").text()).contains("2026-11-21T10:01:30Z");
    assertThat(move("{\"advance\":0.5}").text()).contains("2026-11-21T10:01:30.500Z");
    assertThat(clock.instant()).isEqualTo(TEN.plusMillis(90_500));
  }

  @Test
  void isSetToAMoment() {
    assertThat(move("{\"set\":\"2026-11-21T12:00:00Z\"}").status()).isEqualTo(200);
    assertThat(simulator.clock().instant()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
  }

  @Test
  void neverGoesBack() {
    assertThat(move("{\"set\":\"2026-11-21T09:59:59Z\"}").status()).isEqualTo(400);
    assertThat(move("{\"advance\":-1}").status()).isEqualTo(400);
    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(clock.instant()).isEqualTo(TEN);
  }

  @Test
  void isMovedByOneThingAtATime() {
    assertThat(move("{}").status()).isEqualTo(400);
    assertThat(move("{\"advance\":1,\"set\":\"2026-11-21T12:00:00Z\"}").status()).isEqualTo(400);
    assertThat(move("{\"advanec\":1}").json().path("error").asText()).contains("$.advanec");
    assertThat(clock.instant()).isEqualTo(TEN);
  }

  @Test
  void isTheClockOfTokens() {
    simulator.world().apps().add(Client.APP, Client.SECRET, "GroupMember.Read.All");
    simulator.world().addGroup(GraphTest.VIEWERS, "Viewers");
    String token = client.graphToken();
    String group = "/v1.0/groups/" + GraphTest.VIEWERS;

    move("{\"advance\":\"PT59M\"}");
    assertThat(client.graph(token, group).status()).isEqualTo(200);
    move("{\"advance\":\"PT31M\"}");
    assertThat(client.graph(token, group).status()).isEqualTo(401);
  }

  @Test
  void theMachinesCannotBeMoved() {
    try (Simulator other = Simulator.start(SimulatorSettings.defaults())) {
      Client.Answer refused = post(other, new Client(other), "{\"advance\":1}");

      assertThat(read(other).json().path("kind").asText()).isEqualTo("machine");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().path("error").asText()).contains("--clock=virtual");
    }
  }

  @Test
  void isChosenOnTheCommandLine() {
    assertThat(settings("--clock=virtual").clock()).isInstanceOf(VirtualClock.class);
    assertThat(settings().clock()).isNotInstanceOf(VirtualClock.class);
    assertThatThrownBy(() -> settings("--clock=sun"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--clock=sun");
  }

  @Test
  void ofAScenarioStaysUnlessTheCommandLineWantsTheMachines() {
    String scenario = "--scenario=" + ScenarioTest.EXAMPLE;

    assertThat(settings("--clock=virtual", scenario).clock().instant()).isEqualTo(TEN);
    assertThat(settings("--clock=machine", scenario).clock()).isNotInstanceOf(VirtualClock.class);
  }

  private static SimulatorSettings settings(String... arguments) {
    return SimulatorMain.read(arguments);
  }

  private Client.Answer move(String body) {
    return post(simulator, client, body);
  }

  private static Client.Answer read(Simulator simulator) {
    return new Client(simulator)
        .get(
            simulator.controlUrl().resolve("/api/clock"),
            "X-Simulator-Token",
            simulator.controlToken());
  }

  private static Client.Answer post(Simulator simulator, Client client, String body) {
    return client.send(
        HttpRequest.newBuilder(simulator.controlUrl().resolve("/api/clock"))
            .header("X-Simulator-Token", simulator.controlToken())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
