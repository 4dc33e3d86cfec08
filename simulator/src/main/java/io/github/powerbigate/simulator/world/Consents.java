package io.github.powerbigate.simulator.world;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which delegated permissions apps were granted: by a person for themselves, or by an administrator
 * for everybody. A permission goes by its name, such as {@code Workspace.Read.All}. Thread-safe.
 */
public final class Consents {
  private static final String EVERYBODY = "everybody";

  private final Map<Grant, Set<String>> scopes = new ConcurrentHashMap<>();

  Consents() {}

  private record Grant(String clientId, String person) {}

  /** An administrator's consent for the whole tenant, beside those given before. */
  public void giveForEverybody(String clientId, String... names) {
    add(new Grant(Guid.normal(clientId), EVERYBODY), Set.of(names));
  }

  /** A person's own consent, beside those given before. */
  public void give(String clientId, String userId, String... names) {
    add(new Grant(Guid.normal(clientId), Guid.normal(userId)), Set.of(names));
  }

  /** Takes an administrator's consent back; what people consented to themselves stays. */
  public void revokeForEverybody(String clientId) {
    scopes.remove(new Grant(Guid.normal(clientId), EVERYBODY));
  }

  /** Takes a person's own consent back; tokens already issued stay good. */
  public void revoke(String clientId, String userId) {
    scopes.remove(new Grant(Guid.normal(clientId), Guid.normal(userId)));
  }

  /** Whether the app may do all of this for the person. */
  public boolean cover(String clientId, String userId, Set<String> names) {
    Set<String> granted = new HashSet<>(of(clientId, EVERYBODY));
    granted.addAll(of(clientId, Guid.normal(userId)));
    return granted.containsAll(names);
  }

  private Set<String> of(String clientId, String person) {
    return scopes.getOrDefault(new Grant(Guid.normal(clientId), person), Set.of());
  }

  private void add(Grant grant, Set<String> names) {
    scopes.merge(
        grant,
        names,
        (old, added) -> {
          Set<String> all = new HashSet<>(old);
          all.addAll(added);
          return Set.copyOf(all);
        });
  }
}
