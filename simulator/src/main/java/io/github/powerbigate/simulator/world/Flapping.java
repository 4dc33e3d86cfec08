package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Replicas that change their mind: they see the change for one period, lose it for the next, and so
 * on, until they have settled. No replicas named means all of them. Immutable.
 */
public record Flapping(Set<Integer> replicas, Duration period, Duration lasting) {

  /** Refuses a period of no length. */
  public Flapping {
    replicas = Set.copyOf(replicas);
    if (period.toMillis() <= 0) {
      throw new IllegalArgumentException("period must be at least a millisecond: " + period);
    }
  }

  boolean shows(int replica, Instant since, Instant at) {
    if (!concerns(replica) || !at.isBefore(since.plus(lasting))) {
      return true;
    }
    return Duration.between(since, at).toMillis() / period.toMillis() % 2 == 0;
  }

  boolean concerns(int replica) {
    return replicas.isEmpty() || replicas.contains(replica);
  }
}
