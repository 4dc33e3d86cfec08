package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.Misconfigured;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Proven;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Finding.Refreshed;
import io.github.powerbigate.membership.Finding.Throttled;
import io.github.powerbigate.membership.Finding.TokenRefused;
import io.github.powerbigate.membership.Finding.Unavailable;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Admit.Basis;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.membership.Verdict.Refuse;
import io.github.powerbigate.membership.Verdict.Wait;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Every rule: which verdict follows from which finding. Pure, immutable and thread-safe.
 *
 * <p>One yes proves little. Replicas of Entra ID lag and flap, and the first question often comes
 * milliseconds after the application's own write; so a fresh user is admitted only by an unbroken
 * run of positives. One no proves little either about somebody who was a member a minute ago. And
 * no answer at all must not keep out a person against whom nothing speaks.
 */
public final class GateRules {

  /** So many clean negatives, over so long a time, take an admission back. */
  private static final int NEGATIVES_AGAINST_A_MEMBER = 3;

  private static final Duration NEGATIVE_RUN_AGAINST_A_MEMBER = Duration.ofMinutes(5);

  private final GateTimings timings;
  private final Pauses pauses;
  private final AsUserRules asUser;

  /**
   * @param timings the lengths and numbers that the rules know
   * @throws NullPointerException if timings is null
   */
  public GateRules(GateTimings timings) {
    this.timings = requireNonNull(timings, "timings is null");
    this.pauses = new Pauses(timings);
    this.asUser = new AsUserRules(timings, pauses);
  }

  /** How far a wait has come. */
  public enum Phase {
    /** It is as long as waits usually are. */
    USUAL,
    /** It takes longer than usual. */
    SLOW,
    /** It has passed its limit. */
    OVERDUE
  }

  /** How far this wait has come. */
  public Phase phase(Wait wait, Instant at) {
    Duration length = elapsed(wait.since(), at);
    if (length.compareTo(timings.propagationLimit()) >= 0) {
      return Phase.OVERDUE;
    }
    return length.compareTo(timings.slowAfter()) >= 0 ? Phase.SLOW : Phase.USUAL;
  }

  /** How long it is from one instant to another; never negative, even if the clock ran back. */
  public static Duration elapsed(Instant from, Instant to) {
    return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
  }

  /** Whether the Power BI stage has lasted as long as it may. */
  boolean isProofOverdue(Verdict now, Instant at) {
    return asUser.isOver(now, at);
  }

  /** The verdict on a member of whom nothing more can be asked. */
  Verdict unproved(Instant at) {
    return asUser.unproved(at);
  }

  /**
   * The verdict that follows.
   *
   * @param now the verdict that stands
   * @param finding what the probe found
   * @param at when
   * @param chance the randomness that this decision may use
   */
  Verdict next(Verdict now, Finding finding, Instant at, Chance chance) {
    if (finding instanceof Ready ready) {
      return ready(now, ready, at, chance);
    }
    if (finding instanceof NotYet notYet) {
      return notYet(now, notYet, at, chance);
    }
    if (finding instanceof Blocked blocked) {
      return blocked(now, blocked, at, chance);
    }
    if (finding instanceof Proven) {
      return admit(Basis.MEMBER, at, timings.admitFor());
    }
    if (finding instanceof Refreshed refreshed) {
      return now.asUser() == null
          ? later(now, refreshed, at, chance)
          : asUser.refreshed(waitOf(now, at, chance), refreshed, at);
    }
    if (finding instanceof TokenRefused) {
      return asUser.unproved(at);
    }
    if (finding instanceof Unavailable || finding instanceof Throttled) {
      // A refusal rests on an answer; silence does not overturn it.
      return now instanceof Refuse
          ? later(now, finding, at, chance)
          : troubled(now, finding, at, chance);
    }
    if (finding instanceof Misconfigured) {
      return troubled(now, finding, at, chance);
    }
    throw new AssertionError(finding);
  }

  private Verdict ready(Verdict now, Ready ready, Instant at, Chance chance) {
    if (now instanceof Admit) {
      return admit(Basis.MEMBER, at, timings.admitFor());
    }
    Wait wait = waitOf(now, at, chance);
    Seen seen = wait.seen().positive(isYoung(ready, at), ready.invitationPending(), at);
    Run run = requireNonNull(seen.positives());
    if (!seen.isFresh() || run.reaches(timings.confirmations(), timings.stableFor(), at)) {
      return timings.asUserFor() == null
          ? admit(Basis.MEMBER, at, timings.admitFor())
          : AsUserRules.begin(now, wait, seen, at);
    }
    // The backoff is kept, not begun anew: where replicas disagree, each new run is another chance
    // to be admitted too early, so a broken run is followed by a longer pause.
    Pace pace = pauses.after(now, 1, null, at, chance).after(now.pace().attempts());
    return wait.next(Cause.SETTLING, seen, null, pace);
  }

  private Verdict notYet(Verdict now, NotYet notYet, Instant at, Chance chance) {
    if (now.asUser() != null && AsUserRules.speaks(notYet)) {
      return asUser.stale(waitOf(now, at, chance), notYet, at, chance);
    }
    boolean wasMember = now instanceof Admit admitted && admitted.basis().isMembership();
    if (now instanceof Admit admit && admit.basis() == Basis.OVERDUE) {
      return later(now, notYet, at, chance);
    }
    if (now instanceof Admit admit && admit.basis().isMembership()) {
      Run negatives = Run.extend(admit.negatives(), at);
      if (!speaksAgainstAMember(negatives, at)) {
        return stay(admit, negatives, at, chance);
      }
    }
    Wait wait = waitOf(now, at, chance);
    Seen seen = wait.seen().negative(wasMember, notYet.invitationPending(), at);
    Cause cause = seen.removed() ? Cause.REMOVED : notYet.cause();
    Pace pace = pauses.next(now, null, at, chance);
    return limited(wait.next(cause, seen, null, pace), at);
  }

