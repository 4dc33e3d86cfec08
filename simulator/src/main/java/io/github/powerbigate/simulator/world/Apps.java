package io.github.powerbigate.simulator.world;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The app registrations of the tenant. Thread-safe. */
public final class Apps {
  private static final int SHORTEST_TOLD = 8;

  private final InstantSource clock;
  private final RandomGenerator random;
  private final int replicas;
  private final Map<String, App> apps = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> powerBiPermissions = new ConcurrentHashMap<>();

  Apps(InstantSource clock, RandomGenerator random, int replicas) {
    this.clock = clock;
    this.random = random;
    this.replicas = replicas;
  }

  /** Registers an app with a secret that does not expire, and the Graph permissions consented. */
  public void add(String clientId, String secret, String... roles) {
    put(
        new App(
            clientId,
            Map.of(secret, secret(Instant.MAX, Delay.NONE)),
            List.of(),
            Set.of(roles),
            App.Web.NONE));
  }

  /** Registers an app whose assertions are signed with the key of this certificate. */
  public void add(String clientId, X509Certificate certificate, String... roles) {
    put(new App(clientId, Map.of(), List.of(certificate), Set.of(roles), App.Web.NONE));
  }

  /** Gives the app one more secret, or an old one another end. */
  public void setSecret(String clientId, String secret, Instant expires) {
    setSecret(clientId, secret, expires, Delay.NONE);
  }

  /** The same with a secret of which the replicas of the token endpoint learn by and by. */
  public void setSecret(String clientId, String secret, Instant expires, Delay untilKnown) {
    Secret known = secret(expires, untilKnown);
    change(clientId, app -> app.withSecret(secret, known));
  }

  /** Gives the app one more certificate. */
  public void addCertificate(String clientId, X509Certificate certificate) {
    change(clientId, app -> app.withCertificate(certificate));
  }

  /** Lets every secret of the app expire now. */
  public void expireSecrets(String clientId) {
    Instant now = clock.instant();
    change(
        clientId,
        app -> {
          Map<String, Secret> expired = new LinkedHashMap<>();
          app.secrets().forEach((secret, known) -> expired.put(secret, known.expiringAt(now)));
          return new App(app.clientId(), expired, app.certificates(), app.roles(), app.web());
        });
  }

  /** Replaces the consented permissions. Tokens already issued keep theirs. */
  public void setRoles(String clientId, String... roles) {
    change(clientId, app -> app.withRoles(Set.of(roles)));
  }

  /** Replaces the addresses to which a browser may be sent back from a sign-in to the app. */
  public void setRedirectUris(String clientId, String... uris) {
    change(clientId, app -> app.withWeb(new App.Web(Set.of(uris), app.web().pkceRequired())));
  }

  /** Says whether a sign-in to the app needs a code challenge (PKCE). By default it need not. */
  public void setPkceRequired(String clientId, boolean required) {
    change(clientId, app -> app.withWeb(new App.Web(app.web().redirectUris(), required)));
  }

  /** Replaces the Power BI permissions set on the registration, such as {@code Tenant.Read.All}. */
  public void setPowerBiPermissions(String clientId, String... permissions) {
    powerBiPermissions.put(Guid.normal(clientId), Set.of(permissions));
  }

  /**
   * The Power BI permissions set on the registration. They give an app nothing; for a person they
   * are what {@code /.default} stands for.
   */
  public Set<String> powerBiPermissions(String clientId) {
    return powerBiPermissions.getOrDefault(Guid.normal(clientId), Set.of());
  }

  /**
   * Those of them that an app may hold for itself, and that stand in its own token: the ones for
   * the whole tenant, which an administrator consents to.
   */
  public Set<String> powerBiRoles(String clientId) {
    return powerBiPermissions(clientId).stream()
        .filter(permission -> permission.startsWith("Tenant."))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Deletes the registration. */
  public void remove(String clientId) {
    apps.remove(Guid.normal(clientId));
  }

  /** Every registration there is. */
  public List<App> all() {
    return apps.values().stream().sorted(Comparator.comparing(App::clientId)).toList();
  }

  /** The app with this client id. */
  public Optional<App> find(String clientId) {
    return Optional.ofNullable(apps.get(Guid.normal(clientId)));
  }

  /**
   * The text with something else in the place of every app's secret. A very short one stays, since
   * it may stand there by chance.
   */
  public String withoutSecrets(String text, String instead) {
    // The longest first: another may be its beginning, and would leave its end.
    return apps.values().stream()
        .flatMap(app -> app.secrets().keySet().stream())
        .filter(secret -> secret.length() >= SHORTEST_TOLD)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .reduce(text, (told, secret) -> told.replace(secret, instead));
  }

  private Secret secret(Instant expires, Delay untilKnown) {
    Instant now = clock.instant();
    return new Secret(
        expires,
        IntStream.range(0, replicas)
            .mapToObj(replica -> now.plus(untilKnown.draw(random, replica)))
            .toList());
  }

  private void put(App app) {
    apps.put(app.clientId(), app);
  }

  private void change(String clientId, UnaryOperator<App> change) {
    if (apps.computeIfPresent(Guid.normal(clientId), (id, app) -> change.apply(app)) == null) {
      throw new IllegalArgumentException("no app " + clientId);
    }
  }
}
