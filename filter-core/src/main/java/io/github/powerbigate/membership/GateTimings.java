package io.github.powerbigate.membership;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every length of time and number that the rules know. Immutable.
 *
 * @param admitFor how long an admission stands until the next look
 * @param refusedFor how long a refusal stands until the next look
 * @param confirmations how many answers in an unbroken run admit a fresh user
 * @param stableFor how long that run must last
 * @param firstPause the first pause between two probes of one waiting user
 * @param longestPause the longest
 * @param slowAfter when a wait takes longer than usual
 * @param propagationLimit when a wait ends
 * @param admitWhenOverdue whether it ends in admission ({@code whenOverdue})
 * @param admitWhenUnavailable whether trouble admits ({@code whenUnavailable})
 * @param unavailableGrace how long trouble must last before it admits
 * @param probeTimeout how long one probe may take
 * @param asUserFor how long the Power BI stage may last; null if there is none
 */
public record GateTimings(
    Duration admitFor,
    Duration refusedFor,
    int confirmations,
    Duration stableFor,
    Duration firstPause,
    Duration longestPause,
    Duration slowAfter,
    Duration propagationLimit,
    boolean admitWhenOverdue,
    boolean admitWhenUnavailable,
    Duration unavailableGrace,
    Duration probeTimeout,
    @Nullable Duration asUserFor) {

  /** The documented defaults. */
  public static final GateTimings DEFAULT =
      new GateTimings(
          Duration.ofHours(1),
          Duration.ofMinutes(5),
          3,
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          Duration.ofSeconds(15),
          Duration.ofMinutes(10),
          Duration.ofMinutes(65),
          true,
          true,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          null);
}
