package io.github.powerbigate.simulator.world;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands between a person and a token, and whether the tokens that they have still count.
 * Thread-safe.
 */
public final class ConditionalAccess {
  private final Map<String, Demand> demands = new ConcurrentHashMap<>();
  private final Map<String, Long> revocations = new ConcurrentHashMap<>();

  ConditionalAccess() {}

  /** Demands this of the person at every sign-in. */
  public void demand(String userId, Demand demand) {
    demands.put(Guid.normal(userId), demand);
  }

  /** Demands nothing of the person any more. */
  public void waive(String userId) {
    demands.remove(Guid.normal(userId));
  }

  /** What is demanded of the person. */
  public Optional<Demand> demandOf(String userId) {
    return Optional.ofNullable(demands.get(Guid.normal(userId)));
  }

  /**
   * Revokes what the person was issued so far, as {@code /users/{id}/revokeSignInSessions} does:
   * Power BI meets their access tokens with a claims challenge, and refresh tokens are worth
   * nothing (Microsoft facts §2.4, §3.4).
   */
  public void revokeSessions(String userId) {
    revocations.merge(Guid.normal(userId), 1L, Long::sum);
  }

  /** How often that has happened; a token bears the number of the time of its sign-in. */
  public long sessionOf(String userId) {
    return revocations.getOrDefault(Guid.normal(userId), 0L);
  }
}
