package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Verdict.Admit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Why a probe has a deadline that ends before its lease: a slow Microsoft, a crowd, pages that poll
 * every second. Every answer that Microsoft gives here is a true yes.
 */
class SlowUpstreamSimulationTest {

  private static final int PEOPLE = 300;
  private static final int SECONDS = 60;

  private final FakeClock clock = new FakeClock();
  private final List<Pending> pending = new ArrayList<>();
  private int given;

  private record Pending(Instant due, CompletableFuture<Finding> answer) {}

  @Test
  void whereProbesEndBeforeTheirLeaseEveryTrueAnswerCounts() {
    int admitted = crowd(Duration.ofMillis(9500));

    assertThat(admitted).isEqualTo(PEOPLE);
    assertThat(given).isEqualTo(PEOPLE);
  }

  @Test
  void whereProbesOutlastTheirLeaseHardlyAnyTrueAnswerWouldCount() {
    int admitted = crowd(Duration.ofSeconds(13));

    assertThat(given).isGreaterThanOrEqualTo(PEOPLE);
    assertThat(admitted).isLessThan(given / 10);
  }

  /** How many of the crowd are in after a minute if Microsoft takes this long over each answer. */
  private int crowd(Duration answerTakes) {
    GateTimings d = GateTimings.DEFAULT;
    GateTimings patient =
        new GateTimings(
            d.admitFor(),
            d.refusedFor(),
            d.confirmations(),
            d.stableFor(),
            d.firstPause(),
            d.longestPause(),
            d.slowAfter(),
            d.propagationLimit(),
            d.admitWhenOverdue(),
            false,
            d.unavailableGrace(),
            d.probeTimeout(),
            d.asUserFor());
    AccessGate gate =
        new AccessGate(
            "powerbi",
            patient,
            new GateLimits(PEOPLE, 64, Duration.ofSeconds(2)),
            new LocalVerdictStore(10_000),
            question -> {
              CompletableFuture<Finding> answer = new CompletableFuture<>();
              pending.add(new Pending(clock.instant().plus(answerTakes), answer));
              return answer;
            },
            clock,
            new Random(20261121));
    List<UserId> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      people.add(new UserId(UserId.Form.AUTO, "user" + i + "@example.org"));
    }
    people.forEach(user -> gate.visit(user, Arrival.VISIT, TokenSource.NONE));
    for (int half = 0; half < 2 * SECONDS; half++) {
      clock.advance(Duration.ofMillis(500));
      answerWhatIsDue();
      people.forEach(user -> gate.visit(user, Arrival.POLL, TokenSource.NONE));
    }
    return (int)
        people.stream()
            .filter(user -> gate.peek(user.value(), clock.millis()) instanceof Admit)
            .count();
  }

  private void answerWhatIsDue() {
    List<Pending> due =
        pending.stream().filter(each -> !each.due().isAfter(clock.instant())).toList();
    pending.removeAll(due);
    given += due.size();
    due.forEach(each -> each.answer().complete(new Ready(null, false)));
  }
}
