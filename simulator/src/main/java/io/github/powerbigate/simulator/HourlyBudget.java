package io.github.powerbigate.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The 200 requests an hour that the admin API grants the tenant, whichever app asks (Microsoft
 * facts §2.1). The hour begins with the first of them. Thread-safe.
 */
final class HourlyBudget {
  private static final int MOST = 200;
  private static final Duration HOUR = Duration.ofHours(1);

  private Instant begun = Instant.MIN;
  private int used;

  synchronized void spend(Instant now) throws PowerBiError {
    if (!now.isBefore(begun.plus(HOUR))) {
      begun = now;
      used = 0;
    }
    used++;
    if (used > MOST) {
      Duration left = Duration.between(now, begun.plus(HOUR));
      throw PowerBiError.throttled(left.plusMillis(999).toSeconds());
    }
  }
}
