package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * When Microsoft was asked, and from when it may be asked again. Immutable.
 *
 * @param attempts how many answers in a row moved nothing forward; the pauses grow with it
 * @param askedAt when the last question began
 * @param askAgainAt the moment from which the next may begin
 * @param leased whether that moment is the end of a lease, that is, a question is under way
 */
public record Pace(int attempts, Instant askedAt, Instant askAgainAt, boolean leased) {

  /** A clock that was set back further than this makes a verdict due at once. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /**
   * @throws NullPointerException if an instant is null
   */
  public Pace {
    requireNonNull(askedAt, "askedAt is null");
    requireNonNull(askAgainAt, "askAgainAt is null");
  }

  /** The pace of somebody whom nobody has asked about: due now. */
  static Pace unasked(Instant now) {
    return new Pace(0, now, now, false);
  }

  /** The pace after an answer: the next question may begin when {@code pause} is over. */
  static Pace pausing(int attempts, Instant askedAt, Instant askAgainAt) {
    return new Pace(attempts, askedAt, askAgainAt, false);
  }

  /** The same moments, after so many attempts. */
  Pace after(int newAttempts) {
    return new Pace(newAttempts, askedAt, askAgainAt, leased);
  }

  /** The pace while a question is under way that began now. */
  Pace lease(Instant now, Duration length) {
    return new Pace(attempts, now, now.plus(length), true);
  }

  /**
   * Whether Microsoft may be asked.
   *
   * @param nowMillis the time, in milliseconds since the epoch: a number, because this is asked on
   *     every request of an admitted user and must not allocate
   */
  public boolean isDue(long nowMillis) {
    return nowMillis >= askAgainAt.toEpochMilli()
        || nowMillis < askedAt.toEpochMilli() - CLOCK_TOLERANCE.toMillis();
  }

  /** Whether this is the lease that {@code other} is. */
  boolean isLease(Pace other) {
    return leased
        && other.leased
        && askedAt.equals(other.askedAt)
        && askAgainAt.equals(other.askAgainAt);
  }
}
