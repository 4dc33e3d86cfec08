package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of Power BI's read-only admin API apart, of all gates that ask about one tenant.
 * It answers <a
 * href="https://learn.microsoft.com/rest/api/power-bi/admin/groups-get-group-users-as-admin">200
 * requests an hour</a>, whoever asks; at this pace the gates need 180. Thread-safe.
 */
final class AdminPace {

  static final Duration BETWEEN = Duration.ofSeconds(20);

  // Guarded by this.
  private @Nullable Instant last;

  /**
   * Asks for leave to make one call, and counts it.
   *
   * @return zero if the call may be made, else how long until the next may
   */
  synchronized Duration until(Instant now) {
    Instant before = last;
    // A clock that was set back must not stop the calls for as long.
    if (before != null && !now.isBefore(before) && now.isBefore(before.plus(BETWEEN))) {
      return Duration.between(now, before.plus(BETWEEN));
    }
    last = now;
    return Duration.ZERO;
  }
}
