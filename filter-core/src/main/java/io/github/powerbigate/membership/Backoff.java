package io.github.powerbigate.membership;

import java.time.Duration;

/**
 * Pauses that double from the first to the longest, each shortened by up to 15 % at random so that
 * people who came together do not ask together for ever. Pure.
 */
final class Backoff {

  private static final double SPREAD = 0.15;

  /** Doubling more often than this would overflow before it is cut to the longest. */
  private static final int MOST_DOUBLINGS = 30;

  private Backoff() {}

  /**
   * The pause after so many attempts that moved nothing forward.
   *
   * @param attempts 0 gives the first pause
   * @param jitter 0 (included) to 1 (excluded)
   */
  static Duration pause(Duration first, Duration longest, int attempts, double jitter) {
    long doubled = first.toMillis() << Math.min(Math.max(attempts, 0), MOST_DOUBLINGS);
    long pause = doubled <= 0 ? longest.toMillis() : Math.min(doubled, longest.toMillis());
    return Duration.ofMillis(Math.max(1, Math.round(pause * (1 - SPREAD * jitter))));
  }
}
