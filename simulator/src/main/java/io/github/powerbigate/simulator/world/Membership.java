package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a user or a group is in a group, and which replica sees it from when and until when.
 * Immutable.
 */
record Membership(
    String groupId,
    String memberId,
    List<Instant> from,
    @Nullable List<Instant> until,
    Duration powerBiDelay,
    @Nullable Flapping flapping) {

  boolean seenBy(int replica, Instant at) {
    Instant since = from.get(replica);
    if (at.isBefore(since) || (until != null && !at.isBefore(until.get(replica)))) {
      return false;
    }
    return flapping == null || flapping.shows(replica, since, at);
  }

  /** Power BI reads a picture of the replica that is as old as its own delay. */
  boolean seenByPowerBi(int replica, Instant at) {
    return seenBy(replica, at.minus(powerBiDelay));
  }

  boolean hasEnded() {
    return until != null;
  }

  Membership endingAt(List<Instant> moments) {
    return new Membership(groupId, memberId, from, moments, powerBiDelay, flapping);
  }

  /** From when on every replica sees it for good. */
  Instant settledAt() {
    Instant latest = Instant.MIN;
    for (int replica = 0; replica < from.size(); replica++) {
      Instant moment = from.get(replica);
      if (flapping != null && flapping.concerns(replica)) {
        moment = moment.plus(flapping.lasting());
      }
      latest = moment.isAfter(latest) ? moment : latest;
    }
    return latest;
  }
}
