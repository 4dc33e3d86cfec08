package io.github.powerbigate.membership;

import java.util.concurrent.CompletableFuture;

/** Asks Microsoft about one user. Implementations are safe for use by many threads. */
public interface MembershipProbe {

  /**
   * Asks, without blocking the caller.
   *
   * @param question about whom, and until when
   * @return completes with the finding. Trouble is a finding, not an exception; whoever asks still
   *     treats an exception, and a deadline that passes, as {@link Finding.Unavailable}. Once the
   *     caller cancels or completes it, no further step is begun and a call under way is given up.
   */
  CompletableFuture<Finding> ask(Question question);

  /**
   * Tells that nothing more is to be asked in a user's own name, for now.
   *
   * @param user whose name
   */
  default void done(UserId user) {}
}
