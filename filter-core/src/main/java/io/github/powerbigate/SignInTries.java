package io.github.powerbigate;

import io.github.powerbigate.microsoft.Memory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How often somebody has been sent to sign in: once without being shown anything, once with what
 * Entra ID has to ask, and again only when they want to. Then the wait goes on without. Bounded;
 * thread-safe.
 */
final class SignInTries {

  /** A silent one takes a second or two; then its browser never got there, or never came back. */
  static final Duration SILENT_TAKES = Duration.ofSeconds(30);

  /** As long as a sign-in may take. */
  static final Duration SHOWN_TAKES = Duration.ofMinutes(10);

  private static final int MOST = 10_000;

  /** Of a double click and of several tabs each request may be the one whose answer counts. */
  private static final int SILENT_AT_MOST = 3;

  private static final int AGAIN_AT_MOST = 5;

  private final Memory<Tried> memory;
  private final InstantSource clock;

  /** What becomes of a request. */
  enum Step {
    /** It is led away, and nothing is shown. */
    SILENT,
    /** The person has been led away, and is to say whether to try again. */
    UNFINISHED,
    /** Another request was led away a moment ago, or all is tried. */
    NOTHING
  }

  /** Of one person; guarded by the tries. */
  private static final class Tried {
    private int silent;
    private int again;
    private boolean shown;
    private boolean over;
    private Instant last;

    Tried(Instant last) {
      this.last = last;
    }
  }

  SignInTries(InstantSource clock) {
    this.clock = clock;
    memory = new Memory<>(MOST, SHOWN_TAKES.plusMinutes(5), clock);
  }

  /** Whether somebody has not been led away yet. */
  synchronized boolean isUntried(String key) {
    return memory.recall(key) == null;
  }

  /** Whether a sign-in of somebody may still come to an end. */
  synchronized boolean mayEnd(String key) {
    Tried tried = memory.recall(key);
    return tried == null || isUnderWay(tried);
  }

  /** Begins the silent one, if that is what is due. */
  synchronized Step begin(String key) {
    Tried tried = of(key);
    if (tried.over) {
      return Step.NOTHING;
    }
    if (tried.shown) {
      return isUnderWay(tried) ? Step.UNFINISHED : Step.NOTHING;
    }
    if (tried.silent >= SILENT_AT_MOST) {
      return Step.NOTHING;
    }
    tried.silent++;
    note(key, tried);
    return Step.SILENT;
  }

  /**
   * Begins the one in which something is shown, once.
   *
   * @return false if that has been
   */
  synchronized boolean show(String key) {
    Tried tried = of(key);
    if (tried.shown || tried.over) {
      return false;
    }
    tried.shown = true;
    note(key, tried);
    return true;
  }

  /**
   * Begins it again, since the person wants to.
   *
   * @return false if that has been often enough
   */
  synchronized boolean again(String key) {
    Tried tried = of(key);
    if (tried.again >= AGAIN_AT_MOST) {
      return false;
    }
    tried.again++;
    tried.shown = true;
    tried.over = false;
    note(key, tried);
    return true;
  }

  /** No more is tried. */
  synchronized void settle(String key) {
    Tried tried = of(key);
    tried.over = true;
    note(key, tried);
  }

  private Tried of(String key) {
    Tried tried = memory.recall(key);
    return tried == null ? new Tried(clock.instant()) : tried;
  }

  private void note(String key, Tried tried) {
    tried.last = clock.instant();
    memory.remember(key, tried);
  }

  private boolean isUnderWay(Tried tried) {
    if (tried.over) {
      return false;
    }
    Duration since = Duration.between(tried.last, clock.instant()).abs();
    return since.compareTo(tried.shown ? SHOWN_TAKES : SILENT_TAKES) < 0;
  }
}
