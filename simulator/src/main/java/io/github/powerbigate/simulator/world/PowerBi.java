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
 * The answer that Power BI keeps for each user. The first visit reads one replica and freezes what
 * it finds, be it too little or too much; the next sign-in looks again (Microsoft facts §2.2,
 * §2.3). Thread-safe.
 */
public final class PowerBi {
  private final InstantSource clock;
  private final Directory directory;
  private final Workspaces workspaces;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final Map<String, Duration> freezes = new ConcurrentHashMap<>();

  PowerBi(InstantSource clock, Directory directory, Workspaces workspaces) {
    this.clock = clock;
    this.directory = directory;
    this.workspaces = workspaces;
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

  /** A new sign-in of this user: the answer that was kept is dropped, and the next visit looks. */
  public void signIn(String userId) {
    kept.remove(Guid.normal(userId));
  }

  /** Until when the answer of an earlier visit stands, if one does. */
  Optional<Kept> keptFor(String userId) {
    Instant now = clock.instant();
    return Optional.ofNullable(kept.get(Guid.normal(userId)))
        .filter(answer -> now.isBefore(answer.until()));
  }

  void freezeFor(String userId, Duration length) {
    freezes.put(Guid.normal(userId), length);
  }

  private Set<String> open(String userId, int replica) {
    Set<String> principals = new LinkedHashSet<>(directory.groupsForPowerBi(userId, replica));
    principals.add(userId);
    return workspaces.openTo(principals);
  }
}
