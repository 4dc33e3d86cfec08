package io.github.powerbigate.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.powerbigate.membership.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens as a test wants them, good or not, and the keys that sign them. Immutable. */
final class Signed {

  static final String ISSUER = "https://sign-in.example/realms/portal";
  static final String AUDIENCE = "portal";
  static final String NAME = "kim@example.org";

  static final RSAKey FIRST_KEY = rsa("key-1", 2048);
  static final RSAKey SECOND_KEY = rsa("key-2", 2048);
  static final RSAKey STRANGERS_KEY = rsa("key-1", 2048);
  static final ECKey ELLIPTIC_KEY = elliptic();

  private final Map<String, Object> header;
  private final Map<String, Object> claims;

  private Signed(Map<String, Object> header, Map<String, Object> claims) {
    this.header = header;
    this.claims = claims;
  }

  /** An access token as Keycloak issues it now, good for five minutes. */
  static Signed keycloaks(Instant now) {
    return new Signed(Map.of(), Map.of())
        .head("alg", "RS256")
        .head("typ", "JWT")
        .head("kid", "key-1")
        .with("iss", ISSUER)
        .with("aud", List.of("account", AUDIENCE))
        .with("typ", "Bearer")
        .with("azp", AUDIENCE)
        .with("sub", "5b5c3d2e-0000-4000-8000-000000000001")
        .with("preferred_username", NAME)
        .issued(now, Duration.ofMinutes(5));
  }

  static Signed keycloaks(FakeClock clock) {
    return keycloaks(clock.instant());
  }

  Signed with(String claim, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(claims);
    more.put(claim, value);
    return new Signed(header, more);
  }

  Signed without(String claim) {
    Map<String, Object> less = new LinkedHashMap<>(claims);
    less.remove(claim);
    return new Signed(header, less);
  }

  Signed issued(Instant at, Duration life) {
    return with("iat", at.getEpochSecond()).with("exp", at.plus(life).getEpochSecond());
  }

  Signed head(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(header);
    more.put(name, value);
    return new Signed(more, claims);
  }

  Signed headless(String name) {
    Map<String, Object> less = new LinkedHashMap<>(header);
    less.remove(name);
    return new Signed(less, claims);
  }

  /** Signed by the first key. */
  String text() {
    return by(FIRST_KEY);
  }

  String by(JWK key) {
    return by(key, key instanceof ECKey ? "ES256" : "RS256");
  }

  String by(JWK key, String algorithm) {
    return raw(
        JSONObjectUtils.toJSONString(header), JSONObjectUtils.toJSONString(claims), key, algorithm);
  }

  /** Without a signature that anybody made. */
  String unsigned(String signature) {
    return Base64URL.encode(JSONObjectUtils.toJSONString(header))
        + "."
        + Base64URL.encode(JSONObjectUtils.toJSONString(claims))
        + "."
        + signature;
  }

  /** Signs whatever these are. */
  static String raw(String header, String claims) {
    return raw(header, claims, FIRST_KEY, "RS256");
  }

  /** The claims as they are written. */
  String claimsText() {
    return JSONObjectUtils.toJSONString(claims);
  }

  /** The JWK set that shows these. */
  static String shown(JWK... keys) {
    return "{\"keys\":["
        + String.join(
            ",", List.of(keys).stream().map(key -> key.toPublicJWK().toJSONString()).toList())
        + "]}";
  }

  static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey elliptic() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).keyID("key-e").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String raw(String header, String claims, JWK key, String algorithm) {
    String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
    try {
      JWSSigner signer =
          key instanceof ECKey elliptic
              ? new ECDSASigner(elliptic)
              : new RSASSASigner(key.toRSAKey());
      Base64URL signature =
          signer.sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), input.getBytes(US_ASCII));
      return input + "." + signature;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
