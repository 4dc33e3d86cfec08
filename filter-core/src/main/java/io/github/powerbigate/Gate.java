package io.github.powerbigate;

import io.github.powerbigate.address.PowerBiAddresses;
import io.github.powerbigate.identity.CannotTell;
import io.github.powerbigate.identity.IdentityJournal;
import io.github.powerbigate.identity.NameSource;
import io.github.powerbigate.identity.UserTokenFrom;
import io.github.powerbigate.identity.UserTokenSource;
import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.GateLimits;
import io.github.powerbigate.membership.LocalVerdictStore;
import io.github.powerbigate.membership.MembershipProbe;
import io.github.powerbigate.membership.PollLimit;
import io.github.powerbigate.microsoft.Cloud;
import io.github.powerbigate.microsoft.Connections;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.page.PageFiles;
import io.github.powerbigate.page.WaitPage;
import io.github.powerbigate.redirect.RedirectJudge;
import io.github.powerbigate.redirect.WatchedResponse;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Mode;
import io.github.powerbigate.settings.GateSettings.People;
import io.github.powerbigate.settings.GateSettings.Stand.InPlace;
import io.github.powerbigate.ticket.Tickets;
import io.github.powerbigate.token.Documents;
import io.github.powerbigate.token.TokenReader;
import io.github.powerbigate.token.TokenRules;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One filter's gate, put together from its settings. Thread-safe. */
final class Gate implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.github.powerbigate");

  private static final int POLLS_PER_SECOND = 20;

  private final GateSettings settings;
  private final @Nullable TokenReader tokens;
  private final @Nullable EntraPerson person;
  private final Runnable closeProbe;
  private final AccessGate accessGate;
  private final Gatekeeper gatekeeper;
  private final RedirectGate redirects;
  private final RedirectJudge strangers;
  private final UserSource users;
  private final RequestJournal journal;
  private final IdentityJournal identity;
  private volatile boolean closed;

  /** Puts a gate around a probe. */
  private Gate(
      GateSettings settings,
      WebApplication application,
      MembershipProbe probe,
      @Nullable TokenReader tokens,
      @Nullable EntraPerson person,
      Runnable closeProbe,
      InstantSource clock) {
    this.settings = settings;
    this.tokens = tokens;
    this.person = person;
    this.closeProbe = closeProbe;
    SecureRandom random = new SecureRandom();
    accessGate =
        new AccessGate(
            settings.filterName(),
            settings.timings(),
            new GateLimits(
                settings.limits().maxCallsAtOnce(),
                settings.limits().maxHeldRequests(),
                settings.limits().firstAnswerWithin()),
            new LocalVerdictStore(settings.limits().maxUsers()),
            probe,
            clock,
            random);
    journal = new RequestJournal(settings.filterName(), clock);
    PowerBiAddresses addresses = addresses(settings);
    Tickets tickets = GateTickets.of(settings, random, clock);
    WaitPage page = new WaitPage(settings.page(), application.pageFiles());
    page.warnings()
        .forEach(
            warning -> LOG.log(Level.WARNING, "Gate " + settings.filterName() + ": " + warning));
    page.errors()
        .forEach(error -> LOG.log(Level.ERROR, "Gate " + settings.filterName() + ": " + error));
    GateAnswers answers = new GateAnswers(settings, page);
    Holding holding =
        new Holding(settings, accessGate, answers, page.languages(), tickets, journal, clock);
    SignIn signIn =
        person == null
            ? SignIn.NONE
            : person.signIn(
                settings, accessGate, answers, holding, tickets, journal, clock, random);
    identity = new IdentityJournal(settings.filterName(), clock);
    People people = settings.people();
    users =
        new UserSource(
            people,
            NameSource.of(people.user(), people.proxies(), tokens, application.loader(), identity),
            people.userToken() == null || people.userToken() instanceof UserTokenFrom.SignIn
                ? null
                : new UserTokenSource(people.userToken(), people.proxies(), identity),
            signIn);
    Onward onward =
        new Onward(settings, users, accessGate, addresses, tickets, holding, signIn, journal);
    Passage passage = new Passage(settings, addresses);
    FixedResources fixed = new FixedResources(page, answers);
    GateResources resources =
        new GateResources(
            settings,
            users,
            accessGate,
            answers,
            holding,
            onward,
            new WayPast(users, accessGate, holding, passage, journal, clock),
            signIn,
            new PollLimit(POLLS_PER_SECOND, settings.limits().maxUsers(), clock),
            clock);
    Untold untold = new Untold(settings, resources, holding, passage, clock);
    gatekeeper =
        new Gatekeeper(
            settings,
            users,
            accessGate,
            fixed,
            resources,
            holding,
            signIn,
            passage,
            untold,
            journal,
            clock);
    redirects =
        new RedirectGate(
            settings, users, accessGate, addresses, holding, onward, signIn, journal, clock);
    strangers = new Strangers(redirects, settings.stand() instanceof InPlace, users, journal);
  }

  /**
   * Opens the gate. Asks Microsoft in the background, unless the mode is off.
   *
   * @param application the web application around it
   * @param connections what the gates of the web application share
   * @throws IllegalArgumentException if a local file or a class that the settings name cannot be
   *     used
   */
  static Gate open(
      GateSettings settings,
      WebApplication application,
      Connections connections,
      InstantSource clock) {
    LOG.log(Level.INFO, settings.effective());
    settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    if (settings.mode() == Mode.OFF) {
      TokenReader tokens = reader(settings, address -> new CompletableFuture<>(), clock);
      return new Gate(
          settings,
          application,
          question -> new CompletableFuture<>(),
          tokens,
          null,
          () -> {},
          clock);
    }
    Microsoft microsoft = Microsoft.connect(settings.microsoft(), connections, clock);
    Gate gate;
    try {
      TokenRules rules = settings.people().tokens();
      TokenReader tokens =
          rules == null
              ? null
              : new TokenReader(rules, microsoft.documents(rules.place())::fetch, clock);
      gate =
          new Gate(
              settings,
              application,
              microsoft,
              tokens,
              EntraPerson.of(settings, microsoft, clock),
              microsoft::close,
              clock);
    } catch (RuntimeException | Error e) {
      microsoft.close();
      throw e;
    }
    StartReport.begin(
        microsoft, settings, application, clock, gate.accessGate::report, () -> gate.closed);
    return gate;
  }

  /**
   * Puts a gate around a probe.
   *
   * @param files what the application says on the page
   * @param closeProbe what to do with the probe at the end
   */
  static Gate around(
      GateSettings settings,
      PageFiles files,
      MembershipProbe probe,
      Runnable closeProbe,
      InstantSource clock) {
    return new Gate(
        settings,
        new WebApplication(Gate.class.getClassLoader(), files, () -> null),
        probe,
        null,
        null,
        closeProbe,
        clock);
  }

  /** What becomes of a request; an exception of the gate's own lets it pass. */
  Outcome decide(HttpServletRequest request) {
    try {
      return gatekeeper.decide(request);
    } catch (RuntimeException | LinkageError e) {
      // A LinkageError: the application may carry another version of a library of ours.
      journal.fault(e);
      if (closed) {
        return Pass.UNTOUCHED;
      }
      return gatekeeper.afterFault(request);
    }
  }

  /** The response by which a request passes that is watched; null for one that is not. */
  @Nullable WatchedResponse watch(
      Outcome outcome, HttpServletRequest request, HttpServletResponse response) {
    if (outcome == Pass.WATCHED) {
      return redirects.canRule()
          ? new WatchedResponse(request, response, redirects, nameIn(request))
          : null;
    }
    boolean stranger =
        outcome == Pass.WATCHED_ANONYMOUS && (redirects.canRule() || !journal.saidMisplaced());
    return stranger ? new WatchedResponse(request, response, strangers, null) : null;
  }

  private @Nullable String nameIn(HttpServletRequest request) {
    try {
      return users.name(request);
    } catch (CannotTell e) {
      return null;
    } catch (RuntimeException e) {
      journal.fault(e);
      return null;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      accessGate.close();
      if (tokens != null) {
        tokens.close();
      }
      if (person != null) {
        person.close();
      }
    } finally {
      // Whatever happens: other gates are counted with it.
      closeProbe.run();
    }
    journal.close(settings.mode() == Mode.DRY_RUN);
    identity.close();
  }

  /** Reads tokens, if the user's name stands in one. */
  private static @Nullable TokenReader reader(
      GateSettings settings, Documents documents, InstantSource clock) {
    TokenRules rules = settings.people().tokens();
    return rules == null ? null : new TokenReader(rules, documents, clock);
  }

  private static PowerBiAddresses addresses(GateSettings settings) {
    Cloud cloud = settings.microsoft().cloud();
    return new PowerBiAddresses(
        cloud.powerBiWebHosts(),
        cloud.webHostsOfOthers(),
        cloud.entra().toString(),
        settings.microsoft().tenantId());
  }
}
