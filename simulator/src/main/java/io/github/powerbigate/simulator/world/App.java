package io.github.powerbigate.simulator.world;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An app registration of the tenant. Immutable.
 *
 * @param secrets each secret with what is known of it
 * @param certificates those whose keys may sign assertions
 * @param roles the application permissions of Graph that an administrator has consented to
 */
public record App(
    String clientId,
    Map<String, Secret> secrets,
    List<X509Certificate> certificates,
    Set<String> roles) {

  /** Copies what it is given. */
  public App {
    clientId = Guid.normal(clientId);
    secrets = Map.copyOf(secrets);
    certificates = List.copyOf(certificates);
    roles = Set.copyOf(roles);
  }

  App withSecret(String secret, Secret known) {
    Map<String, Secret> changed = new LinkedHashMap<>(secrets);
    changed.put(secret, known);
    return new App(clientId, changed, certificates, roles);
  }

  App withCertificate(X509Certificate certificate) {
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.add(certificate);
    return new App(clientId, secrets, all, roles);
  }

  App withRoles(Set<String> consented) {
    return new App(clientId, secrets, certificates, consented);
  }

  @Override
  public String toString() {
    return "App[" + clientId + ", roles=" + roles + "]";
  }
}
