package io.github.powerbigate;

import io.github.powerbigate.form.PostedForm.Lost;
import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.PollLimit;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.page.PageState;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Stand.AtRedirect;
import io.github.powerbigate.settings.GateSettings.Stand.BeforeRequest;
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
  private final WayPast wayPast;
  private final SignIn signIn;
  private final PollLimit limit;
  private final InstantSource clock;

  GateResources(
      GateSettings settings,
      UserSource users,
      AccessGate gate,
      GateAnswers answers,
      Holding holding,
      Onward onward,
      WayPast wayPast,
      SignIn signIn,
      PollLimit limit,
      InstantSource clock) {
    this.settings = settings;
    this.users = users;
    this.gate = gate;
    this.answers = answers;
    this.holding = holding;
    this.onward = onward;
    this.wayPast = wayPast;
    this.signIn = signIn;
    this.limit = limit;
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
    Answer forAnybody = forAnybody(request, query);
    if (forAnybody != null) {
      return forAnybody;
    }
    if (query.isOfSignIn()) {
      return signIn.answer(request, query, name, key);
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

  /** Answers one of whom it cannot be told who they are, and who has to wait until it can. */
  Answer answerUntold(HttpServletRequest request, GateQuery query) {
    Answer answer = forAnybody(request, query);
    if (answer != null) {
      return answer;
    }
    if (postsKeptForm(request)) {
      return WayBack.to(query.links(), request);
    }
    if (query.resource() != GateQuery.Resource.STATUS) {
      return holding.holdUntold(request, Caller.wantsPage(request), query.links());
    }
    answer = unlessPoll(request, query);
    if (answer != null) {
      return answer;
    }
    Standing standing = holding.standing(Standing.unknown(clock.instant()));
    return answers.status(standing, holding.language(request), null, self(query));
  }

  /** What does not depend on who asks; null if nothing does. */
  private @Nullable Answer forAnybody(HttpServletRequest request, GateQuery query) {
    if (Caller.hasSuspiciousPath(request)) {
      return answers.problem(
          400, "bad-path", "This address is not well formed", "Use a plain path.");
    }
    if (!isKnown(request, query)) {
      return notFound();
    }
    return query.resource() != GateQuery.Resource.STATUS && choosesLanguage(request, query)
        ? holding.remembering(request, query.language(), WayBack.to(query.links(), request))
        : null;
  }

  /** Whether a page of ours is to be shown in another language: by a link, or by its kept form. */
  boolean choosesLanguage(HttpServletRequest request, GateQuery query) {
    return query.language() != null && (Caller.isNavigation(request) || postsKeptForm(request));
  }

  private boolean postsKeptForm(HttpServletRequest request) {
    return settings.stand() instanceof BeforeRequest && Caller.isFormPost(request);
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
    return answers.fault();
  }

  /** Nobody is asked, and whoever has a page open goes on. */
  Answer switchedOff(HttpServletRequest request, GateQuery query, @Nullable String key) {
    boolean leadsOn = query.leadsOn() && settings.stand() instanceof AtRedirect;
    return leadsOn && isKnown(request, query)
        ? orExpired(request, query, key == null ? null : onward.goUnasked(request, query, key))
        : notFound();
  }

  private boolean isKnown(HttpServletRequest request, GateQuery query) {
    boolean redirects = settings.stand() instanceof AtRedirect;
    boolean reads = Caller.isGetOrHead(request);
    // What is too long for an address is posted by the page's own form, and so is a form it keeps.
    boolean posts = redirects && request.getMethod().equals("POST");
    return switch (query.resource()) {
      case NONE -> reads || postsKeptForm(request);
      case STATUS -> reads;
      case OPEN -> reads || posts || postsKeptForm(request);
      case GO -> redirects && (reads || posts);
      case SIGNED_IN, SIGN_IN, WITHOUT -> signIn.isOn() && request.getMethod().equals("GET");
      case UNKNOWN -> false;
    };
  }

  /** The answer to a request for the status that is not the page's own; null to one that is. */
  private @Nullable Answer unlessPoll(HttpServletRequest request, GateQuery query) {
    if (!Caller.isSameOriginOrSilent(request)) {
      return answers.problem(
          403, "cross-site", "Not from another site", "Only the page itself may ask.");
    }
    // Containers save the poll of a dead session and replay it after the sign-in: to the page then.
    if (Caller.isNavigation(request)) {
      return settings.stand() instanceof AtRedirect
          ? orExpired(request, query, null)
          : WayBack.to(query.links());
    }
    if (!Caller.isPoll(request)) {
      return answers.problem(
          403,
          "no-poll-header",
          "The header " + Caller.POLL_HEADER + " is missing",
          "Only the page itself may ask; it sends this header.");
    }
    return null;
  }

  /** The query of the page to which a window goes that shows the answer to a poll. */
  private String self(GateQuery query) {
    return settings.stand() instanceof AtRedirect
        ? "?" + GateQuery.joined(query.rest(), GateQuery.NAME, "go")
        : query.links().self();
  }

  private Answer status(HttpServletRequest request, GateQuery query, @Nullable String key) {
    Answer noPoll = unlessPoll(request, query);
    if (noPoll != null) {
      return noPoll;
    }
    String self = self(query);
    String language = holding.language(request);
    if (key == null) {
      return answers.status(Standing.passing(clock.instant()), language, null, self);
    }
    if (!limit.allows(key)) {
      return answers
          .problem(429, "too-many-checks", "Too many checks", "Ask once a second at most.")
          .with("Retry-After", "1");
    }
    Verdict verdict = gate.visit(users.user(key), Arrival.POLL, users.tokens(request, key));
    if (signIn.isDue(request, verdict, key)) {
      // Only a navigation can be led to the sign-in, and this is how the page is made to begin one.
      return answers
          .status(Standing.passing(clock.instant()), language, null, self)
          .with(GateAnswers.GATE_HEADER, answers.header("sign-in"));
    }
    Standing standing = holding.standing(verdict);
    return answers.status(
        standing, language, holding.openQuery(request, query.rest(), standing, key), self);
  }

  private Answer open(HttpServletRequest request, GateQuery query, @Nullable String key) {
    return settings.stand() instanceof AtRedirect
        ? orExpired(request, query, key == null ? null : onward.open(request, query, key))
        : wayPast.open(request, query, key);
  }

  /** A foreign, broken or expired ticket: nobody is told why, and the handler does not run. */
  private Answer orExpired(HttpServletRequest request, GateQuery query, @Nullable Answer answer) {
    if (answer != null) {
      return answer;
    }
    if (!Caller.wantsPage(request)) {
      return notFound();
    }
    Answer page =
        answers.bare(
            404,
            PageState.EXPIRED,
            "expired",
            holding.language(request),
            PageLinks.at(query.rest()),
            clock.instant());
    // The link must not tell the application's log of a ticket that may be good for another.
    return query.ticket() == null ? page : page.with("Referrer-Policy", "no-referrer");
  }

  private Answer signInPage(HttpServletRequest request, GateQuery query) {
    return answers.bare(
        401,
        PageState.SIGNED_OUT,
        "anonymous",
        holding.language(request),
        postsKeptForm(request) ? PageLinks.at(query.rest(), new Lost()) : query.links(),
        clock.instant());
  }

  private Answer signedOut() {
    return answers.problem(
        401, "signed-out", "Nobody is signed in", "Sign in to the portal, then come back.");
  }
}
