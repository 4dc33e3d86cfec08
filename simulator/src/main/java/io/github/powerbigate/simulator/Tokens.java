package io.github.powerbigate.simulator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Guid;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Issues access tokens to apps and reads access tokens again, whosever they are. The permissions in
 * a token are those of the moment of its issue. Thread-safe.
 */
final class Tokens {
  /** Delegated permissions; what has none is an app's own. */
  static final String SCOPES = "scp";

  /** The claim that holds the number of the person's session; Microsoft has no such claim. */
  static final String SESSION = "simulator_session";

  private static final String PERMISSIONS = "roles";

  private final SimulatorSettings settings;
  private final InstantSource clock;
  private final Random random;
  private final String issuer;

  Tokens(SimulatorSettings settings, Random random) {
    this.settings = settings;
    this.clock = settings.clock();
    this.random = random;
    this.issuer = "https://sts.simulator.test/" + settings.tenantId() + "/";
  }

  /** A token, and how long it is good. */
  record Issued(String token, Duration lifetime) {}

  /** What the bearer of a token may do, or why the token is worth nothing. */
  sealed interface Bearer {
    /** The app that the token was issued to, for itself. */
    record Known(String clientId, Set<String> roles) implements Bearer {}

    /** The person for whom an app acts. */
    record Person(SignedIn who, Set<String> scopes) implements Bearer {
      boolean mayAny(Set<String> anyOf) {
        return scopes.stream().anyMatch(anyOf::contains);
      }
    }

    /** Not one of our tokens. */
    record Malformed() implements Bearer {}

    /** Good once. */
    record Expired() implements Bearer {}

    /** Meant for another service. */
    record WrongAudience() implements Bearer {}
  }

  Issued issue(App app, String audience, Set<String> roles) {
    Duration lifetime = lifetime();
    JWTClaimsSet.Builder claims =
        claims(audience, lifetime)
            .claim("appid", app.clientId())
            .claim("app_displayname", "simulator")
            .claim("idtyp", "app")
            .claim("ver", "1.0");
    if (!roles.isEmpty()) {
      claims.claim(PERMISSIONS, roles.stream().sorted().toList());
    }
    return new Issued(SigningKey.ours().sign(claims.build()), lifetime);
  }

  Duration lifetime() {
    return settings.tokenLifetime().draw(random, 0);
  }

  /** What every access token says; those of people's change the issuer where they must. */
  JWTClaimsSet.Builder claims(String audience, Duration lifetime) {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .audience(audience)
        .issuer(issuer)
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plus(lifetime)))
        .claim("tid", settings.tenantId())
        .claim("simulator", true)
        .jwtID(Guid.draw(random));
  }

  Bearer read(String token, String audience) {
    return read(token, Set.of(audience));
  }

  /** Reads a token that may be meant for any of these. */
  Bearer read(String token, Set<String> audiences) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!SigningKey.ours().hasSigned(jwt)) {
        return new Bearer.Malformed();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (claims.getAudience().stream().noneMatch(audiences::contains)) {
        return new Bearer.WrongAudience();
      }
      if (!clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
        return new Bearer.Expired();
      }
      return bearer(claims);
    } catch (ParseException | JOSEException e) {
      return new Bearer.Malformed();
    }
  }

  private static Bearer bearer(JWTClaimsSet claims) throws ParseException {
    String app = claims.getStringClaim(claims.getClaim("azp") == null ? "appid" : "azp");
    String scopes = claims.getStringClaim(SCOPES);
    if (scopes != null) {
      SignedIn who =
          new SignedIn(
              app,
              claims.getStringClaim("oid"),
              claims.getLongClaim(SESSION),
              claims.getStringListClaim("amr").contains("mfa"));
      return new Bearer.Person(who, Set.copyOf(Arrays.asList(scopes.split(" ", -1))));
    }
    List<String> roles = claims.getStringListClaim(PERMISSIONS);
    return new Bearer.Known(app, roles == null ? Set.of() : Set.copyOf(roles));
  }
}
