package io.github.powerbigate.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The 200 requests an hour that the admin API grants each app (Microsoft facts §2.1). The hour
 * begins with the first of them. Thread-safe.
 */
final class HourlyBudget {
  private static final int MOST = 200;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<String, Hour> hours = new ConcurrentHashMap<>();

  private record Hour(Instant begun, int used) {}

  void spend(String app, Instant now) throws PowerBiError {
    Hour hour =
        hours.compute(
            app,
            (key, old) ->
                old == null || !now.isBefore(old.begun().plus(HOUR))
                    ? new Hour(now, 1)
                    : new Hour(old.begun(), old.used() + 1));
    if (hour.used() > MOST) {
      Duration left = Duration.between(now, hour.begun().plus(HOUR));
      throw PowerBiError.throttled(left.plusMillis(999).toSeconds());
    }
  }
}
