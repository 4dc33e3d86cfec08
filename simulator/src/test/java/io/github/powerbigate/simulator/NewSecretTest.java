package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.SimulatorSettings.ReplicaChoice;
import io.github.powerbigate.simulator.world.Delay;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A new secret spreads over the replicas of the token endpoint")
final class NewSecretTest {
  private static final String NEW_SECRET = "a-new-secret";
  private static final Delay SPREAD = Delay.perReplica(Duration.ZERO, Duration.ofSeconds(30));

  private final SettableClock clock = new SettableClock();

  @Test
  void aReplicaThatDoesNotKnowItRefusesItAsWrong() {
    try (Simulator simulator = started(ReplicaChoice.RANDOM)) {
      Client client = new Client(simulator);

      List<Integer> codes = codes(client, NEW_SECRET);

      assertThat(codes).containsOnly(0, 7000215).contains(0, 7000215);
      assertThat(codes(client, Client.SECRET)).containsOnly(0);
    }
  }

  @Test
  void whenTheDelayIsOverEveryReplicaKnowsIt() {
    try (Simulator simulator = started(ReplicaChoice.RANDOM)) {
      clock.pass(Duration.ofSeconds(30));

      assertThat(codes(new Client(simulator), NEW_SECRET)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void onOneConnectionTheAnswerIsAlwaysTheSame(HttpClient.Version version) {
    try (Simulator simulator = started(ReplicaChoice.BY_CONNECTION)) {
      assertThat(codes(new Client(simulator, version), NEW_SECRET)).containsOnly(0);
      assertThat(codes(new Client(simulator, version), NEW_SECRET)).containsOnly(7000215);
    }
  }

  @Test
  void theSameSeedMeetsTheSameReplicas() {
    List<Integer> once;
    try (Simulator simulator = started(ReplicaChoice.RANDOM)) {
      once = codes(new Client(simulator), NEW_SECRET);
    }
    try (Simulator simulator = started(ReplicaChoice.RANDOM)) {
      assertThat(codes(new Client(simulator), NEW_SECRET)).isEqualTo(once);
    }
  }

  @Test
  void anOldSecretThatExpiresIsRefusedAsExpiredByAll() {
    try (Simulator simulator = started(ReplicaChoice.RANDOM)) {
      simulator.world().apps().expireSecrets(Client.APP);

      assertThat(codes(new Client(simulator), Client.SECRET)).containsOnly(7000222);
    }
  }

  private Simulator started(ReplicaChoice choice) {
    Simulator simulator =
        Simulator.start(
            SimulatorSettings.defaults().withClock(clock).withReplicas(2, choice).withSeed(7));
    simulator.world().apps().add(Client.APP, Client.SECRET);
    simulator.world().apps().setSecret(Client.APP, NEW_SECRET, Instant.MAX, SPREAD);
    return simulator;
  }

  /** The codes of twenty refusals, 0 where there was a token. */
  private static List<Integer> codes(Client client, String secret) {
    Map<String, String> form = client.secretGrant();
    form.put("client_secret", secret);
    return IntStream.range(0, 20)
        .mapToObj(i -> client.token(form).json().at("/error_codes/0").asInt())
        .toList();
  }
}
