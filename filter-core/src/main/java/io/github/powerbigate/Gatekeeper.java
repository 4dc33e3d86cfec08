package io.github.powerbigate;

import io.github.powerbigate.identity.CannotTell;
import io.github.powerbigate.identity.OnlyFor;
import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Anonymous;
import io.github.powerbigate.settings.GateSettings.Mode;
import io.github.powerbigate.settings.GateSettings.Stand.AtRedirect;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What becomes of one request, before the application has it. Thread-safe. */
final class Gatekeeper {

  private final GateSettings settings;
  private final UserSource users;
  private final AccessGate gate;
  private final FixedResources fixed;
  private final GateResources resources;
  private final Holding holding;
  private final SignIn signIn;
  private final Passage passage;
  private final Untold untold;
  private final RequestJournal journal;
  private final InstantSource clock;

  Gatekeeper(
      GateSettings settings,
      UserSource users,
      AccessGate gate,
      FixedResources fixed,
      GateResources resources,
      Holding holding,
      SignIn signIn,
      Passage passage,
      Untold untold,
      RequestJournal journal,
      InstantSource clock) {
    this.settings = settings;
    this.users = users;
    this.gate = gate;
    this.fixed = fixed;
    this.resources = resources;
    this.holding = holding;
    this.signIn = signIn;
    this.passage = passage;
    this.untold = untold;
    this.journal = journal;
    this.clock = clock;
  }

  /** Decides. An admitted user costs one read of the store. */
  Outcome decide(HttpServletRequest request) {
    String query = request.getQueryString();
    Answer alike = settings.mode() == Mode.OFF ? null : fixed.answer(request, query);
    if (alike != null) {
      return alike;
    }
    if (!isGuarded(request, query)) {
      return Pass.UNTOUCHED;
    }
    if (settings.mode() == Mode.OFF || isOfNoConcern(request)) {
      return switchedOff(request, GateQuery.of(query));
    }
    try {
      return query != null && query.contains(GateQuery.NAME)
          ? decide(request, GateQuery.of(query))
          : decide(request, query);
    } catch (CannotTell e) {
      return untold.outcome(request, GateQuery.of(query));
    }
  }

  private Outcome decide(HttpServletRequest request, @Nullable String query) throws CannotTell {
    String name = users.name(request);
    // The store holds canonical names only, so a name that is found there as it stands is one.
    if (name != null && isAdmitted(name)) {
      return admitted(request);
    }
    String key = name == null ? null : users.canonical(name);
    if (key != null && !key.equals(name) && isAdmitted(key)) {
      return admitted(request);
    }
    return guard(request, name, key, GateQuery.of(query));
  }

  /**
   * What becomes of a request at which the gate itself failed: it passes, unless it asked for one
   * of the gate's own resources, which is never the application's.
   */
  Outcome afterFault(HttpServletRequest request) {
    boolean ours = false;
    try {
      String query = request.getQueryString();
      ours = isGuarded(request, query) && GateQuery.of(query).resource() != GateQuery.Resource.NONE;
      if (ours) {
        return resources.fault();
      }
      boolean passesUntouched = !users.findsSomebody(request) || !users.gates(request);
      return passesUntouched ? Pass.UNTOUCHED : passage.of(request);
    } catch (RuntimeException | LinkageError again) {
      // What fails is the request itself, which the application may know better what to do with, or
      // a library that even this answer needs.
      return ours ? Answer.of(500) : Pass.UNTOUCHED;
    }
  }

  private boolean isGuarded(HttpServletRequest request, @Nullable String query) {
    // A sign-in comes back to one address for all of them, wherever it was begun.
    if (settings.scope().isEverything()
        || (signIn.isOn() && GateQuery.of(query).resource() == GateQuery.Resource.SIGNED_IN)) {
      return true;
    }
    String path = request.getServletPath();
    String more = request.getPathInfo();
    return settings.scope().covers(more == null ? path : path + more, query);
  }

  private Outcome switchedOff(HttpServletRequest request, GateQuery query) {
    if (query.resource() != GateQuery.Resource.NONE) {
      return resources.switchedOff(request, query, users.keyIfAny(request));
    }
    return passage.isOurs() && users.findsSomebody(request) ? passage.of(request) : Pass.UNTOUCHED;
  }

