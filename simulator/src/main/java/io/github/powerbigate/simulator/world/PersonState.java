package io.github.powerbigate.simulator.world;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far one user's propagation has come. Immutable.
 *
 * @param known for each replica, whether it knows the directory object
 * @param indexed whether the search by mail finds the user
 * @param groups for each group the user was ever put in directly, what each replica says
 * @param powerBiKeeps the workspaces that Power BI opens by an answer it keeps
 * @param powerBiKeepsUntil until when it keeps that answer; null when it keeps none
 */
public record PersonState(
    User user,
    List<Boolean> known,
    boolean indexed,
    Map<String, List<Boolean>> groups,
    Set<String> powerBiKeeps,
    @Nullable Instant powerBiKeepsUntil) {

  /** Copies what it is given. */
  public PersonState {
    known = List.copyOf(known);
    groups = Map.copyOf(groups);
    powerBiKeeps = Set.copyOf(powerBiKeeps);
  }

  static PersonState of(User user, World world, Instant now) {
    Directory directory = world.directory();
    Map<String, List<Boolean>> groups = new LinkedHashMap<>();
    for (Membership edge : directory.membershipsOf(user.id())) {
      groups.put(
          edge.groupId(), eachReplica(world.replicas(), replica -> edge.seenBy(replica, now)));
    }
    Optional<PowerBi.Kept> kept = world.powerBi().keptFor(user.id());
    return new PersonState(
        user,
        eachReplica(world.replicas(), replica -> directory.user(user.id(), replica).isPresent()),
        !directory.search(other -> other.id().equals(user.id())).isEmpty(),
        groups,
        kept.map(PowerBi.Kept::workspaces).orElse(Set.of()),
        kept.map(PowerBi.Kept::until).orElse(null));
  }

  private static List<Boolean> eachReplica(int replicas, IntPredicate seen) {
    return IntStream.range(0, replicas).mapToObj(seen::test).toList();
  }
}
