package io.github.powerbigate.simulator.world;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An app registration of the tenant. Immutable.
 *
 * @param secrets each secret with what is known of it
 * @param certificates those whose keys may sign assertions
 * @param roles the application permissions of Graph that an administrator has consented to
 * @param web how people sign in to it
 */
public record App(
    String clientId,
    Map<String, Secret> secrets,
    List<X509Certificate> certificates,
    Set<String> roles,
    Web web) {

  /**
   * The web platform of a registration.
   *
   * @param redirectUris where a browser may be sent back to
   * @param pkceRequired whether a sign-in needs a code challenge, as one of a single-page app does
   */
  public record Web(Set<String> redirectUris, boolean pkceRequired) {
    static final Web NONE = new Web(Set.of(), false);

    private static final Pattern PORT = Pattern.compile("(?<=^https?://localhost):\\d+(?=[/?]|$)");

    /** Copies what it is given. */
    public Web {
      redirectUris = Set.copyOf(redirectUris);
    }

    /**
     * Whether a browser may be sent there: to the letter, but for the port of localhost, which does
     * not matter (<a
     * href="https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions">
     * localhost exceptions</a>).
     */
    public boolean leadsTo(String address) {
      return redirectUris.stream().anyMatch(uri -> withoutPort(uri).equals(withoutPort(address)));
    }

    private static String withoutPort(String address) {
      return PORT.matcher(address).replaceFirst("");
    }
  }

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
    return new App(clientId, changed, certificates, roles, web);
  }

  App withCertificate(X509Certificate certificate) {
    List<X509Certificate> all = new ArrayList<>(certificates);
    all.add(certificate);
    return new App(clientId, secrets, all, roles, web);
  }

  App withRoles(Set<String> consented) {
    return new App(clientId, secrets, certificates, consented, web);
  }

  App withWeb(Web changed) {
    return new App(clientId, secrets, certificates, roles, changed);
  }

  @Override
  public String toString() {
    return "App[" + clientId + ", roles=" + roles + "]";
  }
}
