package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one probe found. Immutable. */
public sealed interface Finding {

  /** What it complains of, if the question was not answered; else null. */
  default @Nullable Trouble trouble() {
    return null;
  }

  /** How long the service asks to be left alone, or null if it does not. */
  default @Nullable Duration retryAfter() {
    return null;
  }

  /**
   * The user is a member.
   *
   * @param createdAt when the user's directory object was created, or null if unknown
   * @param invitationPending whether a guest has still to accept the invitation
   */
  record Ready(@Nullable Instant createdAt, boolean invitationPending) implements Finding {}

  /**
   * A clean negative: Microsoft answered, and the user is not a member (yet).
   *
   * @param cause what is missing
   * @param invitationPending whether a guest has still to accept the invitation
   */
  record NotYet(Cause cause, boolean invitationPending) implements Finding {
    /**
     * @throws NullPointerException if cause is null
     */
    public NotYet {
      requireNonNull(cause, "cause is null");
    }
  }

  /** Power BI lets the user in: asked in the user's own name, it opened the workspace. */
  record Proven() implements Finding {}

  /**
   * Power BI looks anew at what the user may see, or cannot be made to.
   *
   * @param quiet how long not to ask Power BI anything in the user's name
   * @param trouble why it cannot be made to, for the log; else null
   */
  record Refreshed(Duration quiet, @Nullable Trouble trouble) implements Finding {
    /**
     * @throws NullPointerException if quiet is null
     */
    public Refreshed {
      requireNonNull(quiet, "quiet is null");
    }
  }

  /**
   * The user's own token is of no use, so that nothing can be asked in the user's name.
   *
   * @param trouble for the log
   */
  record TokenRefused(Trouble trouble) implements Finding {
    /**
     * @throws NullPointerException if trouble is null
     */
    public TokenRefused {
      requireNonNull(trouble, "trouble is null");
    }
  }

  /**
   * Waiting cannot help this user.
   *
   * @param cause what stands in the way
   */
  record Blocked(Cause cause) implements Finding {
    /**
     * @throws NullPointerException if cause is null
     */
    public Blocked {
      requireNonNull(cause, "cause is null");
    }
  }

  /**
   * Microsoft asks for fewer questions.
   *
   * @param retryAfter how long to leave the service alone, or null if it did not say
   * @param trouble for the log
   */
  record Throttled(@Nullable Duration retryAfter, Trouble trouble) implements Finding {
    /**
     * @throws NullPointerException if trouble is null
     */
    public Throttled {
      requireNonNull(trouble, "trouble is null");
    }
  }

  /**
   * No answer, no answer in time, or none that means anything.
   *
   * @param retryAfter how long to leave the service alone, or null if it did not say
   * @param trouble for the log
   */
  record Unavailable(@Nullable Duration retryAfter, Trouble trouble) implements Finding {
    /**
     * @throws NullPointerException if trouble is null
     */
    public Unavailable {
      requireNonNull(trouble, "trouble is null");
    }
  }

  /**
   * The gate or its application registration is set up wrongly.
   *
   * @param trouble for the log
   */
  record Misconfigured(Trouble trouble) implements Finding {
    /**
     * @throws NullPointerException if trouble is null
     */
    public Misconfigured {
      requireNonNull(trouble, "trouble is null");
    }

    /** Whether earlier negatives in the same wait meant nothing: the group was never there. */
    public boolean voidsNegatives() {
      return trouble.cause() == Cause.GROUP_MISSING || trouble.cause() == Cause.GROUP_HIDDEN;
    }
  }
}
