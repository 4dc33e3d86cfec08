package io.github.powerbigate.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fault of the ID tokens that are issued now; one at a time. Thread-safe. */
public final class IdTokenFaults {
  private @Nullable IdTokenFault fault;
  private int left;

  IdTokenFaults() {}

  /** Spoils every ID token until {@link #clear}. */
  public void play(IdTokenFault what) {
    play(what, Integer.MAX_VALUE);
  }

  /** Spoils the next ID tokens, so many of them. */
  public synchronized void play(IdTokenFault what, int times) {
    fault = what;
    left = times;
  }

  /** Lets ID tokens be good again. */
  public synchronized void clear() {
    fault = null;
  }

  synchronized Optional<IdTokenFault> take() {
    Optional<IdTokenFault> now = Optional.ofNullable(fault);
    if (now.isPresent() && --left <= 0) {
      fault = null;
    }
    return now;
  }
}
