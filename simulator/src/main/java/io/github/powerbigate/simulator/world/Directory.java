package io.github.powerbigate.simulator.world;

import java.time.Duration;
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
  static final Comparator<User> BY_NAME =
      Comparator.comparing(User::displayName).thenComparing(User::id);

  private final InstantSource clock;
  private final Map<String, Listed> users = new ConcurrentHashMap<>();
  private final Map<String, String> idsByName = new ConcurrentHashMap<>();
  private final Map<String, Group> groups = new ConcurrentHashMap<>();
  private final Map<String, List<Membership>> memberships = new ConcurrentHashMap<>();

  Directory(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A user, from when on each replica knows of them, from when on the index finds them, and how
   * long a replica that knows of them has not finished with them.
   */
  record Listed(User user, List<Instant> knownFrom, Instant indexedFrom, Duration unfinished) {
    Listed with(User changed) {
      return new Listed(changed, knownFrom, indexedFrom, unfinished);
    }
  }

  /** The user with this id or UPN, if the replica knows of them yet. */
  public Optional<User> user(String idOrName, int replica) {
    Instant now = clock.instant();
    return listed(idOrName)
        .filter(listed -> !now.isBefore(listed.knownFrom().get(replica)))
        .map(Listed::user);
  }

  /** Whether the replica, though it knows of the user, has more to do before it shows them. */
  public boolean isUnfinished(String userId, int replica) {
    Instant now = clock.instant();
    return listed(userId)
        .filter(it -> now.isBefore(it.knownFrom().get(replica).plus(it.unfinished())))
        .isPresent();
  }

  /** The users with this mail of whom the replica knows; the search does not know them all yet. */
  public List<User> withMail(String mail, int replica) {
    return everybody().stream()
        .filter(user -> mail.equalsIgnoreCase(user.mail()))
        .filter(user -> user(user.id(), replica).isPresent())
        .toList();
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

  /** The groups that a replica says the member was itself put in. */
  public List<String> directGroupsOf(String memberId, int replica) {
    Instant now = clock.instant();
    return membershipsOf(memberId).stream()
        .filter(edge -> groups.containsKey(edge.groupId()) && edge.seenBy(replica, now))
        .map(Membership::groupId)
        .toList();
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
    return users.values().stream().map(Listed::user).sorted(BY_NAME).toList();
  }

  List<Membership> membershipsOf(String memberId) {
    return memberships.getOrDefault(Guid.normal(memberId), List.of());
  }

  /** Two may have the same mail, but not the same name. */
  void put(Listed listed) {
    User user = listed.user();
    String taken = idsByName.putIfAbsent(nameOf(user), user.id());
    if (taken != null && !taken.equals(user.id())) {
      throw new IllegalArgumentException("somebody else is called " + user.userPrincipalName());
    }
    users.put(user.id(), listed);
  }

  void change(String id, UnaryOperator<User> change) {
    users.computeIfPresent(
        Guid.normal(id), (key, listed) -> listed.with(change.apply(listed.user())));
  }

  Optional<Listed> removeUser(String id) {
    Listed gone = users.remove(Guid.normal(id));
    if (gone != null) {
      idsByName.remove(nameOf(gone.user()));
      memberships.remove(gone.user().id());
    }
    return Optional.ofNullable(gone);
  }

  private static String nameOf(User user) {
    return user.userPrincipalName().toLowerCase(Locale.ROOT);
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
