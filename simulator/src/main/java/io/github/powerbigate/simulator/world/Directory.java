package io.github.powerbigate.simulator.world;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The directory as its replicas see it: every read names the replica that answers. Thread-safe;
 * each object is an immutable value that a write replaces.
 */
public final class Directory {
  private final InstantSource clock;
  private final Map<String, Listed> users = new ConcurrentHashMap<>();
  private final Map<String, String> idsByName = new ConcurrentHashMap<>();
  private final Map<String, Group> groups = new ConcurrentHashMap<>();
  private final Map<String, List<Membership>> memberships = new ConcurrentHashMap<>();

  Directory(InstantSource clock) {
    this.clock = clock;
  }

  /** A user, from when on each replica knows of them, and from when on the index finds them. */
  record Listed(User user, List<Instant> knownFrom, Instant indexedFrom) {
    Listed with(User changed) {
      return new Listed(changed, knownFrom, indexedFrom);
    }
  }

  /** The user with this id or UPN, if the replica knows of them yet. */
  public Optional<User> user(String idOrName, int replica) {
    Instant now = clock.instant();
    return listed(idOrName)
        .filter(listed -> !now.isBefore(listed.knownFrom().get(replica)))
        .map(Listed::user);
  }

  /** The users that the search index finds, by creation of their names. */
  public List<User> search(Predicate<User> wanted) {
    Instant now = clock.instant();
    return users.values().stream()
        .filter(listed -> !now.isBefore(listed.indexedFrom()))
        .map(Listed::user)
        .filter(wanted)
        .sorted(Comparator.comparing(User::userPrincipalName))
        .toList();
  }

  /** The group with this id. */
  public Optional<Group> group(String id) {
    return Optional.ofNullable(groups.get(Guid.normal(id)));
  }

  /** Every group there is. */
  public List<Group> groups() {
    return groups.values().stream().sorted(Comparator.comparing(Group::displayName)).toList();
  }

  /** The groups that a replica says the member is in, directly or through nested groups. */
  public Set<String> groupsOf(String memberId, int replica) {
    Instant now = clock.instant();
    return reachable(memberId, (edge, at) -> edge.seenBy(replica, at), now);
  }

  /** The groups that Power BI finds when it reads this replica. */
  Set<String> groupsForPowerBi(String memberId, int replica) {
    Instant now = clock.instant();
    return reachable(memberId, (edge, at) -> edge.seenByPowerBi(replica, at), now);
  }

  private Set<String> reachable(
      String memberId, BiPredicate<Membership, Instant> seen, Instant at) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(Guid.normal(memberId)));
    while (!open.isEmpty()) {
      for (Membership edge : membershipsOf(open.remove())) {
        boolean counts = groups.containsKey(edge.groupId()) && seen.test(edge, at);
        if (counts && found.add(edge.groupId())) {
          open.add(edge.groupId());
        }
      }
    }
    return found;
  }

  Optional<Listed> listed(String idOrName) {
    String key = idOrName.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(users.get(idsByName.getOrDefault(key, key)));
  }

  List<User> everybody() {
    return users.values().stream()
        .map(Listed::user)
        .sorted(Comparator.comparing(User::displayName).thenComparing(User::id))
        .toList();
  }

  List<Membership> membershipsOf(String memberId) {
    return memberships.getOrDefault(Guid.normal(memberId), List.of());
  }

  void put(Listed listed) {
    users.put(listed.user().id(), listed);
    idsByName.put(listed.user().userPrincipalName().toLowerCase(Locale.ROOT), listed.user().id());
  }

  void change(String id, UnaryOperator<User> change) {
    users.computeIfPresent(
        Guid.normal(id), (key, listed) -> listed.with(change.apply(listed.user())));
  }

  void removeUser(String id) {
    Listed gone = users.remove(Guid.normal(id));
    if (gone != null) {
      idsByName.remove(gone.user().userPrincipalName().toLowerCase(Locale.ROOT));
      memberships.remove(gone.user().id());
    }
  }

  void put(Group group) {
    groups.put(group.id(), group);
  }

  void removeGroup(String id) {
    groups.remove(Guid.normal(id));
  }

  /** Replaces the memberships of one member in one step. */
  void changeMemberships(String memberId, UnaryOperator<List<Membership>> change) {
    memberships.compute(
        Guid.normal(memberId),
        (key, old) -> List.copyOf(change.apply(old == null ? List.of() : old)));
  }
}
