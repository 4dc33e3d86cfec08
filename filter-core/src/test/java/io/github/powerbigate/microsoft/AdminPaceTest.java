package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdminPaceTest {

  private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");

  private final AdminPace pace = new AdminPace();

  @Test
  void whoeverAsksAllTheTimeNeverNeedsMoreThanTheTwoHundredOfAnHour() {
    int calls = 0;
    for (int second = 0; second < 3600; second++) {
      calls += pace.until(START.plusSeconds(second)).isZero() ? 1 : 0;
    }
    assertThat(calls).isEqualTo(180);
  }

  @Test
  void whoeverComesTooEarlyLearnsHowLongToWait() {
    assertThat(pace.until(START)).isZero();
    assertThat(pace.until(START.plusSeconds(5))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void aClockThatIsSetBackStopsNothing() {
    assertThat(pace.until(START)).isZero();
    assertThat(pace.until(START.minusSeconds(3600))).isZero();
  }
}
