package io.github.powerbigate.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JWSVerifier;
import io.github.powerbigate.token.Reading.CannotTell;
import io.github.powerbigate.token.Reading.Named;
import io.github.powerbigate.token.Reading.Nobody;
import io.github.powerbigate.token.Reading.Reason;
import io.github.powerbigate.token.TokenRules.Algorithm;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads who the user is from a signed token. The libraries' own processing accepts a token without
 * expiry, issuer or audience; here every check is written out. Never blocks: keys are fetched in
 * the background, from construction on. Thread-safe; shares nothing with other gates.
 */
public final class TokenReader implements AutoCloseable {

  /** Longest token that is looked at, in characters. */
  public static final int LONGEST = 16 * 1024;

  private final TokenRules rules;
  private final InstantSource clock;
  private final Map<String, Issuer> issuers;
  private final Map<String, KeyRing> rings;
  private final Remembered remembered = new Remembered();

  /**
   * Begins to fetch the issuers' keys.
   *
   * @param rules which tokens are believed
   * @param documents fetches keys and metadata
   * @param clock tells the time; its time may be set back
   * @throws NullPointerException if an argument is null
   */
  public TokenReader(TokenRules rules, Documents documents, InstantSource clock) {
    this.rules = requireNonNull(rules, "rules is null");
    this.clock = requireNonNull(clock, "clock is null");
    requireNonNull(documents, "documents is null");
    this.issuers =
        rules.issuers().stream().collect(Collectors.toMap(Issuer::name, Function.identity()));
    this.rings = rings(rules, documents, clock);
  }

  /** One for each issuer; but one for all where one address has all keys. */
  private static Map<String, KeyRing> rings(
      TokenRules rules, Documents documents, InstantSource clock) {
    URI given = rules.keys();
    List<Issuer> issuers = rules.issuers();
    if (given == null) {
      return issuers.stream()
          .collect(
              Collectors.toMap(
                  Issuer::name,
                  issuer -> new KeyRing(new KeySource(documents, issuer, null), clock)));
    }
    KeyRing common = new KeyRing(new KeySource(documents, issuers.get(0), given), clock);
    return issuers.stream().collect(Collectors.toMap(Issuer::name, issuer -> common));
  }

  /**
   * Reads a token.
   *
   * @param token any text
   * @param fromSession whether it comes from the application's session, which vouches for it past
   *     its expiry; a token from a header never counts past that
   * @return whom it names; never throws because of what the token is
   * @throws NullPointerException if the token is null
   */
  public Reading read(String token, boolean fromSession) {
    if (token.length() > LONGEST) {
      return new Nobody(Reason.TOO_LARGE);
    }
    try {
      return examined(token, fromSession ? rules.sessionGrace() : Duration.ZERO);
    } catch (ParseException | RuntimeException e) {
      // Their messages repeat what stands in the token: they go nowhere.
      return new Nobody(Reason.MALFORMED);
    }
  }

  /**
   * Reads an ID token that answers a sign-in of the gate's own.
   *
   * @param nonce what the sign-in was begun with
   * @throws NullPointerException if an argument is null
   */
  public Reading readAnswer(String token, String nonce) {
    requireNonNull(nonce, "nonce is null");
    Reading reading = read(token, false);
    return reading instanceof Named && !nonce.equals(nonceIn(token))
        ? new Nobody(Reason.NONCE)
        : reading;
  }

  private static @Nullable String nonceIn(String token) {
    try {
      return SignedToken.parse(token).claims().text("nonce");
    } catch (ParseException e) {
      return null;
    }
  }

  /** Fetches no keys from now on. Idempotent. */
  @Override
  public void close() {
    rings.values().forEach(KeyRing::close);
  }

  private Reading examined(String text, Duration grace) throws ParseException {
    long now = clock.instant().getEpochSecond();
    byte[] digest = sha256(text);
    String known = remembered.name(digest, now);
    if (known != null) {
      return new Named(known);
    }
    SignedToken token = SignedToken.parse(text);
    Algorithm algorithm = token.algorithm(rules.algorithms());
    if (algorithm == null) {
      return new Nobody(Reason.ALGORITHM);
    }
    if (!token.isOfKnownType()) {
      return new Nobody(Reason.TYPE);
    }
    String stated = token.claims().text("iss");
    Issuer issuer = stated == null ? null : issuers.get(stated);
    if (issuer == null) {
      return new Nobody(Reason.ISSUER);
    }
    // Before the signature, which costs more: and what no key could save is no reason to fetch one.
    Reason objection = ClaimRules.objection(rules, issuer, token, now, grace);
    if (objection != null) {
      return new Nobody(objection);
    }
    return verified(token, algorithm, requireNonNull(rings.get(issuer.name())), digest, now);
  }

  private Reading verified(
      SignedToken token, Algorithm algorithm, KeyRing ring, byte[] digest, long now) {
    Keys keys = ring.keys();
    if (keys == null) {
      return new CannotTell();
    }
    List<JWSVerifier> fitting = keys.fitting(algorithm, token.keyId());
    if (fitting.isEmpty()) {
      ring.missed();
      return new Nobody(Reason.UNKNOWN_KEY);
    }
    if (!token.isSignedByOneOf(fitting)) {
      return new Nobody(Reason.SIGNATURE);
    }
    Claims claims = token.claims();
    String name = requireNonNull(claims.text(rules.claim()));
    @Nullable Long expiry = claims.seconds("exp");
    if (expiry != null && now < expiry) {
      remembered.add(digest, name, now, expiry, ring, keys);
    }
    return new Named(name);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
