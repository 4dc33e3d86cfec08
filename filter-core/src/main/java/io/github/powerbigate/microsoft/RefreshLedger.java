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
  private final Map<String, Call> calls = new LinkedHashMap<>();

  /**
   * How long Power BI is still to be left alone in a person's name, after a call within the hour.
   *
   * @return null if there was none
   */
  @Nullable Duration rest(String person, Instant now) {
    synchronized (calls) {
      Call call = calls.get(person);
      return call == null || !call.isWithinTheHour(now) ? null : call.rest(now);
    }
  }

  /**
   * Notes a call that is about to be made, unless one was made within the hour.
   *
   * @param person who it is made for
   * @param quiet how long Power BI is to be left alone after it
   * @return whether it was noted, and is to be made
   */
  boolean note(String person, Instant now, Duration quiet) {
    synchronized (calls) {
      Call before = calls.get(person);
      if (before != null && before.isWithinTheHour(now)) {
        return false;
      }
      calls.remove(person);
      if (calls.size() >= MOST) {
        calls.remove(calls.keySet().iterator().next());
      }
      calls.put(person, new Call(now, quiet));
      return true;
    }
  }

  /** The call was made, and has set nothing in motion. */
  void wasInVain(String person) {
    synchronized (calls) {
      calls.computeIfPresent(person, (who, call) -> new Call(call.at, Duration.ZERO));
    }
  }

  /** The call was never made, or refused for a reason that will pass: it counts for nothing. */
  void strike(String person) {
    synchronized (calls) {
      calls.remove(person);
    }
  }

  /** No record: see {@code membership.Stored}. */
  private static final class Call {
    private final Instant at;
    private final Duration quiet;

    Call(Instant at, Duration quiet) {
      this.at = at;
      this.quiet = quiet;
    }

    /** A clock that was set back must not stretch the hour. */
    boolean isWithinTheHour(Instant now) {
      return !at.isAfter(now) && now.isBefore(at.plus(HOUR));
    }

    Duration rest(Instant now) {
      Duration rest = Duration.between(now, at.plus(quiet));
      return rest.isNegative() ? Duration.ZERO : rest;
    }
  }
}
