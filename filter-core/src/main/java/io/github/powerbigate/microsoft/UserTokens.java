package io.github.powerbigate.microsoft;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Power BI tokens in users' names, got on the users' behalf. Held for a short time and not for many
 * users, in this map alone; refresh tokens are neither asked for nor kept. Thread-safe.
 */
final class UserTokens {

  static final int MOST = 1000;
  static final Duration HELD_FOR = Duration.ofMinutes(15);

  /** The only permission of Power BI that the gate asks a user for. */
  private static final String PERMISSION = "/Workspace.Read.All";

  private static final String DEFAULT = "/.default";

  private final EntraTokens entra;
  private final String scope;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;

  /** By the digest of the user's own token, in the order got; guarded by itself. */
  private final Map<String, Held> held = new LinkedHashMap<>();

  /**
   * @param powerBiScope the scope of an app-only Power BI token
   * @param timer drops what nobody asks for again
   */
  UserTokens(
      EntraTokens entra, String powerBiScope, ScheduledExecutorService timer, InstantSource clock) {
    this.entra = entra;
    this.timer = timer;
    String resource =
        powerBiScope.endsWith(DEFAULT)
            ? powerBiScope.substring(0, powerBiScope.length() - DEFAULT.length())
            : powerBiScope;
    this.scope = resource + PERMISSION;
    this.clock = clock;
  }

  /** The Power BI token of whoever the assertion speaks of; fails with {@link Ended}. */
  CompletableFuture<String> of(Assertion assertion, Attempt attempt) {
    String key = key(assertion);
    Token known = recall(key);
    if (known != null) {
      return CompletableFuture.completedFuture(known.value());
    }
    return attempt
        .step(Asked.ENTRA_USER, () -> entra.onBehalfOf(assertion.value(), scope, attempt))
        .thenApply(
            token -> {
              keep(key, token);
              return token.value();
            });
  }

  /** It is not needed any more, or of no use. */
  void drop(Assertion assertion) {
    synchronized (held) {
      held.remove(key(assertion));
    }
  }

  private @Nullable Token recall(String key) {
    synchronized (held) {
      Held found = held.get(key);
      Instant now = clock.instant();
      if (found == null) {
        return null;
      }
      boolean fits =
          !now.isBefore(found.since)
              && now.isBefore(found.since.plus(HELD_FOR))
              && now.isBefore(found.token.renewAt());
      if (!fits) {
        held.remove(key);
      }
      return fits ? found.token : null;
    }
  }

  private void keep(String key, Token token) {
    synchronized (held) {
      Instant now = clock.instant();
      held.remove(key);
      if (held.size() >= MOST) {
        held.remove(held.keySet().iterator().next());
      }
      Held kept = new Held(token, now);
      held.put(key, kept);
      try {
        var unused =
            timer.schedule(() -> drop(key, kept), HELD_FOR.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // All is closed, and nobody will ask again.
        held.remove(key);
      }
    }
  }

  private void drop(String key, Held kept) {
    synchronized (held) {
      held.remove(key, kept);
    }
  }

  private static String key(Assertion assertion) {
    return ConnectionKey.digest(assertion.value().getBytes(StandardCharsets.UTF_8));
  }

  /** No record: see {@code membership.Stored}. */
  private static final class Held {
    private final Token token;
    private final Instant since;

    Held(Token token, Instant since) {
      this.token = token;
      this.since = since;
    }
  }
}
