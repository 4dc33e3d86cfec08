package io.github.powerbigate.membership;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the next question may begin. Pure, immutable and thread-safe. */
final class Pauses {

  /** A longer Retry-After closes the service for all instead of stretching one user's pause. */
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(2);

  private final GateTimings timings;

  Pauses(GateTimings timings) {
    this.timings = timings;
  }

  /** The pace after one more answer that moved nothing forward. */
  Pace next(Verdict now, @Nullable Finding finding, Instant at, Chance chance) {
    return after(now, now.pace().attempts() + 1, finding, at, chance);
  }

  /** The pace after so many of them. */
  Pace after(Verdict now, int attempts, @Nullable Finding finding, Instant at, Chance chance) {
    Duration pause =
        Backoff.pause(timings.firstPause(), timings.longestPause(), attempts - 1, chance.jitter());
    Instant began = began(now, at);
    Instant again = began.plus(pause);
    Duration retryAfter = finding == null ? null : finding.retryAfter();
    if (retryAfter != null && retryAfter.compareTo(LONGEST_RETRY_AFTER) <= 0) {
      Instant allowed = at.plus(retryAfter);
      again = allowed.isAfter(again) ? allowed : again;
    }
    return Pace.pausing(attempts, began, again.isAfter(at) ? again : at);
  }

  /** When the question began that has been answered at this moment. */
  static Instant began(Verdict now, Instant at) {
    return now.pace().leased() && !now.pace().askedAt().isAfter(at) ? now.pace().askedAt() : at;
  }
}
