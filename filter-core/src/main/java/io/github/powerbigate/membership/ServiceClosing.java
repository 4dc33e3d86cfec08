package io.github.powerbigate.membership;

import io.github.powerbigate.membership.Finding.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Until when Microsoft is not to be asked at all, about anybody: it said so. Thread-safe. */
public final class ServiceClosing {

  private final AtomicReference<@Nullable Pace> closed = new AtomicReference<>();

  /** Open. */
  public ServiceClosing() {}

  /** Closes the service, if the finding asks for that: throttling does, and a long Retry-After. */
  public void closeFor(Finding finding, Instant now) {
    Duration retryAfter = finding.retryAfter();
    boolean closes =
        retryAfter != null
            && (finding instanceof Throttled
                || retryAfter.compareTo(Pauses.LONGEST_RETRY_AFTER) > 0);
    if (closes) {
      Pace asked = Pace.pausing(0, now, now.plus(retryAfter));
      // Of 64 calls in flight the last may ask for a second where the first asked for an hour.
      closed.accumulateAndGet(asked, (before, after) -> later(before, after, now));
    }
  }

  private static @Nullable Pace later(@Nullable Pace before, @Nullable Pace after, Instant now) {
    if (before == null || after == null || before.isDue(now.toEpochMilli())) {
      return after;
    }
    return before.askAgainAt().isAfter(after.askAgainAt()) ? before : after;
  }

  /**
   * How long it is still closed, as a finding.
   *
   * @return null if it is open
   */
  public @Nullable Throttled left(Instant now) {
    Pace pace = closed.get();
    return pace == null || pace.isDue(now.toEpochMilli())
        ? null
        : new Throttled(Duration.between(now, pace.askAgainAt()), GateJournal.CLOSED);
  }

  /** Whether it is closed now. A clock that was set back opens it. */
  boolean isClosed(Instant now) {
    return left(now) != null;
  }
}
