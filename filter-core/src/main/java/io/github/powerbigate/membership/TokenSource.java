package io.github.powerbigate.membership;

import org.jspecify.annotations.Nullable;

/** Where one request has a token of its user's, looked up only if the due stage needs one. */
@FunctionalInterface
public interface TokenSource {

  /** The source of a request that brings none. */
  TokenSource NONE = () -> null;

  /** The token, or null if there is none. */
  @Nullable UserToken token();

  /** Whether it is no fault of anybody's that there is none. */
  default boolean mayBeMissing() {
    return false;
  }

  /** Whether there may be one by the next question, so that nothing is decided without it. */
  default boolean mayStillCome() {
    return false;
  }
}
