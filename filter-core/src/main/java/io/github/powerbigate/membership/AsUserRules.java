package io.github.powerbigate.membership;

import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Refreshed;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.membership.Verdict.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rules of the Power BI stage. Pure, immutable and thread-safe.
 *
 * <p>Power BI keeps a picture of its own of what each user may see, which no question but one in
 * the user's own name shows. Whoever comes here is a member already, so this stage only ever
 * delays: what cannot be asked, or not in time, admits.
 */
final class AsUserRules {

  private static final Set<Cause> SPOKEN_BY_POWER_BI =
      Collections.unmodifiableSet(
          EnumSet.of(Cause.POWER_BI_STALE, Cause.NO_LICENCE, Cause.GROUP_WITHOUT_ROLE));

  private final GateTimings timings;
  private final Pauses pauses;

  AsUserRules(GateTimings timings, Pauses pauses) {
    this.timings = timings;
    this.pauses = pauses;
  }

  /** The stage begins, at once: whoever nothing is known of yet must not see the page for it. */
  static Verdict begin(Verdict now, Wait wait, Seen seen, Instant at) {
    AsUser begun = AsUser.begun(seen.isFresh(), at);
    Pace due = Pace.pausing(0, Pauses.began(now, at), at);
    return now instanceof Checking checking && !seen.isFresh()
        ? new Checking(checking.fresh(), begun, due)
        : wait.next(Cause.SETTLING, seen, begun, due);
  }

  /** Whether Power BI itself has spoken, rather than Graph. */
  static boolean speaks(NotYet notYet) {
    return SPOKEN_BY_POWER_BI.contains(notYet.cause());
  }

  /** Power BI does not let the user in: it is made to look anew, once, and asked again. */
  Verdict stale(Wait wait, NotYet notYet, Instant at, Chance chance) {
    AsUser before = wait.asUser();
    if (before == null || isOver(wait, at)) {
      return unproved(at);
    }
    AsUser next = before.stale();
    Pace pace =
        next.next() == Stage.REFRESH
            ? Pace.pausing(0, Pauses.began(wait, at), at)
            : pauses.next(wait, null, at, chance);
    return wait.next(notYet.cause(), wait.seen().answered(at), next, pace);
  }

  /** Power BI looks anew: it is left alone for as long as that takes. */
  Verdict refreshed(Wait wait, Refreshed refreshed, Instant at) {
    AsUser before = wait.asUser();
    if (before == null) {
      return wait;
    }
    Pace pace = Pace.pausing(0, Pauses.began(wait, at), at.plus(refreshed.quiet()));
    return wait.next(Cause.POWER_BI_STALE, wait.seen().answered(at), before.looking(), pace);
  }

  /**
   * The pace after trouble. Power BI counts each user's calls for itself, so its Retry-After is
   * this wait's alone; but it never outlasts the stage.
   */
  Pace pause(Verdict now, Finding finding, Instant at, Chance chance) {
    Pace pace = pauses.next(now, null, at, chance);
    AsUser asUser = now.asUser();
    Duration retryAfter = finding.retryAfter();
    Duration longest = timings.asUserFor();
    if (asUser == null || longest == null || retryAfter == null) {
      return pace;
    }
    Instant allowed = at.plus(retryAfter);
    Instant end = asUser.since().plus(longest);
    Instant again = allowed.isAfter(end) ? end : allowed;
    return again.isAfter(pace.askAgainAt())
        ? Pace.pausing(pace.attempts(), pace.askedAt(), again)
        : pace;
  }

  /** Whether the stage has lasted as long as it may. */
  boolean isOver(Verdict now, Instant at) {
    AsUser asUser = now.asUser();
    Duration longest = timings.asUserFor();
    return asUser != null
        && (longest == null || GateRules.elapsed(asUser.since(), at).compareTo(longest) >= 0);
  }

  /** A member of whom nothing more can be asked goes through. */
  Admit unproved(Instant at) {
    return GateRules.admit(Admit.Basis.UNPROVED, at, timings.admitFor());
  }
}
