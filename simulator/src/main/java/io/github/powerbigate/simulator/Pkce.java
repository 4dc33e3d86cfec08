package io.github.powerbigate.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Proof Key for Code Exchange (RFC 7636), by S256 only. */
final class Pkce {
  private static final String CHALLENGE = "[A-Za-z0-9_-]{43}";
  private static final String VERIFIER = "[A-Za-z0-9._~-]{43,128}";

  private Pkce() {}

  /** Refuses {@code plain}, which Entra ID takes: a challenge that hides nothing is a mistake. */
  static void requireGood(String challenge, @Nullable String method) throws EntraRefusal {
    if (!"S256".equals(method) || !challenge.matches(CHALLENGE)) {
      throw new EntraRefusal(EntraError.WRONG_CHALLENGE, "");
    }
  }

  /** Whoever brings a verifier for a code without a challenge is wrong too. */
  static void requireMatch(Optional<String> challenge, @Nullable String verifier)
      throws EntraRefusal {
    Optional<String> proved = Optional.ofNullable(verifier).map(Pkce::challengeOf);
    if (!challenge.equals(proved)) {
      throw new EntraRefusal(EntraError.WRONG_VERIFIER, "");
    }
  }

  private static String challengeOf(String verifier) {
    if (!verifier.matches(VERIFIER)) {
      return "";
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
