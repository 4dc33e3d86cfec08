package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Where tokens come from. Implementations are thread-safe. */
interface AppTokens {

  /**
   * Requests a token, without blocking.
   *
   * @param scope for which service
   * @param patience how long it may take
   * @return completes with a token, or fails with {@link Ended}
   */
  CompletableFuture<Token> request(String scope, Duration patience);
}
