package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.SignInTries.Step;
import io.github.powerbigate.membership.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignInTriesTest {

  private static final String ANN = "ann@example.org";

  private final FakeClock clock = new FakeClock();
  private final SignInTries tries = new SignInTries(clock);

  @Test
  void ofSeveralRequestsAtOnceThreeAreLedAway() {
    assertThat(tries.begin(ANN)).isEqualTo(Step.SILENT);
    assertThat(tries.begin(ANN)).isEqualTo(Step.SILENT);
    assertThat(tries.begin(ANN)).isEqualTo(Step.SILENT);
    assertThat(tries.begin(ANN)).isEqualTo(Step.NOTHING);
    assertThat(tries.begin("bob@example.org")).isEqualTo(Step.SILENT);
  }

  @Test
  void whatNeverComesBackIsNotWaitedForLongerThanHalfAMinute() {
    tries.begin(ANN);
    clock.advance(Duration.ofSeconds(29));
    assertThat(tries.mayEnd(ANN)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tries.mayEnd(ANN)).isFalse();
  }

  @Test
  void somethingIsShownOnce() {
    tries.begin(ANN);
    assertThat(tries.show(ANN)).isTrue();
    assertThat(tries.show(ANN)).isFalse();
    assertThat(tries.begin(ANN)).isEqualTo(Step.UNFINISHED);
  }

  @Test
  void aPersonMayTakeTenMinutes() {
    tries.begin(ANN);
    tries.show(ANN);
    clock.advance(Duration.ofMinutes(9));
    assertThat(tries.mayEnd(ANN)).isTrue();
    clock.advance(Duration.ofMinutes(1));
    assertThat(tries.mayEnd(ANN)).isFalse();
    assertThat(tries.begin(ANN)).isEqualTo(Step.NOTHING);
  }

  @Test
  void whatIsSettledBeginsAgainByThePersonsOwnClickAlone() {
    tries.settle(ANN);
    assertThat(tries.mayEnd(ANN)).isFalse();
    assertThat(tries.begin(ANN)).isEqualTo(Step.NOTHING);
    assertThat(tries.show(ANN)).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(tries.again(ANN)).isTrue();
      assertThat(tries.mayEnd(ANN)).isTrue();
    }
    assertThat(tries.again(ANN)).isFalse();
  }

  @Test
  void theNextWaitBeginsAnew() {
    tries.settle(ANN);
    clock.advance(Duration.ofMinutes(15));
    assertThat(tries.isUntried(ANN)).isTrue();
    assertThat(tries.begin(ANN)).isEqualTo(Step.SILENT);
  }

  @Test
  void itRemembersSoManyPeopleAndNoMore() {
    tries.settle(ANN);
    for (int i = 0; i < 10_000; i++) {
      tries.begin("user" + i + "@example.org");
    }
    assertThat(tries.isUntried(ANN)).isTrue();
    assertThat(tries.isUntried("user9999@example.org")).isFalse();
  }
}
