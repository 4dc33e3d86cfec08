package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The licences of users: their own, and those of the groups that they are directly in (Microsoft
 * facts §1.8). Thread-safe.
 */
public final class Licences {
  private final InstantSource clock;
  private final Directory directory;

  /**
   * By principal, then by SKU; a change replaces the inner map, so that readers see a whole one.
   */
  private final Map<String, Map<String, Assigned>> assigned = new ConcurrentHashMap<>();

  Licences(InstantSource clock, Directory directory) {
    this.clock = clock;
    this.directory = directory;
  }

  private record Assigned(Licence licence, Instant pendingUntil) {
    Licence at(Instant now) {
      return now.isBefore(pendingUntil)
          ? licence.withStatus(ServicePlan.PENDING_PROVISIONING)
          : licence;
    }
  }

  /** Assigns a licence to a user or a group, or changes one that they have. */
  public void assign(String principalId, Licence licence) {
    assign(principalId, licence, Duration.ZERO);
  }

  /** Assigns a licence whose plans are {@code PendingProvisioning} for so long. */
  public synchronized void assign(String principalId, Licence licence, Duration pending) {
    Map<String, Assigned> changed = new LinkedHashMap<>(assignedTo(principalId));
    changed.put(licence.skuId(), new Assigned(licence, clock.instant().plus(pending)));
    assigned.put(Guid.normal(principalId), changed);
  }

  /** Takes a licence away from whom it was assigned to. */
  public synchronized void remove(String principalId, Licence licence) {
    Map<String, Assigned> changed = new LinkedHashMap<>(assignedTo(principalId));
    changed.remove(licence.skuId());
    assigned.put(Guid.normal(principalId), changed);
  }

  /** The user's licences, each product once; what is assigned directly goes before a group's. */
  public List<Licence> of(String userId, int replica) {
    Instant now = clock.instant();
    Map<String, Licence> found = new LinkedHashMap<>();
    assignedTo(userId).forEach((sku, its) -> found.put(sku, its.at(now)));
    for (String group : directory.directGroupsOf(userId, replica)) {
      assignedTo(group).forEach((sku, its) -> found.putIfAbsent(sku, its.at(now)));
    }
    return List.copyOf(found.values());
  }

  /** Whether the user may use Power BI where there is no capacity (Microsoft facts §2.6). */
  public boolean openPowerBi(String userId, int replica, Cloud cloud) {
    return of(userId, replica).stream()
        .flatMap(licence -> licence.servicePlans().stream())
        .anyMatch(plan -> plan.isUsable() && cloud.isOpenedBy(plan));
  }

  /** What was assigned to this very user or group. */
  public List<Licence> ownOf(String principalId) {
    Instant now = clock.instant();
    return assignedTo(principalId).values().stream().map(its -> its.at(now)).toList();
  }

  private Map<String, Assigned> assignedTo(String principalId) {
    return assigned.getOrDefault(Guid.normal(principalId), Map.of());
  }
}
