package io.github.powerbigate;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.PollLimit;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.page.Languages;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Stand.InPlace;
import io.github.powerbigate.ticket.Tickets;
import io.github.powerbigate.ticket.Tickets.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the gate itself answers under the guarded address: the status, the way past, the choice of a
 * language. Never the application. Every reference to ourselves is query-only, never built from the
 * request's path or host. Thread-safe.
 */
final class GateResources {

  /** How long the way past on a page is good for a browser that needs a ticket. */
  private static final Duration LINK_LIFE = Duration.ofMinutes(10);

  private final GateSettings settings;
  private final AccessGate gate;
  private final GateAnswers answers;
  private final Languages languages;
  private final Tickets tickets;
  private final PollLimit limit;
  private final RequestJournal journal;
  private final InstantSource clock;

  GateResources(
      GateSettings settings,
      AccessGate gate,
      GateAnswers answers,
      Languages languages,
      Tickets tickets,
      PollLimit limit,
      RequestJournal journal,
      InstantSource clock) {
    this.settings = settings;
    this.gate = gate;
    this.answers = answers;
    this.languages = languages;
    this.tickets = tickets;
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
    if (query.resource() == GateQuery.Resource.NONE) {
      return chooseLanguage(request, query);
    }
    if (query.resource() == GateQuery.Resource.UNKNOWN || !Caller.isGetOrHead(request)) {
      return notFound();
    }
    if (name == null) {
      return signedOut();
    }
    return query.resource() == GateQuery.Resource.STATUS
        ? status(request, query, key)
        : open(request, query, key);
  }

  /** The language to answer in. */
  String language(HttpServletRequest request) {
    return languages.choose(
        null, Caller.languageCookie(request), request.getHeader("Accept-Language"));
  }

  /** The query of the way past, where it is offered. */
  @Nullable String openQuery(
      HttpServletRequest request, GateQuery query, Standing standing, String key) {
    if (!standing.offersWayPast()) {
      return null;
    }
    String open = query.with(GateQuery.NAME, "open");
    // A browser that says where its requests come from needs no ticket.
    return Caller.tellsItsSite(request)
        ? open
        : open + "&" + GateQuery.TICKET + "=" + tickets.seal(Purpose.OPEN, key, "", LINK_LIFE);
  }

  /** The answer to a prefetch: no wait begins, and nobody is asked. */
  Answer tooEarly() {
    return answers.problem(
        409, "prefetch", "Not before somebody comes", "This address cannot be fetched ahead.");
  }

  /** The answer to somebody who is not signed in, where the gate refuses such people. */
  Answer refuseAnonymous(HttpServletRequest request, GateQuery query) {
    return Caller.isNavigation(request)
        ? answers.signInPage(language(request), query, clock.instant())
        : signedOut();
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
      return answers.status(Standing.passing(clock.instant()), language(request), null);
    }
    if (!limit.allows(key)) {
      return answers
          .problem(429, "too-many-checks", "Too many checks", "Ask once a second at most.")
          .with("Retry-After", "1");
    }
    UserId user = new UserId(settings.people().userForm(), key);
    Verdict verdict = gate.visit(user, Arrival.POLL);
    Standing standing = standing(verdict);
    return answers.status(standing, language(request), openQuery(request, query, standing, key));
  }

  private Answer open(HttpServletRequest request, GateQuery query, @Nullable String key) {
    boolean followed =
        key != null
            && Caller.isNavigation(request)
            && !Caller.isPrefetch(request)
            && isOwnLink(request, query, key);
    Verdict verdict = key == null || !followed ? null : gate.peek(key, clock.millis());
    if (key == null || verdict == null || !standing(verdict).offersWayPast()) {
      return toPage(query);
    }
    journal.openedAnyway(standing(verdict));
    if (settings.stand() instanceof InPlace target) {
      return Answer.of(302).with("Location", target.url());
    }
    gate.grantPass(new UserId(settings.people().userForm(), key));
    return toPage(query);
  }

  private boolean isOwnLink(HttpServletRequest request, GateQuery query, String key) {
    if (Caller.tellsItsSite(request)) {
      return Caller.isOwnLinkFollowed(request);
    }
    String ticket = query.ticket();
    return ticket != null
        && ticket.length() <= Tickets.LONGEST_IN_URL
        && tickets.open(Purpose.OPEN, ticket, key) != null;
  }

  private Answer chooseLanguage(HttpServletRequest request, GateQuery query) {
    String language = query.language();
    Answer answer = toPage(query);
    if (language == null || !languages.knows(language)) {
      return answer;
    }
    String secure = request.isSecure() ? "; Secure" : "";
    return answer.with(
        "Set-Cookie",
        Caller.LANGUAGE_COOKIE + "=" + language + "; Path=/; HttpOnly; SameSite=Lax" + secure);
  }

  private Standing standing(Verdict verdict) {
    return Standing.of(verdict, gate.rules(), settings.answers().openAnyway(), clock.instant());
  }

  private static Answer toPage(GateQuery query) {
    return Answer.of(303)
        .with("Location", "?" + query.rest())
        .with(GateAnswers.GATE_HEADER, "redirect");
  }

  /** The answer to what the gate does not know. */
  Answer notFound() {
    return answers.problem(
        404,
        "no-such-resource",
        "There is no such resource",
        "The gate does not know this request.");
  }

  private Answer signedOut() {
    return answers.problem(
        401, "signed-out", "Nobody is signed in", "Sign in to the portal, then come back.");
  }
}
