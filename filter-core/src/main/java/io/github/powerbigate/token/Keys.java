package io.github.powerbigate.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.github.powerbigate.token.TokenRules.Algorithm;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that an issuer shows (RFC 7517): those of them that can verify a token. Immutable. */
final class Keys {

  private static final int SHORTEST_RSA_BITS = 2048;

  /** One of them. Nobody changes the set. */
  private record Key(@Nullable String id, Set<Algorithm> algorithms, JWSVerifier verifier) {}

  private final List<Key> keys;

  private Keys(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a JWK set. What cannot verify a token is left out: keys for encryption, of other kinds,
   * too short, or broken.
   *
   * @throws NoKeys if nothing is left, or this is no JWK set
   */
  static Keys parse(byte[] document) {
    List<Key> usable = new ArrayList<>();
    for (Map<String, Object> each : objects(document)) {
      Key key = key(each);
      if (key != null) {
        usable.add(key);
      }
    }
    if (usable.isEmpty()) {
      throw new NoKeys(NoKeys.NO_USABLE_KEY);
    }
    return new Keys(usable);
  }

  /**
   * Those that a token may be signed by.
   *
   * @param id which key the token says it is; null is good only where there is no choice
   */
  List<JWSVerifier> fitting(Algorithm algorithm, @Nullable String id) {
    List<JWSVerifier> fitting = new ArrayList<>();
    for (Key key : keys) {
      if (key.algorithms.contains(algorithm) && (id == null || id.equals(key.id))) {
        fitting.add(key.verifier);
      }
    }
    return id == null && fitting.size() > 1 ? List.of() : fitting;
  }

  private static List<Map<String, Object>> objects(byte[] document) {
    try {
      Map<String, Object>[] keys =
          JSONObjectUtils.getJSONObjectArray(
              JSONObjectUtils.parse(new String(document, UTF_8)), "keys");
      return keys == null ? List.of() : List.of(keys);
    } catch (ParseException | RuntimeException e) {
      throw new NoKeys(NoKeys.NOT_JSON);
    }
  }

  private static @Nullable Key key(Map<String, Object> object) {
    try {
      JWK key = JWK.parse(object);
      Set<KeyOperation> operations = key.getKeyOperations();
      boolean verifies =
          (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
              && (operations == null || operations.contains(KeyOperation.VERIFY));
      if (!verifies) {
        return null;
      }
      if (key instanceof RSAKey rsa && rsa.size() >= SHORTEST_RSA_BITS) {
        return new Key(
            key.getKeyID(),
            narrowed(Set.of(Algorithm.RS256, Algorithm.PS256), key),
            new RSASSAVerifier(rsa.toRSAPublicKey()));
      }
      if (key instanceof ECKey elliptic && Curve.P_256.equals(elliptic.getCurve())) {
        return new Key(
            key.getKeyID(),
            narrowed(Set.of(Algorithm.ES256), key),
            new ECDSAVerifier(elliptic.toECPublicKey()));
      }
      return null;
    } catch (ParseException | JOSEException | RuntimeException e) {
      // One odd key must not cost the others.
      return null;
    }
  }

  private static Set<Algorithm> narrowed(Set<Algorithm> possible, JWK key) {
    com.nimbusds.jose.Algorithm only = key.getAlgorithm();
    if (only == null) {
      return possible;
    }
    for (Algorithm each : possible) {
      if (each.isNamed(only.getName())) {
        return Set.of(each);
      }
    }
    return Set.of();
  }
}
