package io.github.powerbigate;

import io.github.powerbigate.address.PowerBiAddresses;
import io.github.powerbigate.identity.CannotTell;
import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.TokenSource;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.membership.Verdict.Refuse;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.redirect.RedirectJudge;
import io.github.powerbigate.redirect.Ruling;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Mode;
import io.github.powerbigate.settings.GateSettings.Stand.AtRedirect;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the application's redirects. Those to Power BI get the tenant's name; and where
 * the application itself adds people to the group, this is where they wait. Thread-safe.
 */
final class RedirectGate implements RedirectJudge {

  private final GateSettings settings;
  private final UserSource users;
  private final AccessGate gate;
  private final PowerBiAddresses addresses;
  private final Holding holding;
  private final Onward onward;
  private final SignIn signIn;
  private final RequestJournal journal;
  private final InstantSource clock;

  RedirectGate(
      GateSettings settings,
      UserSource users,
      AccessGate gate,
      PowerBiAddresses addresses,
      Holding holding,
      Onward onward,
      SignIn signIn,
      RequestJournal journal,
      InstantSource clock) {
    this.settings = settings;
    this.users = users;
    this.gate = gate;
    this.addresses = addresses;
    this.holding = holding;
    this.onward = onward;
    this.signIn = signIn;
    this.journal = journal;
    this.clock = clock;
  }

  /** Whether there is anything to be done to the redirects of people who are signed in. */
  boolean canRule() {
    boolean appends = settings.redirects().appendTenant() && settings.mode() == Mode.ON;
    return appends || settings.stand() instanceof AtRedirect;
  }

  @Override
  public Ruling judge(HttpServletRequest request, @Nullable String user, String location) {
    try {
      return rule(request, user, location);
    } catch (RuntimeException | LinkageError e) {
      journal.fault(e);
      return Ruling.LEAVE;
    }
  }

  @Override
  public void failed(RuntimeException e) {
    journal.fault(e);
  }

  private Ruling rule(HttpServletRequest request, @Nullable String user, String location) {
    String address = addresses.finalAddress(location);
    if (address == null) {
      if (addresses.leadsToAnotherCloud(location)) {
        journal.anotherCloud();
      } else if (addresses.resembles(location)) {
        journal.resembles();
      }
      return Ruling.LEAVE;
    }
    String target = settings.redirects().appendTenant() ? addresses.withTenant(address) : address;
    // What needs nothing stays as the application spelled it.
    Ruling pass = target.equals(address) ? Ruling.LEAVE : new Ruling.Change(target);
    String name;
    try {
      name = name(request, user);
    } catch (CannotTell e) {
      return settings.mode() == Mode.DRY_RUN ? Ruling.LEAVE : pass;
    }
    if (name == null) {
      journal.misplaced();
      return Ruling.LEAVE;
    }
    if (user == null && !users.gates(request)) {
      return Ruling.LEAVE; // signed in by the handler, and one of those whom the gate is not for
    }
    if (settings.mode() == Mode.DRY_RUN) {
      return dryRun(name);
    }
    Answer held = settings.stand() instanceof AtRedirect ? hold(request, name, target) : null;
    return held == null ? pass : new Ruling.Replace(held::writeTo);
  }

  /**
   * Read now: a handler may have signed the person in. But where the sign-in belongs to a thread,
   * an asynchronous handler has lost it.
   *
   * @param before who was signed in when the request came, if anybody
   */
  private @Nullable String name(HttpServletRequest request, @Nullable String before)
      throws CannotTell {
    try {
      String now = users.name(request);
      return now == null ? before : now;
    } catch (CannotTell e) {
      if (before == null) {
        throw e;
      }
      return before;
    }
  }

  /** The answer in the place of the redirect, or null if the user goes on. */
  private @Nullable Answer hold(HttpServletRequest request, String name, String target) {
    String key = users.canonical(name);
    if (key == null) {
      journal.unusableName(settings.people());
      return null;
    }
    if (target.length() > Onward.LONGEST_TARGET) {
      journal.tooLong();
      return null;
    }
    if (Caller.isPrefetch(request)) {
      return gate.peek(key, clock.millis()) instanceof Admit ? null : holding.tooEarly();
    }
    // Whoever is not in yet had no yes before the handler ran, and is fresh.
    Verdict verdict = gate.visit(users.user(key), Arrival.GRANTED, users.tokens(request, key));
    if (verdict instanceof Admit) {
      return null;
    }
    PageLinks links = onward.links(key, target, GateQuery.of(request.getQueryString()));
    Answer away = signIn.begin(request, verdict, key, links);
    if (away != null) {
      return away;
    }
    boolean page = Caller.wantsPage(request);
    // The page of a refusal is final and has no script that could move to this address by itself.
    return page && verdict instanceof Refuse && links.standsElsewhere()
        ? WayBack.to(links)
        : holding.hold(request, page, verdict, key, links);
  }

  private Ruling dryRun(String name) {
    String key = users.canonical(name);
    Verdict verdict = key == null ? null : gate.peek(key, clock.millis());
    if (key != null && verdict != null && settings.stand() instanceof AtRedirect) {
      journal.wouldHaveBeen(verdict);
      if (verdict instanceof Checking) {
        // The answer under way may be the first echo of what the handler has written.
        gate.visit(users.user(key), Arrival.GRANTED, TokenSource.NONE);
      }
    }
    return Ruling.LEAVE;
  }
}