  /**
   * Whether somebody comes whom the gate is not for. Nobody is not one of them: who has not signed
   * in yet has no role, and may turn out to be one whom it is for.
   */
  private boolean isOfNoConcern(HttpServletRequest request) {
    if (users.gates(request) || !users.findsSomebody(request)) {
      return false;
    }
    if (settings.people().onlyFor() instanceof OnlyFor.Role && request.getUserPrincipal() == null) {
      journal.roleOfAStranger();
    }
    return true;
  }

  private Outcome admitted(HttpServletRequest request) {
    // Where the gate stands at the redirect, the redirect is what is counted.
    if (settings.mode() == Mode.DRY_RUN && !(settings.stand() instanceof AtRedirect)) {
      journal.wouldHavePassed();
    }
    return passage.of(request);
  }

  private boolean isAdmitted(String key) {
    long now = clock.millis();
    Verdict verdict = gate.peek(key, now);
    return verdict instanceof Admit && !verdict.pace().isDue(now);
  }

  private Outcome decide(HttpServletRequest request, GateQuery query) throws CannotTell {
    boolean languageOnly = query.resource() == GateQuery.Resource.NONE;
    String name = users.name(request);
    String key = name == null ? null : users.canonical(name);
    return languageOnly && !resources.choosesLanguage(request, query)
        ? guard(request, name, key, query)
        : resources.answer(request, query, name, key);
  }

  private Outcome guard(
      HttpServletRequest request, @Nullable String name, @Nullable String key, GateQuery query) {
    if (settings.microsoft().cloud().isCustom()) {
      journal.customCloud();
    }
    if (key == null) {
      return unknown(request, name, query);
    }
    UserId user = users.user(key);
    if (Caller.isPrefetch(request)) {
      boolean passes =
          settings.mode() == Mode.DRY_RUN || gate.peek(key, clock.millis()) instanceof Admit;
      return passes ? passage.of(request) : holding.tooEarly();
    }
    if (settings.stand() instanceof AtRedirect) {
      askBeforeTheHandlerRuns(request, user);
      return passage.of(request);
    }
    Verdict verdict = gate.visit(user, users.arrival(request), users.tokens(request, key));
    if (settings.mode() == Mode.DRY_RUN) {
      journal.wouldHaveBeen(verdict);
      return passage.of(request);
    }
    if (verdict instanceof Checking) {
      verdict = gate.firstAnswer(user, users.tokens(request, key));
    }
    boolean navigation = Caller.isNavigation(request);
    boolean form = Caller.isFormPost(request);
    if (verdict instanceof Admit || ((navigation || form) && gate.usePass(user))) {
      return passage.of(request);
    }
    Answer away = signIn.begin(request, verdict, key, PageLinks.at(query.rest()));
    if (away != null) {
      return away;
    }
    if (!form) {
      return holding.hold(request, navigation, verdict, key, PageLinks.at(query.rest()));
    }
    return passage.isOurs()
        ? WayBack.to(PageLinks.at(query.rest()))
        : holding.holdForm(request, verdict, key, query.rest());
  }

  /**
   * A yes that comes while the handler runs, or later, may be the first echo of what the handler
   * itself has written. So who has none before it is fresh.
   */
  private void askBeforeTheHandlerRuns(HttpServletRequest request, UserId user) {
    Verdict verdict =
        gate.visit(user, users.arrival(request), users.tokensSoFar(request, user.value()));
    if (settings.mode() == Mode.DRY_RUN) {
      return;
    }
    if (verdict instanceof Checking) {
      verdict = gate.firstAnswer(user, users.tokensSoFar(request, user.value()));
    }
    if (!(verdict instanceof Admit)) {
      gate.visit(user, Arrival.GRANTED, users.tokensSoFar(request, user.value()));
    }
  }

  /** Nobody is signed in, or by a name that cannot be one of Entra's. */
  private Outcome unknown(HttpServletRequest request, @Nullable String name, GateQuery query) {
    if (name != null) {
      journal.unusableName(settings.people());
      return passage.of(request);
    }
    if (settings.people().anonymous() == Anonymous.REFUSE && settings.mode() == Mode.ON) {
      return resources.refuseAnonymous(request, query);
    }
    // The sign-in is the application's; with nothing behind the path there is no application.
    return Pass.WATCHED_ANONYMOUS;
  }
}
