package io.github.powerbigate.simulator.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The workspaces of Power BI and who was given a role in them: users, groups and apps, each by the
 * id of the principal itself. Who is in such a group has no row of their own (Microsoft facts
 * §2.1). A workspace exists from the first role on. Thread-safe.
 */
public final class Workspaces {
  private final Map<String, Map<String, AccessRight>> rolesByWorkspace = new ConcurrentHashMap<>();
  private final Set<String> withoutCapacity = ConcurrentHashMap.newKeySet();

  Workspaces() {}

  /** Gives a role, or another one than before. */
  public synchronized void grant(String workspaceId, String principalId, AccessRight right) {
    Map<String, AccessRight> changed = new LinkedHashMap<>(roles(workspaceId));
    changed.put(Guid.normal(principalId), right);
    put(workspaceId, changed);
  }

  /** Gives a role to who has none yet; false if they have one. */
  public synchronized boolean add(String workspaceId, String principalId, AccessRight right) {
    if (roleOf(workspaceId, principalId).isPresent()) {
      return false;
    }
    grant(workspaceId, principalId, right);
    return true;
  }

  /** Takes the role away; false if there was none. */
  public synchronized boolean revoke(String workspaceId, String principalId) {
    Map<String, AccessRight> changed = new LinkedHashMap<>(roles(workspaceId));
    if (changed.remove(Guid.normal(principalId)) == null) {
      return false;
    }
    put(workspaceId, changed);
    return true;
  }

  /** Puts a workspace on a capacity of its own, where it is at first, or on the shared one. */
  public void setOnCapacity(String workspaceId, boolean onCapacity) {
    if (onCapacity) {
      withoutCapacity.remove(Guid.normal(workspaceId));
    } else {
      withoutCapacity.add(Guid.normal(workspaceId));
    }
  }

  /** Whether people need no licence to read it (Microsoft facts §2.6). */
  public boolean isOnCapacity(String workspaceId) {
    return !withoutCapacity.contains(Guid.normal(workspaceId));
  }

  /** Whether there is such a workspace. */
  public boolean exists(String workspaceId) {
    return rolesByWorkspace.containsKey(Guid.normal(workspaceId));
  }

  /** Who has which role, the longest there first. */
  public Map<String, AccessRight> roles(String workspaceId) {
    return rolesByWorkspace.getOrDefault(Guid.normal(workspaceId), Map.of());
  }

  /** The role that the principal itself was given. */
  public Optional<AccessRight> roleOf(String workspaceId, String principalId) {
    return Optional.ofNullable(roles(workspaceId).get(Guid.normal(principalId)));
  }

  /** The workspaces in which this user, group or app was itself given a role. */
  public List<String> of(String principalId) {
    return openTo(Set.of(Guid.normal(principalId))).stream().sorted().toList();
  }

  /** The workspaces in which any of these has a role. */
  public Set<String> openTo(Set<String> principals) {
    return rolesByWorkspace.entrySet().stream()
        .filter(entry -> !Collections.disjoint(entry.getValue().keySet(), principals))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void put(String workspaceId, Map<String, AccessRight> roles) {
    rolesByWorkspace.put(Guid.normal(workspaceId), Collections.unmodifiableMap(roles));
  }
}
