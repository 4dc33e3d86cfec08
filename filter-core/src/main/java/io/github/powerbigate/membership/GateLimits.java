package io.github.powerbigate.membership;

import java.time.Duration;

/**
 * How much the gate may take up. Immutable.
 *
 * @param maxCallsAtOnce how many probes may be under way
 * @param maxHeldRequests how many requests may be held for their first answer
 * @param firstAnswerWithin how long each of them may be held
 */
public record GateLimits(int maxCallsAtOnce, int maxHeldRequests, Duration firstAnswerWithin) {

  /** The documented defaults. */
  public static final GateLimits DEFAULT = new GateLimits(64, 64, Duration.ofSeconds(2));
}
