package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  @Test
  void pausesDoubleFromTheFirstToTheLongest() {
    assertThat(pause(0)).isEqualTo(FIRST);
    assertThat(pause(1)).isEqualTo(Duration.ofSeconds(4));
    assertThat(pause(2)).isEqualTo(Duration.ofSeconds(8));
    assertThat(pause(3)).isEqualTo(LONGEST);
  }

  @Test
  void everyPauseLiesBetweenEightyFiveAndAHundredPercentOfItsLengthAndNeverPastTheLongest() {
    Random random = new Random(20261121);
    for (int i = 0; i < 100_000; i++) {
      Duration first = Duration.ofMillis(1 + random.nextInt(100_000));
      Duration longest = first.plusMillis(random.nextInt(1_000_000));
      int attempts = random.nextInt();
      Duration pause = Backoff.pause(first, longest, attempts, random.nextDouble());
      Duration whole = Backoff.pause(first, longest, attempts, 0);
      assertThat(pause).isPositive().isLessThanOrEqualTo(longest).isLessThanOrEqualTo(whole);
      assertThat(pause.toMillis())
          .isGreaterThanOrEqualTo((long) Math.floor(whole.toMillis() * 0.85));
      assertThat(whole).isGreaterThanOrEqualTo(first);
    }
  }

  private static Duration pause(int attempts) {
    return Backoff.pause(FIRST, LONGEST, attempts, 0);
  }
}
