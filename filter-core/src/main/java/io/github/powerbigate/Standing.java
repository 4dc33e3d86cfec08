package io.github.powerbigate;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.GateRules;
import io.github.powerbigate.membership.Pace;
import io.github.powerbigate.membership.Reference;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.membership.Verdict.Refuse;
import io.github.powerbigate.membership.Verdict.Wait;
import io.github.powerbigate.page.PageState;
import io.github.powerbigate.settings.GateSettings.OpenAnyway;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a user stands at one moment, in the words of the page and the JSON. Immutable.
 *
 * @param verdict the verdict behind it
 * @param state the state that page and JSON show
 * @param now the moment
 * @param offersWayPast whether "Open Power BI anyway" is offered
 */
record Standing(Verdict verdict, PageState state, Instant now, boolean offersWayPast) {

  /** How often a page asks while a question is under way, or about to be. */
  private static final int SOON = 1;

  static Standing of(Verdict verdict, GateRules rules, OpenAnyway openAnyway, Instant now) {
    PageState state = state(verdict, rules, now);
    return new Standing(verdict, state, now, offersWayPast(verdict, rules, openAnyway, now));
  }

  /** The verdict on somebody of whom it cannot be told who they are. */
  static Verdict unknown(Instant now) {
    return new Checking(false, new Pace(0, now, now, false));
  }

  /** How somebody stands whom the gate lets pass without asking. */
  static Standing passing(Instant now) {
    Verdict verdict = new Admit(Admit.Basis.UNCONFIRMED, null, new Pace(0, now, now, false));
    return new Standing(verdict, PageState.READY, now, false);
  }

  private static PageState state(Verdict verdict, GateRules rules, Instant now) {
    if (verdict instanceof Wait wait) {
      return switch (rules.phase(wait, now)) {
        case OVERDUE -> PageState.OVERDUE;
        case SLOW -> PageState.SLOW;
        case USUAL -> usual(wait.cause());
      };
    }
    if (verdict instanceof Admit admit) {
      // The limit let somebody in of whom nobody knows: the page says so before it goes on.
      return admit.basis() == Admit.Basis.OVERDUE ? PageState.OVERDUE : PageState.READY;
    }
    return verdict instanceof Refuse ? PageState.NOT_ENTITLED : PageState.CHECKING;
  }

  private static PageState usual(Cause cause) {
    if (!cause.isTrouble()) {
      return PageState.WAITING;
    }
    return cause.actor() == Cause.Actor.ADMINISTRATOR
        ? PageState.MISCONFIGURED
        : PageState.UNAVAILABLE;
  }

  private static boolean offersWayPast(
      Verdict verdict, GateRules rules, OpenAnyway openAnyway, Instant now) {
    if (openAnyway == OpenAnyway.NEVER) {
      return false;
    }
    if (verdict instanceof Wait wait) {
      if (wait.asUser() != null) {
        // Somebody who looked now would have Power BI keep the old picture.
        return false;
      }
      GateRules.Phase phase = rules.phase(wait, now);
      return phase == GateRules.Phase.OVERDUE
          || (phase == GateRules.Phase.SLOW && openAnyway == OpenAnyway.SLOW);
    }
    return verdict instanceof Refuse;
  }

  boolean isReady() {
    return verdict instanceof Admit;
  }

  boolean isRefused() {
    return verdict instanceof Refuse;
  }

  /** The reference, where there is a wait or a refusal. */
  @Nullable String reference() {
    Reference reference = null;
    if (verdict instanceof Wait wait) {
      reference = wait.reference();
    } else if (verdict instanceof Refuse refuse) {
      reference = refuse.reference();
    }
    return reference == null ? null : reference.value();
  }

  /** Why, where there is a wait or a refusal. */
  @Nullable Cause cause() {
    if (verdict instanceof Wait wait) {
      return wait.cause();
    }
    return verdict instanceof Refuse refuse ? refuse.cause() : null;
  }

  /** Since when, where there is a wait or a refusal. */
  @Nullable Instant since() {
    if (verdict instanceof Wait wait) {
      return wait.since();
    }
    return verdict instanceof Refuse refuse ? refuse.since() : null;
  }

  /** When Microsoft last answered the question, where it did and it matters. */
  @Nullable Instant checkedAt() {
    return verdict instanceof Wait wait ? wait.seen().answeredAt() : null;
  }

  boolean invitationPending() {
    return verdict instanceof Wait wait && wait.seen().invitationPending();
  }

  boolean isRemoved() {
    return verdict instanceof Wait wait && wait.seen().removed();
  }

  boolean isAccountDisabled() {
    return verdict instanceof Refuse refuse && refuse.cause() == Cause.ACCOUNT_DISABLED;
  }

  /** Whether the user has been seen not to be a member for longer than usual. */
  boolean isLongAndInVain() {
    return (state == PageState.SLOW || state == PageState.OVERDUE)
        && verdict instanceof Wait wait
        && wait.seen().negative()
        && !wait.seen().removed();
  }

  /** When to ask again, in whole seconds. */
  int retryAfterSeconds() {
    if (verdict instanceof Checking
        || verdict.pace().leased()
        || verdict.pace().isDue(now.toEpochMilli())) {
      return SOON;
    }
    long millis = Duration.between(now, verdict.pace().askAgainAt()).toMillis();
    return (int) Math.min(Integer.MAX_VALUE, Math.max(SOON, (millis + 999) / 1000));
  }

  private String admitted() {
    boolean unconfirmed =
        verdict instanceof Admit admit && admit.basis() == Admit.Basis.UNCONFIRMED;
    return unconfirmed ? "unconfirmed" : "admitted";
  }

  /** What the header {@code X-PowerBI-Gate} says. */
  String header() {
    String word = isRefused() ? "refused" : isReady() ? admitted() : state.code();
    String reference = reference();
    Cause cause = cause();
    return reference == null || cause == null
        ? word
        : word + "; ref=" + reference + "; cause=" + cause.code();
  }
}
