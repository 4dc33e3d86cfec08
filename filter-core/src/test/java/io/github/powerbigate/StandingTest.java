package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.AsUser;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.GateRules;
import io.github.powerbigate.membership.Pace;
import io.github.powerbigate.membership.Reference;
import io.github.powerbigate.membership.Seen;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.Verdict.Wait;
import io.github.powerbigate.settings.GateSettings.OpenAnyway;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  private final GateRules rules = new GateRules(new TestGate().settings().timings());

  @Test
  void noWayPastIsOfferedWhilePowerBiItselfIsAsked() {
    Instant began = NOW.minus(Duration.ofMinutes(30));

    assertThat(offersWayPast(began, null)).isTrue();
    assertThat(offersWayPast(began, new AsUser(NOW, Stage.POWER_BI, true))).isFalse();
  }

  private boolean offersWayPast(Instant since, @Nullable AsUser asUser) {
    Wait wait =
        new Wait(
            Reference.draw(RandomGenerator.getDefault()),
            since,
            Cause.POWER_BI_STALE,
            new Seen(true, false, true, null, null, null, false, NOW),
            asUser,
            false,
            new Pace(0, NOW, NOW.plusSeconds(2), false));
    return Standing.of(wait, rules, OpenAnyway.SLOW, NOW).offersWayPast();
  }
}
