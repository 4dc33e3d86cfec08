package io.github.powerbigate;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.GateLimits;
import io.github.powerbigate.membership.LocalVerdictStore;
import io.github.powerbigate.membership.MembershipProbe;
import io.github.powerbigate.membership.PollLimit;
import io.github.powerbigate.microsoft.Microsoft;
import io.github.powerbigate.page.WaitPage;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Mode;
import io.github.powerbigate.settings.SealingKeys;
import io.github.powerbigate.ticket.TicketKeys;
import io.github.powerbigate.ticket.Tickets;
import jakarta.servlet.http.HttpServletRequest;
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
  private final Runnable closeProbe;
  private final AccessGate accessGate;
  private final Gatekeeper gatekeeper;
  private final RequestJournal journal;
  private volatile boolean closed;

  private Gate(
      GateSettings settings,
      Runnable closeProbe,
      AccessGate accessGate,
      Gatekeeper gatekeeper,
      RequestJournal journal) {
    this.settings = settings;
    this.closeProbe = closeProbe;
    this.accessGate = accessGate;
    this.gatekeeper = gatekeeper;
    this.journal = journal;
  }

  /**
   * Opens the gate. Asks Microsoft in the background, unless the mode is off.
   *
   * @throws IllegalArgumentException if a local file that the settings name cannot be used
   */
  static Gate open(GateSettings settings, InstantSource clock) {
    LOG.log(Level.INFO, settings.effective());
    settings.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    if (settings.mode() == Mode.OFF) {
      return around(settings, question -> new CompletableFuture<>(), () -> {}, clock);
    }
    Microsoft microsoft = Microsoft.connect(settings.microsoft(), clock);
    Gate gate = around(settings, microsoft, microsoft::close, clock);
    var unused =
        microsoft.firstContact().thenAccept(trouble -> trouble.ifPresent(gate.accessGate::report));
    return gate;
  }

  /**
   * Puts a gate around a probe.
   *
   * @param closeProbe what to do with the probe at the end
   */
  static Gate around(
      GateSettings settings, MembershipProbe probe, Runnable closeProbe, InstantSource clock) {
    SecureRandom random = new SecureRandom();
    AccessGate accessGate =
        new AccessGate(
            settings.timings(),
            new GateLimits(
                settings.limits().maxCallsAtOnce(),
                settings.limits().maxHeldRequests(),
                settings.limits().firstAnswerWithin()),
            new LocalVerdictStore(settings.limits().maxUsers()),
            probe,
            clock,
            random);
    RequestJournal journal = new RequestJournal(settings.filterName(), clock);
    WaitPage page = new WaitPage(settings.page());
    GateAnswers answers = new GateAnswers(settings, page);
    GateResources resources =
        new GateResources(
            settings,
            accessGate,
            answers,
            page.languages(),
            tickets(settings, random, clock),
            new PollLimit(POLLS_PER_SECOND, settings.limits().maxUsers(), clock),
            journal,
            clock);
    Gatekeeper gatekeeper =
        new Gatekeeper(settings, accessGate, answers, resources, journal, clock);
    return new Gate(settings, closeProbe, accessGate, gatekeeper, journal);
  }

  /** The tickets of this gate: on every node the same, where the operator gave the keys. */
  private static Tickets tickets(GateSettings settings, SecureRandom random, InstantSource clock) {
    SealingKeys given = settings.redirects().ticketKeys();
    return new Tickets(
        given == null ? TicketKeys.drawn(random) : TicketKeys.of(given.bytes()),
        settings.microsoft().tenantId() + ' ' + settings.filterName(),
        clock);
  }

  /**
   * What becomes of a request.
   *
   * @return the gate's answer, or null if the request passes; an exception of the gate's own lets
   *     it pass
   */
  @Nullable Answer decide(HttpServletRequest request) {
    try {
      return gatekeeper.decide(request);
    } catch (RuntimeException | LinkageError e) {
      // A LinkageError: the application may carry another version of a library of ours. After close
      // it is none: a request in flight finds that the container has put its classes away.
      if (closed) {
        return null;
      }
      journal.fault(e);
      return gatekeeper.afterFault(request);
    }
  }

  @Override
  public void close() {
    closed = true;
    accessGate.close();
    closeProbe.run();
    journal.close(settings.mode() == Mode.DRY_RUN);
  }
}
