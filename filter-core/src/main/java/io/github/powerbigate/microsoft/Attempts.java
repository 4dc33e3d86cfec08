package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Finding;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Begins attempts, and ends those of one gate when it closes. Thread-safe. */
final class Attempts {

  private final Answers answers;
  private final ScheduledExecutorService timer;
  private final Underway underway;
  private final Asked forToken;

  /**
   * @param forToken who is asked for tokens
   */
  Attempts(Answers answers, ScheduledExecutorService timer, Underway underway, Asked forToken) {
    this.forToken = forToken;
    this.answers = answers;
    this.timer = timer;
    this.underway = underway;
  }

  /**
   * Begins one.
   *
   * @param result what all this is for
   * @param left the time there is
   * @param late told, in place of a result, that the time is over, or that the gate is closed
   */
  Attempt begin(CompletableFuture<?> result, Duration left, Consumer<Finding> late) {
    Attempt attempt = new Attempt(result, answers, forToken);
    Runnable giveUp = () -> late.accept(answers.noAnswer(attempt.asked(), NoAnswer.CLOSED));
    try {
      ScheduledFuture<?> end =
          timer.schedule(
              () -> late.accept(answers.noAnswer(attempt.asked(), NoAnswer.TIMEOUT)),
              Math.max(0, left.toMillis()),
              TimeUnit.MILLISECONDS);
      underway.add(giveUp);
      // After the line above: a result that is there already takes it back.
      var unused =
          result.whenComplete(
              (value, thrown) -> {
                end.cancel(false);
                underway.remove(giveUp);
                attempt.giveUp();
              });
      if (left.isZero() || left.isNegative()) {
        late.accept(answers.noAnswer(attempt.asked(), NoAnswer.TIMEOUT));
      }
    } catch (RejectedExecutionException e) {
      giveUp.run();
    }
    return attempt;
  }
}
