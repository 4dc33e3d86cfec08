package io.github.powerbigate.diagnosis;

import io.github.powerbigate.membership.Cause.Actor;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far this machine's clock is from Microsoft's, by the {@code Date} of an answer, which is good
 * to the second and no better.
 */
public final class ClockSkew {

  private static final Duration LARGEST_UNTOLD = Duration.ofMinutes(1);
  private static final Duration LARGEST_BORNE = Duration.ofMinutes(5);

  private ClockSkew() {}

  /**
   * Compares.
   *
   * @param theirs the time in an answer, or null if it said none
   * @param now this machine's time when it came
   */
  public static Check check(@Nullable Instant theirs, Instant now) {
    if (theirs == null) {
      return Check.warn(
          Subject.CLOCK,
          "Microsoft's answer said no time, so this machine's clock was not compared",
          "compare it by hand",
          Actor.ADMINISTRATOR);
    }
    Duration skew = Duration.between(theirs, now);
    Duration size = skew.abs();
    String told =
        "this machine's clock is "
            + (size.toMinutes() < 1 ? size.toSeconds() + " s" : size.toMinutes() + " min")
            + (skew.isNegative() ? " behind" : " ahead of")
            + " Microsoft's";
    if (size.compareTo(LARGEST_UNTOLD) <= 0) {
      return Check.pass(Subject.CLOCK, told);
    }
    String remedy = "set it right, best by NTP";
    return size.compareTo(LARGEST_BORNE) <= 0
        ? Check.warn(Subject.CLOCK, told, remedy, Actor.ADMINISTRATOR)
        : Check.fail(
            Subject.CLOCK,
            told + ": certificates' assertions and users' tokens look expired or not yet good",
            remedy,
            Actor.ADMINISTRATOR);
  }
}
