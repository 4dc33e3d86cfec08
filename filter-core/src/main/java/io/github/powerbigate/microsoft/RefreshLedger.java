package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For whom Power BI has been made to look anew within the hour: Microsoft allows <a
 * href="https://learn.microsoft.com/rest/api/power-bi/users/refresh-user-permissions">one call per
 * user per hour</a>. Thread-safe.
 */
final class RefreshLedger {

  static final Duration HOUR = Duration.ofHours(1);

  private static final int MOST = 100_000;

  /** In the order of the calls; guarded by itself. */
  private final Map<String, Instant> calls = new LinkedHashMap<>();

  /**
   * Notes a call that is about to be made, unless one was made within the hour.
   *
   * @param person who it is made for
   * @return null if it was noted, and is to be made; else when the other was
   */
  @Nullable Instant note(String person, Instant now) {
    synchronized (calls) {
      Instant before = calls.get(person);
      // A clock that was set back must not stretch the hour.
      if (before != null && !before.isAfter(now) && now.isBefore(before.plus(HOUR))) {
        return before;
      }
      calls.remove(person);
      if (calls.size() >= MOST) {
        calls.remove(calls.keySet().iterator().next());
      }
      calls.put(person, now);
      return null;
    }
  }

  /** The call was refused for a reason that will pass: it counts for nothing. */
  void strike(String person) {
    synchronized (calls) {
      calls.remove(person);
    }
  }
}
