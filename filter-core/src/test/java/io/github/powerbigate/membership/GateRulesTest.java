package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.Misconfigured;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Finding.Throttled;
import io.github.powerbigate.membership.Finding.Unavailable;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Admit.Basis;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.membership.Verdict.Refuse;
import io.github.powerbigate.membership.Verdict.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of rules, row by row: verdict now, finding, next verdict and its pause. */
class GateRulesTest {

  private static final Instant NOW = FakeClock.START;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Reference REFERENCE = new Reference("7F3K-92QM");
  private static final Reference OTHER = new Reference("0000-0000");
  private static final Chance CHANCE = new Chance(0, OTHER);
  private static final GateTimings DEFAULT = GateTimings.DEFAULT;
  private static final Instant OLD = NOW.minus(Duration.ofDays(400));

  private static final Finding READY = new Ready(OLD, false);
  private static final Finding READY_YOUNG = new Ready(NOW.minus(MINUTE), false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding BLOCKED = new Blocked(Cause.ACCOUNT_DISABLED);
  private static final Finding UNAVAILABLE = new Unavailable(null, trouble(Cause.UNAVAILABLE));
  private static final Finding THROTTLED = new Throttled(null, trouble(Cause.THROTTLED));
  private static final Finding MISCONFIGURED = new Misconfigured(trouble(Cause.CLIENT_SECRET));
  private static final Finding GROUP_MISSING = new Misconfigured(trouble(Cause.GROUP_MISSING));

  private static final Duration AFTER_THE_LIMIT = Duration.ofMinutes(66);
  private static final Duration AFTER_SLOW = Duration.ofMinutes(11);

  static Stream<Arguments> table() {
    return Stream.of(
        // now, finding, next, asked again after
        row(checking(), READY, "admit member", HOUR),
        row(checkingFresh(), READY, "wait settling", 2),
        row(checking(), READY_YOUNG, "wait settling", 2),
        row(checking(), NOT_YET, "wait not-in-group", 2),
        row(checking(), new NotYet(Cause.NOT_IN_DIRECTORY, false), "wait not-in-directory", 2),
        row(checking(), BLOCKED, "refuse account-disabled", Duration.ofMinutes(5)),
        row(checking(), UNAVAILABLE, "wait unavailable", 2),
        row(checking(), THROTTLED, "wait throttled", 2),
        row(checking(), MISCONFIGURED, "admit unconfirmed", 15),
        row(checkingFresh(), MISCONFIGURED, "wait client-secret", 2),

        // A fresh wait: an unbroken run of at least 3 answers over at least 20 s.
        row(waitRun(1, 2 * 19), READY, "wait settling", 2),
        row(waitRun(2, 19), READY, "wait settling", 2),
        row(waitRun(2, 20), READY, "admit member", HOUR),
        row(waitRun(9, 60), NOT_YET, "wait not-in-group", 2),
        row(waitRun(9, 60), UNAVAILABLE, "wait unavailable", 2),
        // A wait that began with an outage: nothing speaks against this user, so the first yes
        // counts.
        row(waitUnavailable(10), READY, "admit member", HOUR),
        row(waitUnavailable(10), READY_YOUNG, "wait settling", 2),

        // Not yet, and the backoff.
        row(waitNegative(MINUTE, 1), NOT_YET, "wait not-in-group", 4),
        row(waitNegative(MINUTE, 2), NOT_YET, "wait not-in-group", 8),
        row(waitNegative(MINUTE, 3), NOT_YET, "wait not-in-group", 15),
        row(waitNegative(MINUTE, 1_000_000), NOT_YET, "wait not-in-group", 15),
        row(waitNegative(AFTER_SLOW, 9), NOT_YET, "wait not-in-group", 15),
        row(waitNegative(AFTER_THE_LIMIT, 9), NOT_YET, "admit overdue", 15),
        row(waitNegative(MINUTE, 9), BLOCKED, "refuse account-disabled", Duration.ofMinutes(5)),

        // Nobody answers.
        row(waitUnavailable(29), UNAVAILABLE, "wait unavailable", 2),
        row(waitUnavailable(30), UNAVAILABLE, "admit unconfirmed", 15),
        row(waitUnavailableFresh(30), UNAVAILABLE, "wait unavailable", 2),
        row(waitUnavailableFresh(601), UNAVAILABLE, "admit unconfirmed", 15),
        row(waitNegative(MINUTE, 1), UNAVAILABLE, "wait unavailable", 4),
        // One hiccup lets nobody in, however long the wait.
        row(waitNegative(AFTER_SLOW, 9), UNAVAILABLE, "wait unavailable", 15),
        row(waitNegative(AFTER_SLOW, 9), THROTTLED, "wait throttled", 15),
        row(waitNegativeUnavailable(AFTER_SLOW, 29), UNAVAILABLE, "wait unavailable", 2),
        row(waitNegativeUnavailable(AFTER_SLOW, 30), UNAVAILABLE, "admit unconfirmed", 15),
        row(waitNegativeUnavailable(AFTER_SLOW, 30), THROTTLED, "wait throttled", 2),
        row(waitUnavailable(599), THROTTLED, "wait throttled", 2),
        row(waitUnavailable(601), THROTTLED, "admit unconfirmed", 15),
        row(waitNegative(MINUTE, 1), MISCONFIGURED, "wait client-secret", 4),
        row(waitNegative(AFTER_SLOW, 1), MISCONFIGURED, "admit unconfirmed", 15),
        row(waitNegative(MINUTE, 1), GROUP_MISSING, "admit unconfirmed", 15),

        // An admission is not taken back by one stray negative, nor by silence.
        row(admit(Basis.MEMBER), READY, "admit member", HOUR),
        row(admit(Basis.MEMBER), NOT_YET, "admit member", 2),
        row(admitAfterNegatives(1, 299), NOT_YET, "admit member", 2),
        row(admitAfterNegatives(1, 301), NOT_YET, "admit member", 2),
        row(admitAfterNegatives(2, 299), NOT_YET, "admit member", 2),
        row(admitAfterNegatives(2, 300), NOT_YET, "wait removed", 2),
        row(admitAfterNegatives(2, 300), READY, "admit member", HOUR),
        row(admitAfterNegatives(2, 299), BLOCKED, "admit member", 2),
        row(admitAfterNegatives(2, 300), BLOCKED, "refuse account-disabled", 300),
        row(admit(Basis.MEMBER), UNAVAILABLE, "admit member", 2),
        row(admit(Basis.MEMBER), THROTTLED, "admit member", 2),
        row(admit(Basis.MEMBER), MISCONFIGURED, "admit member", 2),
        row(admit(Basis.UNCONFIRMED), READY, "admit member", HOUR),
        row(admit(Basis.UNCONFIRMED), NOT_YET, "wait not-in-group", 2),
        row(admit(Basis.UNCONFIRMED), BLOCKED, "refuse account-disabled", 300),
        row(admit(Basis.UNCONFIRMED), UNAVAILABLE, "admit unconfirmed", 2),
        row(admit(Basis.OVERDUE), READY, "admit member", HOUR),
        row(admit(Basis.OVERDUE), NOT_YET, "admit overdue", 2),
        row(admit(Basis.OVERDUE), MISCONFIGURED, "admit overdue", 2),

        // A refusal rests on an answer.
        row(refuse(), READY, "admit member", HOUR),
        row(refuse(), NOT_YET, "wait not-in-group", 2),
        row(refuse(), BLOCKED, "refuse account-disabled", 300),
        row(refuse(), UNAVAILABLE, "refuse account-disabled", 2),
        row(refuse(), THROTTLED, "refuse account-disabled", 2),
        row(refuse(), MISCONFIGURED, "admit unconfirmed", 15));
  }

  @ParameterizedTest(name = "{0} + {1} → {2}, asked again after {3}")
  @MethodSource("table")
  void theTable(Verdict now, Finding finding, String next, Duration askedAgainAfter) {
    Verdict verdict = new GateRules(DEFAULT).next(now, finding, NOW, CHANCE);

    assertThat(describe(verdict)).isEqualTo(next);
    assertThat(Duration.between(NOW, verdict.pace().askAgainAt())).isEqualTo(askedAgainAfter);
    assertThat(verdict.pace().leased()).isFalse();
  }

  @Test
  void troubleWaitsWhereTheOperatorWantsItToWait() {
    GateRules rules = new GateRules(whenUnavailableWait());

    for (Finding finding : new Finding[] {UNAVAILABLE, THROTTLED, MISCONFIGURED}) {
      assertThat(describe(rules.next(waitUnavailable(3599), finding, NOW, CHANCE)))
          .startsWith("wait ");
    }
  }

  @Test
  void theLimitAdmitsEvenWhereTroubleDoesNot() {
    Verdict next =
        new GateRules(whenUnavailableWait())
            .next(waitNegative(AFTER_THE_LIMIT, 1), UNAVAILABLE, NOW, CHANCE);

    assertThat(describe(next)).isEqualTo("admit overdue");
  }

  @Test
  void aWaitPastItsLimitGoesOnWhereTheOperatorWantsItTo() {
    GateRules rules = new GateRules(whenOverdueWait());

    Verdict next = rules.next(waitNegative(AFTER_THE_LIMIT, 1), NOT_YET, NOW, CHANCE);

    assertThat(describe(next)).isEqualTo("wait not-in-group");
    assertThat(rules.phase((Wait) next, NOW)).isEqualTo(GateRules.Phase.OVERDUE);
  }

  @Test
  void aWaitKeepsItsReferenceAndItsBeginning() {
    Wait before = waitNegative(MINUTE, 1);

    Wait after = (Wait) new GateRules(DEFAULT).next(before, NOT_YET, NOW, CHANCE);

    assertThat(after.reference()).isEqualTo(REFERENCE);
    assertThat(after.since()).isEqualTo(before.since());
  }

  @Test
  void aRefusalThatIsLookedAtAgainKeepsItsReferenceAndItsBeginning() {
    Refuse before = refuse();

    Refuse after = (Refuse) new GateRules(DEFAULT).next(before, BLOCKED, NOW.plus(HOUR), CHANCE);

    assertThat(after.reference()).isEqualTo(before.reference());
    assertThat(after.since()).isEqualTo(before.since());
  }

  @Test
  void aWaitThatBeginsTakesTheReferenceThatWasDrawn() {
    Wait wait = (Wait) new GateRules(DEFAULT).next(checking(), NOT_YET, NOW, CHANCE);

    assertThat(wait.reference()).isEqualTo(OTHER);
    assertThat(wait.since()).isEqualTo(NOW);
  }

  @Test
  void alternatingThrottlingAndOutageOpensNothingBeforeSlow() {
    GateRules rules = new GateRules(DEFAULT);
    Verdict verdict = checking();
    Instant at = NOW;
    for (int i = 0; at.isBefore(NOW.plus(DEFAULT.slowAfter()).minus(MINUTE)); i++) {
      verdict = rules.next(verdict, i % 2 == 0 ? THROTTLED : UNAVAILABLE, at, CHANCE);
      assertThat(verdict).isInstanceOf(Wait.class);
      at = at.plus(Duration.ofSeconds(15));
    }
  }

  @Test
  void aShortRetryAfterStretchesThePauseAndALongOneDoesNot() {
    GateRules rules = new GateRules(DEFAULT);
    Finding minute = new Throttled(MINUTE, trouble(Cause.THROTTLED));
    Finding hour = new Throttled(HOUR, trouble(Cause.THROTTLED));

    assertThat(pause(rules.next(checking(), minute, NOW, CHANCE))).isEqualTo(MINUTE);
    assertThat(pause(rules.next(checking(), hour, NOW, CHANCE))).isEqualTo(SECOND.multipliedBy(2));
  }

  @Test
  void thePauseIsCountedFromTheBeginningOfTheQuestion() {
    Verdict leased = checking().at(Pace.unasked(NOW.minus(SECOND)).lease(NOW.minus(SECOND), HOUR));

    Verdict next = new GateRules(DEFAULT).next(leased, NOT_YET, NOW, CHANCE);

    assertThat(pause(next)).isEqualTo(SECOND);
  }

  @Test
  void aSlowAnswerMayBeAskedForAgainAtOnceButNotInThePast() {
    Verdict leased = checking().at(Pace.unasked(NOW.minus(MINUTE)).lease(NOW.minus(MINUTE), HOUR));

    Verdict next = new GateRules(DEFAULT).next(leased, NOT_YET, NOW, CHANCE);

    assertThat(next.pace().askAgainAt()).isEqualTo(NOW);
  }

  @Test
  void aClockSetBackMakesAWaitNotLongerAndARunNotFrozen() {
    GateRules rules = new GateRules(DEFAULT);
    Instant anHourAgo = NOW.minus(HOUR);

    Verdict wait = rules.next(waitRun(5, 10), READY, anHourAgo, CHANCE);
    assertThat(((Wait) wait).since()).isEqualTo(anHourAgo);
    wait = rules.next(wait, READY, anHourAgo.plusSeconds(10), CHANCE);
    wait = rules.next(wait, READY, anHourAgo.plusSeconds(20), CHANCE);

    assertThat(describe(wait)).isEqualTo("admit member");
  }

  @Test
  void aPendingInvitationMakesNobodyWaitAndIsRememberedForThePage() {
    GateRules rules = new GateRules(DEFAULT);

    assertThat(describe(rules.next(checking(), new Ready(OLD, true), NOW, CHANCE)))
        .isEqualTo("admit member");
    Wait wait = (Wait) rules.next(checking(), new NotYet(Cause.NOT_IN_GROUP, true), NOW, CHANCE);
    assertThat(wait.seen().invitationPending()).isTrue();
  }

  @Test
  void aRemovedMemberStaysRemovedWhileWaiting() {
    GateRules rules = new GateRules(DEFAULT);
    Verdict removed = rules.next(admitAfterNegatives(2, 300), NOT_YET, NOW, CHANCE);

    assertThat(describe(rules.next(removed, NOT_YET, NOW, CHANCE))).isEqualTo("wait removed");
    Verdict troubled = rules.next(removed, UNAVAILABLE, NOW, CHANCE);
    assertThat(describe(rules.next(troubled, NOT_YET, NOW, CHANCE))).isEqualTo("wait removed");
  }

  private static Arguments row(Verdict now, Finding finding, String next, Duration again) {
    return arguments(now, finding, next, again);
  }

  private static Arguments row(Verdict now, Finding finding, String next, int seconds) {
    return row(now, finding, next, Duration.ofSeconds(seconds));
  }

  static String describe(Verdict verdict) {
    if (verdict instanceof Admit admit) {
      return "admit " + admit.basis().name().toLowerCase(java.util.Locale.ROOT);
    }
    if (verdict instanceof Wait wait) {
      return "wait " + wait.cause().code();
    }
    return verdict instanceof Refuse refuse ? "refuse " + refuse.cause().code() : "checking";
  }

  private static Duration pause(Verdict verdict) {
    return Duration.between(NOW, verdict.pace().askAgainAt());
  }

  private static Pace due(int attempts) {
    return Pace.pausing(attempts, NOW, NOW);
  }

  private static Checking checking() {
    return new Checking(false, due(0));
  }

  private static Checking checkingFresh() {
    return new Checking(true, due(0));
  }

  private static Wait waiting(Instant since, Cause cause, Seen seen, int attempts) {
    return new Wait(REFERENCE, since, cause, seen, false, due(attempts));
  }

  private static Wait waitRun(int answers, int seconds) {
    Run run = new Run(NOW.minusSeconds(seconds), answers);
    Seen seen = new Seen(true, false, false, run, null, null, false, NOW);
    return waiting(NOW.minusSeconds(seconds), Cause.SETTLING, seen, 0);
  }

  private static Wait waitNegative(Duration length, int attempts) {
    Seen seen = new Seen(false, false, true, null, null, null, false, NOW);
    return waiting(NOW.minus(length), Cause.NOT_IN_GROUP, seen, attempts);
  }

  private static Wait waitUnavailable(int seconds) {
    Instant since = NOW.minusSeconds(seconds);
    Seen seen = new Seen(false, false, false, null, since, since, false, null);
    return waiting(since, Cause.UNAVAILABLE, seen, 0);
  }

  private static Wait waitNegativeUnavailable(Duration length, int seconds) {
    Instant since = NOW.minusSeconds(seconds);
    Seen seen = new Seen(false, false, true, null, since, since, false, NOW);
    return waiting(NOW.minus(length), Cause.UNAVAILABLE, seen, 0);
  }

  private static Wait waitUnavailableFresh(int seconds) {
    Instant since = NOW.minusSeconds(seconds);
    Seen seen = new Seen(true, false, false, null, since, since, false, null);
    return waiting(since, Cause.UNAVAILABLE, seen, 0);
  }

  private static Admit admit(Basis basis) {
    return new Admit(basis, null, due(0));
  }

  private static Admit admitAfterNegatives(int negatives, int seconds) {
    return new Admit(Basis.MEMBER, new Run(NOW.minusSeconds(seconds), negatives), due(0));
  }

  private static Refuse refuse() {
    return new Refuse(REFERENCE, NOW, Cause.ACCOUNT_DISABLED, false, false, due(0));
  }

  private static Trouble trouble(Cause cause) {
    return new Trouble(cause, "Words.", "code", null);
  }

  private static GateTimings whenUnavailableWait() {
    return with(true, false);
  }

  private static GateTimings whenOverdueWait() {
    return with(false, true);
  }

  private static GateTimings with(boolean admitWhenOverdue, boolean admitWhenUnavailable) {
    GateTimings d = DEFAULT;
    return new GateTimings(
        d.admitFor(),
        d.refusedFor(),
        d.confirmations(),
        d.stableFor(),
        d.firstPause(),
        d.longestPause(),
        d.slowAfter(),
        d.propagationLimit(),
        admitWhenOverdue,
        admitWhenUnavailable,
        d.unavailableGrace(),
        d.probeTimeout(),
        d.asUserFor());
  }
}
