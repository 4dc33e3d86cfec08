package io.github.powerbigate.simulator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Guid;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Issues access tokens and reads them again. The permissions in a token are those of the moment of
 * its issue. Thread-safe.
 */
final class Tokens {
  private static final String KEY_ID = "simulator";
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

  /** One key for all simulators of a process: making it takes longer than the rest of a start. */
  private static final class SigningKey {
    private static final KeyPair PAIR = make();

    private static KeyPair make() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has RSA", e);
      }
    }
  }

  /** A token, and how long it is good. */
  record Issued(String token, Duration lifetime) {}

  /** What the bearer of a token may do, or why the token is worth nothing. */
  sealed interface Bearer {
    /** The app that the token was issued to. */
    record Known(String clientId, Set<String> roles) implements Bearer {}

    /** Not one of our tokens. */
    record Malformed() implements Bearer {}

    /** Good once. */
    record Expired() implements Bearer {}

    /** Meant for another service. */
    record WrongAudience() implements Bearer {}
  }

  Issued issue(App app, String audience, Set<String> roles) {
    Instant now = clock.instant();
    Duration lifetime = settings.tokenLifetime().draw(random, 0);
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .audience(audience)
            .issuer(issuer)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .claim("appid", app.clientId())
            .claim("app_displayname", "simulator")
            .claim("idtyp", "app")
            .claim("tid", settings.tenantId())
            .claim("ver", "1.0")
            .claim("simulator", true)
            .jwtID(Guid.draw(random));
    if (!roles.isEmpty()) {
      claims.claim(PERMISSIONS, roles.stream().sorted().toList());
    }
    return new Issued(sign(claims.build()), lifetime);
  }

  Bearer read(String token, String audience) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!jwt.verify(new RSASSAVerifier((RSAPublicKey) SigningKey.PAIR.getPublic()))) {
        return new Bearer.Malformed();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (!claims.getAudience().contains(audience)) {
        return new Bearer.WrongAudience();
      }
      if (!clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
        return new Bearer.Expired();
      }
      List<String> roles = claims.getStringListClaim(PERMISSIONS);
      return new Bearer.Known(
          claims.getStringClaim("appid"), roles == null ? Set.of() : Set.copyOf(roles));
    } catch (ParseException | JOSEException e) {
      return new Bearer.Malformed();
    }
  }

  private String sign(JWTClaimsSet claims) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .type(JOSEObjectType.JWT)
                  .keyID(KEY_ID)
                  .build(),
              claims);
      jwt.sign(new RSASSASigner(SigningKey.PAIR.getPrivate()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
