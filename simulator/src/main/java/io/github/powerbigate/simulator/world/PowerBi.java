package io.github.powerbigate.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The answer that Power BI keeps for each user, be it asked by a browser or through the REST API.
 * The first to ask reads one replica and freezes what it finds, be it too little or too much; the
 * next sign-in to Power BI looks again, and so does a refresh, when it has taken its time
 * (Microsoft facts §2.2, §2.3). Thread-safe.
 */
public final class PowerBi {
  /** One refresh for each user in this time (Microsoft facts §2.3). */
  private static final Duration BETWEEN_REFRESHES = Duration.ofHours(1);

  private final InstantSource clock;
  private final Directory directory;
  private final Workspaces workspaces;
  private final Tenant tenant;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final Map<String, Duration> freezes = new ConcurrentHashMap<>();
  private final Map<String, Refresh> refreshes = new ConcurrentHashMap<>();

  PowerBi(InstantSource clock, Directory directory, Workspaces workspaces, Tenant tenant) {
    this.clock = clock;
    this.directory = directory;
    this.workspaces = workspaces;
    this.tenant = tenant;
  }

  /** An answer, since when and how long it stands. */
  record Kept(Set<String> workspaces, Instant since, Instant until) {}

  private record Refresh(Instant begun, Instant done) {
    boolean isUnderWay(Instant now) {
      return !now.isBefore(begun) && now.isBefore(done);
    }

    /** What was found before is of no account once the refresh is done. */
    boolean overrules(Kept answer, Instant now) {
      return !now.isBefore(done) && answer.since().isBefore(done);
    }
  }

  /** What the browser of this user meets, freezing the answer if none stands. */
  public boolean visit(String userId, String workspaceId, int replica) {
    return openTo(userId, replica).contains(Guid.normal(workspaceId));
  }

  /** The workspaces that are open to this user, freezing the answer if none stands. */
  public Set<String> openTo(String userId, int replica) {
    Instant now = clock.instant();
    return kept.compute(
            Guid.normal(userId),
            (id, old) ->
                old != null && stands(id, old, now)
                    ? old
                    : new Kept(
                        look(id, replica), now, now.plus(freezes.getOrDefault(id, Duration.ZERO))))
        .workspaces();
  }

  /** A new sign-in of this user: the answer that was kept is dropped, and the next visit looks. */
  public void signIn(String userId) {
    kept.remove(Guid.normal(userId));
  }

  /** As {@link #signIn}, and no refresh was ever asked for. */
  void forget(String userId) {
    signIn(userId);
    refreshes.remove(Guid.normal(userId));
  }

  /**
   * Begins a refresh of this user's permissions; until it is done, the answer that is kept stands.
   *
   * @return how long to wait, if the last one was less than an hour ago and nothing has begun
   */
  public synchronized Optional<Duration> refresh(String userId) {
    Instant now = clock.instant();
    Refresh last = refreshes.get(Guid.normal(userId));
    if (last != null && now.isBefore(last.begun().plus(BETWEEN_REFRESHES))) {
      return Optional.of(Duration.between(now, last.begun().plus(BETWEEN_REFRESHES)));
    }
    refreshes.put(Guid.normal(userId), new Refresh(now, now.plus(tenant.refreshTakes())));
    return Optional.empty();
  }

  /** Whether a refresh has begun that is not done yet: nobody should ask as this user meanwhile. */
  public boolean isRefreshing(String userId, Instant at) {
    Refresh last = refreshes.get(Guid.normal(userId));
    return last != null && last.isUnderWay(at);
  }

  /** Until when the answer of an earlier visit stands, if one does. */
  Optional<Kept> keptFor(String userId) {
    Instant now = clock.instant();
    return Optional.ofNullable(kept.get(Guid.normal(userId)))
        .filter(answer -> stands(Guid.normal(userId), answer, now));
  }

  void freezeFor(String userId, Duration length) {
    freezes.put(Guid.normal(userId), length);
  }

  private boolean stands(String userId, Kept answer, Instant now) {
    Refresh last = refreshes.get(userId);
    return now.isBefore(answer.until()) && (last == null || !last.overrules(answer, now));
  }

  private Set<String> look(String userId, int replica) {
    Set<String> principals = new LinkedHashSet<>(directory.groupsForPowerBi(userId, replica));
    principals.add(userId);
    return workspaces.openTo(principals);
  }
}
