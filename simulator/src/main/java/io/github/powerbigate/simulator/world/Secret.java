package io.github.powerbigate.simulator.world;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a client secret. Immutable.
 *
 * @param knownFrom from when on each replica of the token endpoint knows it
 */
public record Secret(Instant expires, List<Instant> knownFrom) {

  /** Copies what it is given. */
  public Secret {
    knownFrom = List.copyOf(knownFrom);
  }

  /** Says whether the replica has heard of the secret. */
  public boolean isKnownTo(int replica, Instant now) {
    return !now.isBefore(knownFrom.get(replica));
  }

  Secret expiringAt(Instant end) {
    return new Secret(end, knownFrom);
  }
}
