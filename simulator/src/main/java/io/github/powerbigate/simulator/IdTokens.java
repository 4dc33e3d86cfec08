package io.github.powerbigate.simulator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.world.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/** Issues ID tokens (Microsoft facts §3.1), good ones or as a fault wants them. Thread-safe. */
final class IdTokens {
  private static final String STRANGE = "f0f0f0f0-0000-4000-8000-000000000001";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final InstantSource clock;
  private final String tenantId;
  private final String entraOrigin;
  private final IdTokenFaults faults;

  IdTokens(InstantSource clock, String tenantId, String entraOrigin, IdTokenFaults faults) {
    this.clock = clock;
    this.tenantId = tenantId;
    this.entraOrigin = entraOrigin;
    this.faults = faults;
  }

  /** The issuer of this tenant, as its metadata names it. */
  String issuer() {
    return issuer(tenantId);
  }

  /** Empty if a fault wants none. */
  Optional<String> issue(User user, String clientId, Optional<String> nonce) {
    Optional<IdTokenFault> fault = faults.take();
    JWTClaimsSet good = claims(user, clientId, nonce);
    return fault.isEmpty() ? Optional.of(SigningKey.ours().sign(good)) : spoiled(good, fault.get());
  }

  private JWTClaimsSet claims(User user, String clientId, Optional<String> nonce) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(clientId)
            .subject(TokenNames.subject(user, clientId))
            .claim("tid", tenantId)
            .claim("oid", user.id())
            .claim("name", user.displayName())
            .claim("preferred_username", TokenNames.signInName(user))
            .claim("ver", "2.0")
            .claim("simulator", true);
    nonce.ifPresent(value -> claims.claim("nonce", value));
    return at(claims, clock.instant()).build();
  }

  private Optional<String> spoiled(JWTClaimsSet good, IdTokenFault fault) {
    JWTClaimsSet.Builder draft = new JWTClaimsSet.Builder(good);
    Instant now = clock.instant();
    return switch (fault) {
      case MISSING -> Optional.empty();
      case NO_SIGNATURE -> Optional.of(new PlainJWT(good).serialize());
      case SYMMETRIC_SIGNATURE -> Optional.of(signedWithOurPublicKey(good));
      case ANOTHERS_KEY -> Optional.of(SigningKey.ofAStranger().sign(good));
      case UNKNOWN_KEY -> Optional.of(SigningKey.ofAStranger().sign(good, "stranger"));
      case OTHER_NONCE -> signed(draft.claim("nonce", "another-sign-in"));
      case NO_NONCE -> signed(draft.claim("nonce", null));
      case OTHER_TENANT -> signed(draft.claim("tid", STRANGE));
      case OTHER_PERSON -> signed(draft.claim("oid", STRANGE));
      case OTHER_AUDIENCE -> signed(draft.audience(STRANGE));
      case OTHER_ISSUER -> signed(draft.issuer(issuer(STRANGE)).claim("tid", STRANGE));
      case EXPIRED -> signed(at(draft, now.minus(LIFETIME).minus(LIFETIME)));
      case NOT_YET_GOOD -> signed(at(draft, now.plus(LIFETIME)));
    };
  }

  private static Optional<String> signed(JWTClaimsSet.Builder claims) {
    return Optional.of(SigningKey.ours().sign(claims.build()));
  }

  /** What a validator accepts that lets the token say how it is to be checked. */
  private static String signedWithOurPublicKey(JWTClaimsSet claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(SigningKey.ID).build();
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(new MACSigner(SigningKey.ours().publicKey().getEncoded()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet.Builder at(JWTClaimsSet.Builder claims, Instant issued) {
    return claims
        .issueTime(Date.from(issued))
        .notBeforeTime(Date.from(issued))
        .expirationTime(Date.from(issued.plus(LIFETIME)));
  }

  private String issuer(String tenant) {
    return entraOrigin + "/" + tenant + "/v2.0";
  }
}
