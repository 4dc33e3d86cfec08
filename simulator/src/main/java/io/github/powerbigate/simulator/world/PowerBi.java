package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Power BI's side of the tenant: workspaces, who was given a role in them, and the answer that the
 * service keeps for each user. The first visit reads one replica and freezes what it finds, be it
 * too little or too much. Thread-safe.
 */
public final class PowerBi {
  private final InstantSource clock;
  private final Directory directory;
  private final Map<String, Set<String>> rolesByWorkspace = new ConcurrentHashMap<>();
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final Map<String, Duration> freezes = new ConcurrentHashMap<>();

  PowerBi(InstantSource clock, Directory directory) {
    this.clock = clock;
    this.directory = directory;
  }

  /** An answer and how long it stands. */
  record Kept(Set<String> workspaces, Instant until) {}

  /** What the browser of this user meets, freezing the answer if none stands. */
  public boolean visit(String userId, String workspaceId, int replica) {
    Instant now = clock.instant();
    Kept answer =
        kept.compute(
            Guid.normal(userId),
            (id, old) ->
                old != null && now.isBefore(old.until())
                    ? old
                    : new Kept(
                        open(id, replica), now.plus(freezes.getOrDefault(id, Duration.ZERO))));
    return answer.workspaces().contains(Guid.normal(workspaceId));
  }

  /** The workspaces in which this user, group or app was itself given a role. */
  public List<String> workspacesOf(String principalId) {
    return rolesByWorkspace.entrySet().stream()
        .filter(entry -> entry.getValue().contains(Guid.normal(principalId)))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Until when the answer of an earlier visit stands, if one does. */
  Optional<Kept> keptFor(String userId) {
    Instant now = clock.instant();
    return Optional.ofNullable(kept.get(Guid.normal(userId)))
        .filter(answer -> now.isBefore(answer.until()));
  }

  void grant(String workspaceId, String principalId) {
    rolesByWorkspace
        .computeIfAbsent(Guid.normal(workspaceId), id -> ConcurrentHashMap.newKeySet())
        .add(Guid.normal(principalId));
  }

  void freezeFor(String userId, Duration length) {
    freezes.put(Guid.normal(userId), length);
  }

  void forget(String userId) {
    kept.remove(Guid.normal(userId));
  }

  private Set<String> open(String userId, int replica) {
    Set<String> principals = new LinkedHashSet<>(directory.groupsForPowerBi(userId, replica));
    principals.add(userId);
    Set<String> found = new LinkedHashSet<>();
    rolesByWorkspace.forEach(
        (workspace, holders) -> {
          if (principals.stream().anyMatch(holders::contains)) {
            found.add(workspace);
          }
        });
    return Set.copyOf(found);
  }
}
