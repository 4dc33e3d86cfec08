package io.github.powerbigate.simulator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.world.App;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/** A JWT by which an app shows that it holds the key of a registered certificate. */
final class ClientAssertion {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

  /** Clocks differ; this much is forgiven. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final SignedJWT jwt;
  private final JWTClaimsSet claims;

  private ClientAssertion(SignedJWT jwt, JWTClaimsSet claims) {
    this.jwt = jwt;
    this.claims = claims;
  }

  static void check(String text, App app, String tokenEndpoint, Instant now) throws EntraRefusal {
    ClientAssertion assertion;
    try {
      SignedJWT parsed = SignedJWT.parse(text);
      assertion = new ClientAssertion(parsed, parsed.getJWTClaimsSet());
    } catch (ParseException e) {
      throw new EntraRefusal(EntraError.UNKNOWN_KEY, app.clientId());
    }
    assertion.check(app, tokenEndpoint, now);
  }

  private void check(App app, String tokenEndpoint, Instant now) throws EntraRefusal {
    if (!isSignedBy(app)) {
      throw new EntraRefusal(EntraError.UNKNOWN_KEY, app.clientId());
    }
    if (!app.clientId().equalsIgnoreCase(claims.getSubject())
        || !app.clientId().equalsIgnoreCase(claims.getIssuer())) {
      throw new EntraRefusal(EntraError.WRONG_ASSERTION_APP, app.clientId());
    }
    if (!claims.getAudience().contains(tokenEndpoint)) {
      throw new EntraRefusal(EntraError.WRONG_ASSERTION_AUDIENCE, tokenEndpoint);
    }
    Date expires = claims.getExpirationTime();
    Date begins = claims.getNotBeforeTime();
    boolean over = expires == null || !now.minus(SKEW).isBefore(expires.toInstant());
    boolean early = begins != null && now.plus(SKEW).isBefore(begins.toInstant());
    if (over || early) {
      throw new EntraRefusal(EntraError.OUTSIDE_ITS_TIME, "");
    }
  }

  private boolean isSignedBy(App app) {
    Optional<X509Certificate> named =
        app.certificates().stream().filter(this::isNamedInHeader).findFirst();
    if (named.isEmpty()
        || !ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
        || !(named.get().getPublicKey() instanceof RSAPublicKey key)) {
      return false;
    }
    try {
      return jwt.verify(new RSASSAVerifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  private boolean isNamedInHeader(X509Certificate certificate) {
    return isNamed("x5t#S256", certificate, "SHA-256") || isNamed("x5t", certificate, "SHA-1");
  }

  /**
   * Compares bytes, not spellings: Microsoft's own library writes its thumbprint in plain base64
   * with padding, where RFC 7515 §4.1.8 wants base64url. (Base64URL reads both.)
   */
  private boolean isNamed(String parameter, X509Certificate certificate, String algorithm) {
    Object value = jwt.getHeader().toJSONObject().get(parameter);
    return value != null
        && MessageDigest.isEqual(
            new Base64URL(value.toString()).decode(), thumbprint(certificate, algorithm));
  }

  private static byte[] thumbprint(X509Certificate certificate, String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
