package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.Guid;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The authorization codes and refresh tokens that are about. Thread-safe. */
final class Grants {
  /** Microsoft says "about 10 minutes" (identity-platform/v2-oauth2-auth-code-flow). */
  private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

  private final Random random;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Map<String, Refresh> refreshTokens = new ConcurrentHashMap<>();

  Grants(Random random) {
    this.random = random;
  }

  /** What a code is good for. */
  record Code(
      SignedIn who,
      AskedScopes asked,
      String redirectUri,
      Optional<String> nonce,
      Optional<String> challenge,
      Instant issued) {}

  /** What a refresh token is good for. */
  record Refresh(SignedIn who, AskedScopes asked) {}

  String coded(Code code) {
    String text = "1.C." + Guid.draw(random);
    codes.put(text, code);
    return text;
  }

  /** Takes a code, which is worth nothing from then on, whatever becomes of it. */
  Code take(String text, String clientId, Instant now) throws EntraRefusal {
    Code code = codes.get(text);
    if (code == null) {
      throw new EntraRefusal(EntraError.MALFORMED_GRANT, "");
    }
    if (!code.who().clientId().equalsIgnoreCase(clientId)) {
      throw new EntraRefusal(EntraError.ANOTHERS_GRANT, clientId);
    }
    if (!used.add(text)) {
      throw new EntraRefusal(EntraError.USED_CODE, "");
    }
    if (!now.isBefore(code.issued().plus(CODE_LIFETIME))) {
      throw new EntraRefusal(EntraError.EXPIRED_CODE, "");
    }
    return code;
  }

  String refreshable(Refresh grant) {
    String text = "1.R." + Guid.draw(random);
    refreshTokens.put(text, grant);
    return text;
  }

  /** A refresh token stays good when it is used. */
  Refresh refresh(String text, String clientId) throws EntraRefusal {
    Refresh grant = refreshTokens.get(text);
    if (grant == null) {
      throw new EntraRefusal(EntraError.MALFORMED_GRANT, "");
    }
    if (!grant.who().clientId().equalsIgnoreCase(clientId)) {
      throw new EntraRefusal(EntraError.ANOTHERS_GRANT, clientId);
    }
    return grant;
  }
}
