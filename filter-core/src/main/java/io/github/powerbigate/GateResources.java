package io.github.powerbigate;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.PollLimit;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.page.PageState;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Stand.AtRedirect;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the gate itself answers under the guarded address: the status, the way on and past, the
 * choice of a language. Never the application. Every reference to ourselves is query-only, never
 * built from the request's path or host. Thread-safe.
 */
final class GateResources {

  private final GateSettings settings;
  private final UserSource users;
  private final AccessGate gate;
  private final GateAnswers answers;
  private final Holding holding;
  private final Onward onward;
  private final Passage passage;
  private final PollLimit limit;
  private final RequestJournal journal;
  private final InstantSource clock;

  GateResources(
      GateSettings settings,
      UserSource users,
      AccessGate gate,
      GateAnswers answers,
      Holding holding,
      Onward onward,
      Passage passage,
      PollLimit limit,
      RequestJournal journal,
      InstantSource clock) {
    this.settings = settings;
    this.users = users;
    this.gate = gate;
    this.answers = answers;
    this.holding = holding;
    this.onward = onward;
    this.passage = passage;
    this.limit = limit;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Answers a request for one of the gate's own resources.
   *
   * @param name what the portal calls the user, or null if nobody is signed in
   * @param key the user's canonical name, or null if there is none
   */
  Answer answer(
      HttpServletRequest request, GateQuery query, @Nullable String name, @Nullable String key) {
    if (Caller.hasSuspiciousPath(request)) {
      return answers.problem(
          400, "bad-path", "This address is not well formed", "Use a plain path.");
    }
    if (!isKnown(request, query)) {
      return notFound();
    }
    if (query.language() != null
        && query.resource() != GateQuery.Resource.STATUS
        && Caller.isNavigation(request)) {
      return holding.remembering(request, query.language(), toPage(query));
    }
    if (name == null) {
      return query.resource() == GateQuery.Resource.STATUS || !Caller.wantsPage(request)
          ? signedOut()
          : signInPage(request, query);
    }
    return switch (query.resource()) {
      case STATUS -> status(request, query, key);
      case OPEN -> open(request, query, key);
      default -> orExpired(request, query, key == null ? null : onward.go(request, query, key));
    };
  }

  /** The answer to somebody who is not signed in, where the gate refuses such people. */
  Answer refuseAnonymous(HttpServletRequest request, GateQuery query) {
    return Caller.isNavigation(request) ? signInPage(request, query) : signedOut();
  }

  /** The answer to what the gate does not know. */
  Answer notFound() {
    return answers.problem(
        404,
        "no-such-resource",
        "There is no such resource",
        "The gate does not know this request.");
  }

  /** The answer at which the gate itself failed. */
  Answer fault() {
    return answers.problem(500, "internal", "The gate failed", "Try again.");
  }

  private boolean isKnown(HttpServletRequest request, GateQuery query) {
    boolean redirects = settings.stand() instanceof AtRedirect;
    boolean reads = Caller.isGetOrHead(request);
    // What is too long for an address is posted by the page's own form.
    boolean posts = redirects && request.getMethod().equals("POST");
    return switch (query.resource()) {
      case NONE, STATUS -> reads;
      case OPEN -> reads || posts;
      case GO -> redirects && (reads || posts);
      case UNKNOWN -> false;
    };
  }

  private Answer status(HttpServletRequest request, GateQuery query, @Nullable String key) {
    if (!Caller.isSameOriginOrSilent(request)) {
      return answers.problem(
          403, "cross-site", "Not from another site", "Only the page itself may ask.");
    }
    // Containers save the poll of a dead session and replay it after the sign-in: to the page then.
    if (Caller.isNavigation(request)) {
      return toPage(query);
    }
    if (!Caller.isPoll(request)) {
      return answers.problem(
          403,
          "no-poll-header",
          "The header " + Caller.POLL_HEADER + " is missing",
          "Only the page itself may ask; it sends this header.");
    }
    if (key == null) {
      return answers.status(Standing.passing(clock.instant()), holding.language(request), null);
    }
    if (!limit.allows(key)) {
      return answers
          .problem(429, "too-many-checks", "Too many checks", "Ask once a second at most.")
          .with("Retry-After", "1");
    }
    Verdict verdict = gate.visit(users.user(key), Arrival.POLL);
    Standing standing = holding.standing(verdict);
    return answers.status(
        standing,
        holding.language(request),
        holding.openQuery(request, query.rest(), standing, key));
  }

  private Answer open(HttpServletRequest request, GateQuery query, @Nullable String key) {
    if (settings.stand() instanceof AtRedirect) {
      return orExpired(request, query, key == null ? null : onward.open(request, query, key));
    }
    boolean followed =
        key != null
            && Caller.isNavigation(request)
            && !Caller.isPrefetch(request)
            && holding.isOwnLink(request, query, key);
    Verdict verdict = key == null || !followed ? null : gate.peek(key, clock.millis());
    if (key == null || verdict == null || !holding.standing(verdict).offersWayPast()) {
      return toPage(query);
    }
    journal.openedAnyway(holding.standing(verdict));
    if (passage.of(request) instanceof Answer there) {
      return there;
    }
    UserId user = users.user(key);
    gate.grantPass(user);
    return toPage(query);
  }

  /** A foreign, broken or expired ticket: nobody is told why, and the handler does not run. */
  private Answer orExpired(HttpServletRequest request, GateQuery query, @Nullable Answer answer) {
    if (answer != null) {
      return answer;
    }
    return Caller.wantsPage(request)
        ? answers.bare(
            404,
            PageState.EXPIRED,
            "expired",
            holding.language(request),
            PageLinks.at(query.rest()),
            clock.instant())
        : notFound();
  }

  private Answer signInPage(HttpServletRequest request, GateQuery query) {
    return answers.bare(
        401,
        PageState.SIGNED_OUT,
        "anonymous",
        holding.language(request),
        query.links(),
        clock.instant());
  }

  private static Answer toPage(GateQuery query) {
    return Answer.of(303)
        .with("Location", query.links().self())
        .with("Referrer-Policy", "no-referrer")
        .with(GateAnswers.GATE_HEADER, "redirect");
  }

  private Answer signedOut() {
    return answers.problem(
        401, "signed-out", "Nobody is signed in", "Sign in to the portal, then come back.");
  }
}
