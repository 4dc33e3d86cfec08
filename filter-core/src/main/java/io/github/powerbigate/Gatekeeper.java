package io.github.powerbigate;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Anonymous;
import io.github.powerbigate.settings.GateSettings.Mode;
import io.github.powerbigate.settings.GateSettings.Stand.InPlace;
import io.github.powerbigate.settings.GateSettings.UserFrom;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one request: an answer of the gate's own, or null for "let it pass". Thread-safe.
 */
final class Gatekeeper {

  /** By this attribute of the request or the session the application says "granted just now". */
  private static final String GRANTED = "powerbigate.granted";

  private final GateSettings settings;
  private final AccessGate gate;
  private final GateAnswers answers;
  private final GateResources resources;
  private final RequestJournal journal;
  private final InstantSource clock;

  Gatekeeper(
      GateSettings settings,
      AccessGate gate,
      GateAnswers answers,
      GateResources resources,
      RequestJournal journal,
      InstantSource clock) {
    this.settings = settings;
    this.gate = gate;
    this.answers = answers;
    this.resources = resources;
    this.journal = journal;
    this.clock = clock;
  }

  /** Decides. An admitted user costs one read of the store. */
  @Nullable Answer decide(HttpServletRequest request) {
    String query = request.getQueryString();
    boolean mayBeOurs = query != null && query.contains(GateQuery.NAME);
    if (settings.mode() == Mode.OFF) {
      return switchedOff(request, GateQuery.of(query));
    }
    if (mayBeOurs) {
      return decide(request, GateQuery.of(query));
    }
    String name = name(request);
    // The store holds canonical names only, so a name that is found there as it stands is one.
    if (name != null && isAdmitted(name)) {
      return admitted(request);
    }
    String key = name == null ? null : settings.people().userForm().canonical(name);
    if (key != null && !key.equals(name) && isAdmitted(key)) {
      return admitted(request);
    }
    return guard(request, key, GateQuery.of(query));
  }

  /**
   * What becomes of a request at which the gate itself failed: it passes, unless it asked for one
   * of the gate's own resources, which is never the application's.
   */
  @Nullable Answer afterFault(HttpServletRequest request) {
    boolean ours = false;
    try {
      ours = GateQuery.of(request.getQueryString()).resource() != GateQuery.Resource.NONE;
      if (ours) {
        return answers.problem(500, "internal", "The gate failed", "Try again.");
      }
      return name(request) == null ? null : passage(request);
    } catch (RuntimeException | LinkageError again) {
      // What fails is the request itself, which the application may know better what to do with, or
      // a library that even this answer needs.
      return ours ? Answer.of(500) : null;
    }
  }

  private @Nullable Answer switchedOff(HttpServletRequest request, GateQuery query) {
    if (query.resource() != GateQuery.Resource.NONE) {
      return resources.notFound();
    }
    return name(request) == null ? null : passage(request);
  }

  /** What lets a signed-in person pass: the application or, in its place, Power BI's address. */
  private @Nullable Answer passage(HttpServletRequest request) {
    if (!(settings.stand() instanceof InPlace target)) {
      return null;
    }
    int status = Caller.isGetOrHead(request) ? 302 : 303;
    return Answer.of(status).with("Location", target.url());
  }

  private @Nullable Answer admitted(HttpServletRequest request) {
    if (settings.mode() == Mode.DRY_RUN) {
      journal.wouldHavePassed();
    }
    return passage(request);
  }

  private boolean isAdmitted(String key) {
    long now = clock.millis();
    Verdict verdict = gate.peek(key, now);
    return verdict instanceof Admit && !verdict.pace().isDue(now);
  }

  private @Nullable Answer decide(HttpServletRequest request, GateQuery query) {
    boolean languageOnly = query.resource() == GateQuery.Resource.NONE;
    if (languageOnly && (query.language() == null || !Caller.isNavigation(request))) {
      return guard(request, key(request), query);
    }
    return resources.answer(request, query, name(request), key(request));
  }

  private @Nullable Answer guard(
      HttpServletRequest request, @Nullable String key, GateQuery query) {
    if (settings.microsoft().cloud().isCustom()) {
      journal.customCloud();
    }
    if (key == null) {
      return unknown(request, query);
    }
    UserId user = new UserId(settings.people().userForm(), key);
    if (Caller.isPrefetch(request)) {
      boolean passes =
          settings.mode() == Mode.DRY_RUN || gate.peek(key, clock.millis()) instanceof Admit;
      return passes ? passage(request) : resources.tooEarly();
    }
    Verdict verdict = gate.visit(user, arrival(request));
    if (settings.mode() == Mode.DRY_RUN) {
      journal.wouldHaveBeen(verdict);
      return passage(request);
    }
    if (verdict instanceof Checking) {
      verdict = gate.firstAnswer(user);
    }
    boolean navigation = Caller.isNavigation(request);
    if (verdict instanceof Admit || (navigation && gate.usePass(user))) {
      return passage(request);
    }
    Standing standing =
        Standing.of(verdict, gate.rules(), settings.answers().openAnyway(), clock.instant());
    String language = resources.language(request);
    return navigation
        ? answers.page(
            standing, language, query, resources.openQuery(request, query, standing, key))
        : answers.pending(standing, language, query);
  }

  /** Nobody is signed in, or by a name that cannot be one of Entra's. */
  private @Nullable Answer unknown(HttpServletRequest request, GateQuery query) {
    if (name(request) != null) {
      journal.unusableName(settings.people());
      return passage(request);
    }
    if (settings.people().anonymous() == Anonymous.REFUSE && settings.mode() == Mode.ON) {
      return resources.refuseAnonymous(request, query);
    }
    // The sign-in is the application's; with nothing behind the path there is no application.
    return null;
  }

  private @Nullable String name(HttpServletRequest request) {
    if (settings.people().user() == UserFrom.REMOTE_USER) {
      return request.getRemoteUser();
    }
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : principal.getName();
  }

  private @Nullable String key(HttpServletRequest request) {
    String name = name(request);
    return name == null ? null : settings.people().userForm().canonical(name);
  }

  private static Arrival arrival(HttpServletRequest request) {
    if (request.getAttribute(GRANTED) != null) {
      return Arrival.GRANTED;
    }
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(GRANTED) != null
        ? Arrival.GRANTED
        : Arrival.VISIT;
  }
}
