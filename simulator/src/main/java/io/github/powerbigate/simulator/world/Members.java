package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Who is in which group. Every change spreads over the replicas by delays drawn at the change. */
final class Members {
  private final Directory directory;
  private final Function<Delay, List<Instant>> moments;
  private final Function<Delay, Duration> length;

  Members(
      Directory directory,
      Function<Delay, List<Instant>> moments,
      Function<Delay, Duration> length) {
    this.directory = directory;
    this.moments = moments;
    this.length = length;
  }

  void add(String groupId, String memberId, Propagation propagation) {
    Duration powerBiDelay = length.apply(propagation.powerBi());
    Membership added =
        new Membership(
            requireGroup(groupId).id(),
            Guid.normal(memberId),
            moments.apply(propagation.membership()),
            null,
            powerBiDelay,
            propagation.flapping());
    directory.changeMemberships(memberId, old -> joined(old, added));
  }

  void remove(String groupId, String memberId, Propagation propagation) {
    List<Instant> until = moments.apply(propagation.membership());
    directory.changeMemberships(
        memberId,
        old ->
            old.stream().map(edge -> isOpen(edge, groupId) ? edge.endingAt(until) : edge).toList());
  }

  void forget(String memberId) {
    directory.changeMemberships(memberId, old -> List.of());
  }

  boolean has(String groupId, String memberId) {
    return directory.membershipsOf(memberId).stream().anyMatch(edge -> isOpen(edge, groupId));
  }

  Instant settledAt(String groupId, String memberId) {
    return directory.membershipsOf(memberId).stream()
        .filter(edge -> isOpen(edge, groupId))
        .map(Membership::settledAt)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(memberId + " is not in " + groupId));
  }

  Group requireGroup(String groupId) {
    return directory
        .group(groupId)
        .orElseThrow(() -> new IllegalArgumentException("no group has the id " + groupId));
  }

  private static List<Membership> joined(List<Membership> old, Membership added) {
    List<Membership> all = new ArrayList<>(old);
    all.removeIf(edge -> isOpen(edge, added.groupId()));
    all.add(added);
    return all;
  }

  private static boolean isOpen(Membership edge, String groupId) {
    return edge.groupId().equals(Guid.normal(groupId)) && !edge.hasEnded();
  }
}
