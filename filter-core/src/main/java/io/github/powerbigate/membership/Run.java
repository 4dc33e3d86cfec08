package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answers of one kind in a row. Immutable.
 *
 * @param began when the first of them came
 * @param answers how many there are
 */
public record Run(Instant began, int answers) {

  /**
   * @throws NullPointerException if began is null
   */
  public Run {
    requireNonNull(began, "began is null");
  }

  /** The run with one more answer; a new run where there was none, or where the clock ran back. */
  static Run extend(@Nullable Run run, Instant at) {
    return run == null || run.began.isAfter(at)
        ? new Run(at, 1)
        : new Run(run.began, run.answers + 1);
  }

  /** Whether it has so many answers over so long a time. */
  boolean reaches(int wantedAnswers, Duration wantedLength, Instant at) {
    return answers >= wantedAnswers && GateRules.elapsed(began, at).compareTo(wantedLength) >= 0;
  }
}
