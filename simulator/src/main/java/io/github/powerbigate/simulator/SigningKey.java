package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;

/**
 * A key that signs tokens. It is made at its first use, and is the same for all simulators of a
 * process: making one takes longer than the rest of a start. Immutable.
 */
final class SigningKey {
  /** The name under which {@link #ours} is published. */
  static final String ID = "simulator";

  private final KeyPair pair = make();

  private SigningKey() {}

  private static final class Ours {
    private static final SigningKey KEY = new SigningKey();
  }

  private static final class OfAStranger {
    private static final SigningKey KEY = new SigningKey();
  }

  /** The one that the simulator publishes. */
  static SigningKey ours() {
    return Ours.KEY;
  }

  /** One that nobody vouches for. */
  static SigningKey ofAStranger() {
    return OfAStranger.KEY;
  }

  String sign(JWTClaimsSet claims) {
    return sign(claims, ID);
  }

  /** Signs under any name, be it that of the key or not. */
  String sign(JWTClaimsSet claims, String keyId) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .type(JOSEObjectType.JWT)
                  .keyID(keyId)
                  .build(),
              claims);
      jwt.sign(new RSASSASigner(pair.getPrivate()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean hasSigned(SignedJWT jwt) throws JOSEException {
    return jwt.verify(new RSASSAVerifier(publicKey()));
  }

  RSAPublicKey publicKey() {
    return (RSAPublicKey) pair.getPublic();
  }

  /** The key set (RFC 7517) that holds this key alone, with the issuer as Microsoft adds it. */
  ObjectNode published(String issuer) {
    RSAKey key = new RSAKey.Builder(publicKey()).keyUse(KeyUse.SIGNATURE).keyID(ID).build();
    ObjectNode set = Json.object();
    ObjectNode shown = set.putArray("keys").addObject();
    key.toJSONObject().forEach((name, value) -> shown.put(name, String.valueOf(value)));
    shown.put("issuer", issuer);
    return set;
  }

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