  private Verdict blocked(Verdict now, Blocked blocked, Instant at, Chance chance) {
    if (now instanceof Admit admit && admit.basis().isMembership()) {
      Run negatives = Run.extend(admit.negatives(), at);
      if (!speaksAgainstAMember(negatives, at)) {
        return stay(admit, negatives, at, chance);
      }
    }
    Wait wait = waitOf(now, at, chance);
    Pace pace = Pace.pausing(0, at, at.plus(timings.refusedFor()));
    boolean again = now instanceof Refuse refused && !refused.since().isAfter(at);
    Instant since = again ? ((Refuse) now).since() : wait.since();
    boolean fresh = wait.seen().isFresh();
    return new Refuse(wait.reference(), since, blocked.cause(), fresh, wait.onePass(), pace);
  }

  /** Nobody could answer; the cause says why. */
  private Verdict troubled(Verdict now, Finding finding, Instant at, Chance chance) {
    if (now instanceof Admit) {
      return later(now, finding, at, chance);
    }
    Wait wait = waitOf(now, at, chance);
    Seen seen = seenIn(wait, finding, at);
    // Who is in this stage is a member: what is set up wrongly there keeps nobody out.
    if (asUser.isOver(now, at) || (now.asUser() != null && misconfigured(finding))) {
      return asUser.unproved(at);
    }
    if (admits(wait, seen, finding, at) && timings.admitWhenUnavailable()) {
      return now.asUser() == null
          ? admit(Basis.UNCONFIRMED, at, timings.longestPause())
          : asUser.unproved(at);
    }
    Cause cause = requireNonNull(finding.trouble(), "no trouble").cause();
    Pace pace =
        now.asUser() == null
            ? pauses.next(now, finding, at, chance)
            : asUser.pause(now, finding, at, chance);
    return limited(wait.next(cause, seen, wait.asUser(), pace), at);
  }

  private static Seen seenIn(Wait wait, Finding finding, Instant at) {
    if (finding instanceof Unavailable) {
      return wait.seen().unavailable(at);
    }
    return finding instanceof Misconfigured misconfigured
        ? wait.seen().misconfigured(misconfigured.voidsNegatives(), at)
        : wait.seen().throttled(at);
  }

  /**
   * Whether trouble lets this user in. One hiccup never does, however long the wait: an outage must
   * last for the grace, throttling (which can be provoked) for as long as a slow wait; and who is
   * fresh, or was seen not to be a member, waits until the wait is slow.
   */
  private boolean admits(Wait wait, Seen seen, Finding finding, Instant at) {
    if (lasts(seen.troubledSince(), timings.slowAfter(), at)) {
      return true;
    }
    boolean nothingSpeaksAgainst = !seen.isFresh() || phase(wait, at) != Phase.USUAL;
    return nothingSpeaksAgainst
        && (misconfigured(finding)
            || lasts(seen.unavailableSince(), timings.unavailableGrace(), at));
  }

  private static boolean misconfigured(Finding finding) {
    return finding instanceof Misconfigured;
  }

  private static boolean lasts(@Nullable Instant since, Duration length, Instant at) {
    return since != null && elapsed(since, at).compareTo(length) >= 0;
  }

  /** The wait that this verdict is, or the one that begins now. */
  private static Wait waitOf(Verdict now, Instant at, Chance chance) {
    if (now instanceof Wait wait) {
      // A clock set back must not make the wait as much longer.
      Instant since = wait.since().isAfter(at) ? at : wait.since();
      return new Wait(
          wait.reference(),
          since,
          wait.cause(),
          wait.seen(),
          wait.asUser() == null ? null : wait.asUser().notAfter(at),
          wait.onePass(),
          wait.pace());
    }
    boolean fresh =
        (now instanceof Checking checking && checking.fresh())
            || (now instanceof Refuse refused && refused.fresh());
    boolean onePass = now instanceof Refuse refuse && refuse.onePass();
    Reference reference = now instanceof Refuse refuse ? refuse.reference() : chance.reference();
    return new Wait(
        reference, at, Cause.SETTLING, Seen.nothing(fresh), now.asUser(), onePass, now.pace());
  }

  /** The wait, unless it has reached its limit and the limit admits. */
  private Verdict limited(Wait wait, Instant at) {
    return phase(wait, at) == Phase.OVERDUE && timings.admitWhenOverdue()
        ? admit(Basis.OVERDUE, at, timings.longestPause())
        : wait;
  }

  static Admit admit(Basis basis, Instant at, Duration until) {
    return new Admit(basis, null, Pace.pausing(0, at, at.plus(until)));
  }

  private Admit stay(Admit admit, Run negatives, Instant at, Chance chance) {
    return new Admit(admit.basis(), negatives, pauses.next(admit, null, at, chance));
  }

  /** The same verdict, asked about again when the next pause is over. */
  private Verdict later(Verdict now, Finding finding, Instant at, Chance chance) {
    return now.at(pauses.next(now, finding, at, chance));
  }

  private boolean isYoung(Ready ready, Instant at) {
    Instant createdAt = ready.createdAt();
    return createdAt != null && elapsed(createdAt, at).compareTo(timings.propagationLimit()) < 0;
  }

  private static boolean speaksAgainstAMember(Run negatives, Instant at) {
    return negatives.reaches(NEGATIVES_AGAINST_A_MEMBER, NEGATIVE_RUN_AGAINST_A_MEMBER, at);
  }
}
