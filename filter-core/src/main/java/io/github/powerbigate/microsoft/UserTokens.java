package io.github.powerbigate.microsoft;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

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

  /** By the digest of the user's own token. */
  private final Memory<Token> held;

  /**
   * @param powerBiScope the scope of an app-only Power BI token
   * @param timer drops what nobody asks for again
   */
  UserTokens(
      EntraTokens entra, String powerBiScope, ScheduledExecutorService timer, InstantSource clock) {
    this.entra = entra;
    this.timer = timer;
    this.scope = permission(powerBiScope);
    this.clock = clock;
    this.held = new Memory<>(MOST, HELD_FOR, clock);
  }

  /**
   * The one permission that the gate asks a user for, by its whole name.
   *
   * @param powerBiScope the scope of an app-only Power BI token
   */
  static String permission(String powerBiScope) {
    String resource =
        powerBiScope.endsWith(DEFAULT)
            ? powerBiScope.substring(0, powerBiScope.length() - DEFAULT.length())
            : powerBiScope;
    return resource + PERMISSION;
  }

  /** The Power BI token of whoever the assertion speaks of; fails with {@link Ended}. */
  CompletableFuture<String> of(Assertion assertion, Attempt attempt) {
    String key = key(assertion);
    Token known = held.recall(key);
    if (known != null && clock.instant().isBefore(known.renewAt())) {
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
    held.forget(key(assertion));
  }

  private void keep(String key, Token token) {
    held.remember(key, token);
    tidyLater(held, timer);
  }

  /** Nobody may ever ask again for what was held just now. */
  static void tidyLater(Memory<?> held, ScheduledExecutorService timer) {
    try {
      var unused =
          timer.schedule(held::tidy, HELD_FOR.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // All is closed, and nobody will.
      held.clear();
    }
  }

  private static String key(Assertion assertion) {
    return ConnectionKey.digest(assertion.value().getBytes(StandardCharsets.UTF_8));
  }
}
