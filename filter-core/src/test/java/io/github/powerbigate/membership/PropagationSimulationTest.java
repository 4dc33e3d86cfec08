package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Verdict.Admit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How many people are admitted while some replica still does not know of their membership. Replicas
 * lag independently, each by an exponentially distributed time of the given median; each question
 * meets one of them at random; the page polls every second. {@code docs/propagation.md} holds the
 * figures, and this test holds them to what is measured.
 */
class PropagationSimulationTest {

  private static final int PEOPLE = 2_000;
  private static final Path FIGURES = Path.of("..", "docs", "propagation.md");

  private record Setting(int replicas, int medianSeconds) {
    @Override
    public String toString() {
      return replicas + " replicas, median " + medianSeconds + " s";
    }
  }

  private static Stream<Setting> settings() {
    return IntStream.of(3, 5)
        .boxed()
        .flatMap(replicas -> Stream.of(new Setting(replicas, 20), new Setting(replicas, 60)));
  }

  @Test
  void theWrittenFiguresAreTheMeasuredOnes() throws Exception {
    String table =
        settings()
            .map(
                setting ->
                    String.format(
                        Locale.ROOT,
                        "| %d | %d s | %.1f %% | %.1f %% | %.1f %% | %d s |",
                        setting.replicas(),
                        setting.medianSeconds(),
                        early(setting, timings(2, Duration.ofMillis(1))).share(),
                        early(setting, timings(3, Duration.ofSeconds(20))).share(),
                        early(setting, timings(3, Duration.ofSeconds(60))).share(),
                        early(setting, timings(3, Duration.ofSeconds(20))).medianDelaySeconds()))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(FIGURES)).contains(table);
  }

  @Test
  void withThreeReplicasAtAMedianOfAMinuteAtMostFiveInAHundredAreAdmittedTooEarly() {
    assertThat(early(new Setting(3, 60), GateTimings.DEFAULT).share()).isLessThanOrEqualTo(5.0);
  }

  @Test
  void twoPositivesInARowWouldAdmitMostPeopleTooEarly() {
    settings()
        .forEach(
            setting ->
                assertThat(early(setting, timings(2, Duration.ofMillis(1))).share())
                    .as(setting.toString())
                    .isGreaterThan(50.0));
  }

  private record Outcome(double share, long medianDelaySeconds) {}

  /** Sends people through the real gate, each with replicas of their own. */
  private static Outcome early(Setting setting, GateTimings timings) {
    Random random = new Random(20261121);
    int early = 0;
    long[] delays = new long[PEOPLE];
    for (int person = 0; person < PEOPLE; person++) {
      FakeClock clock = new FakeClock();
      Instant[] knows = new Instant[setting.replicas()];
      for (int i = 0; i < knows.length; i++) {
        double lag = -setting.medianSeconds() / Math.log(2) * Math.log(1 - random.nextDouble());
        knows[i] = FakeClock.START.plusMillis(Math.round(lag * 1000));
      }
      MembershipProbe probe =
          question -> {
            boolean member = !knows[random.nextInt(knows.length)].isAfter(clock.instant());
            return CompletableFuture.completedFuture(
                member ? new Ready(null, false) : new NotYet(Cause.NOT_IN_GROUP, false));
          };
      AccessGate gate =
          new AccessGate(
              "powerbi",
              timings,
              GateLimits.DEFAULT,
              new LocalVerdictStore(10),
              probe,
              clock,
              random);
      UserId user = new UserId(UserId.Form.AUTO, "ann@example.org");
      Verdict verdict = gate.visit(user, Arrival.GRANTED, TokenSource.NONE);
      while (!(verdict instanceof Admit)) {
        clock.advance(Duration.ofSeconds(1));
        verdict = gate.visit(user, Arrival.POLL, TokenSource.NONE);
      }
      Instant all = Arrays.stream(knows).max(Instant::compareTo).orElseThrow();
      early += all.isAfter(clock.instant()) ? 1 : 0;
      delays[person] = GateRules.elapsed(all, clock.instant()).toSeconds();
    }
    Arrays.sort(delays);
    return new Outcome(100.0 * early / PEOPLE, delays[PEOPLE / 2]);
  }

  private static GateTimings timings(int confirmations, Duration stableFor) {
    GateTimings d = GateTimings.DEFAULT;
    return new GateTimings(
        d.admitFor(),
        d.refusedFor(),
        confirmations,
        stableFor,
        d.firstPause(),
        d.longestPause(),
        d.slowAfter(),
        d.propagationLimit(),
        d.admitWhenOverdue(),
        d.admitWhenUnavailable(),
        d.unavailableGrace(),
        d.probeTimeout(),
        d.asUserFor());
  }
}
