package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.GROUP_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.USER_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.memberOf;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.token;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();

  @AfterEach
  void close() {
    microsoft.close();
  }

  @Test
  void aBodyThatDripsForEverEndsAtTheDeadline() {
    microsoft.user = microsoft.drip();
    try (Gate gate = new Gate(settings(Duration.ofSeconds(2)))) {
      assertTimedOut(gate.ask(USER));
    }
  }

  @Test
  void aTokenThatDripsForEverEndsAtTheDeadlineAndSpoilsNothing() {
    microsoft.token = microsoft.drip();
    try (Gate gate = new Gate(settings(Duration.ofSeconds(2)))) {
      assertTimedOut(gate.ask(USER));

      microsoft.token = token("token-1", 3600);
      microsoft.check = memberOf(GROUP_ID);
      // The shared request may end a moment after the probe did.
      await()
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> {
                gate.clock.advance(Tokens.SHARED_FAILURE);
                return gate.ask(USER) instanceof Finding.Ready;
              });
    }
  }

  @Test
  void whatOneProbeBeganTheNextOneFinishes() {
    Duration step = Duration.ofMillis(900);
    microsoft.token = microsoft.after(step.toMillis(), token("token-1", 3600));
    microsoft.user = microsoft.after(step.toMillis(), answer(200, user(USER_ID, "")));
    microsoft.check = microsoft.after(step.toMillis(), memberOf(GROUP_ID));
    try (Gate gate = new Gate(settings(step.multipliedBy(5).dividedBy(2)))) {
      assertTimedOut(gate.ask(USER));
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Ready.class);
    }
    assertThat(microsoft.callsOf("/token")).hasSize(1);
    assertThat(microsoft.callsOf("/v1.0/users/kim")).hasSize(1);
  }

  @Test
  void pastTheDeadlineNoStepIsBegun() {
    try (Gate gate = new Gate(settings(Duration.ofSeconds(10)))) {
      CompletableFuture<Finding> finding =
          gate.microsoft.ask(new Question(USER, Stage.GROUP, null, gate.clock.instant()));

      assertTimedOut(finding.join());
      assertThat(microsoft.callsOf("/v1.0/users")).isEmpty();
    }
  }

  @Test
  void whoeverCancelsEndsTheCallUnderWayAndAllThatWouldFollow() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cut = new CountDownLatch(1);
    ScriptedMicrosoft.Script drip = microsoft.drip();
    microsoft.user =
        exchange -> {
          begun.countDown();
          try {
            drip.play(exchange);
          } catch (IOException e) {
            cut.countDown();
          }
        };
    try (Gate gate = new Gate(settings(Duration.ofSeconds(30)))) {
      CompletableFuture<Finding> finding = gate.begin(USER);
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      finding.cancel(true);

      assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(microsoft.callsOf("checkMemberGroups")).isEmpty();
    }
  }

  private static void assertTimedOut(Finding finding) {
    assertThat(finding)
        .isInstanceOfSatisfying(
            Finding.Unavailable.class,
            unavailable -> assertThat(unavailable.trouble().code()).isEqualTo(NoAnswer.TIMEOUT));
  }

  private TestSettings settings(Duration timeout) {
    return TestSettings.of(microsoft.cloud()).timeout(timeout);
  }
}
