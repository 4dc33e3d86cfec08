package io.github.powerbigate;

import io.github.powerbigate.address.PowerBiAddresses;
import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Mode;
import io.github.powerbigate.ticket.Tickets;
import io.github.powerbigate.ticket.Tickets.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way on from a page that stands in the place of a redirect: its target is sealed in a ticket,
 * which is good for one user and gate. Using it twice does no harm, since user and verdict are
 * looked at each time. The application never runs. Thread-safe.
 */
final class Onward {

  /** A page may be left open a little longer than the wait can last. */
  private static final Duration AFTER_THE_LIMIT = Duration.ofMinutes(10);

  /** The longest address that is sealed; most servers take no longer ones either. */
  static final int LONGEST_TARGET = 16 * 1024;

  private final GateSettings settings;
  private final UserSource users;
  private final AccessGate gate;
  private final PowerBiAddresses addresses;
  private final Tickets tickets;
  private final Holding holding;
  private final SignIn signIn;
  private final RequestJournal journal;

  Onward(
      GateSettings settings,
      UserSource users,
      AccessGate gate,
      PowerBiAddresses addresses,
      Tickets tickets,
      Holding holding,
      SignIn signIn,
      RequestJournal journal) {
    this.settings = settings;
    this.users = users;
    this.gate = gate;
    this.addresses = addresses;
    this.tickets = tickets;
    this.holding = holding;
    this.signIn = signIn;
    this.journal = journal;
  }

  /** The links of a page that holds a redirect up. */
  PageLinks links(String key, String target, GateQuery query) {
    Duration life = settings.timings().propagationLimit().plus(AFTER_THE_LIMIT);
    return PageLinks.to(tickets.seal(Purpose.GO, key, target, life), query.rest());
  }

  /** Goes on if the user may, and shows the page if not; null for a ticket that is not good. */
  @Nullable Answer go(HttpServletRequest request, GateQuery query, String key) {
    String target = target(ticket(request, query), key);
    if (target == null) {
      return null;
    }
    if (Caller.isPrefetch(request)) {
      return holding.tooEarly();
    }
    Verdict verdict = gate.visit(users.user(key), Arrival.POLL, users.tokens(request, key));
    if (verdict instanceof Checking) {
      verdict = gate.firstAnswer(users.user(key), users.tokens(request, key));
    }
    return mayGoOn(verdict)
        ? Passage.to(target, request)
        : page(request, query, verdict, key, target);
  }

  /** Goes on without asking anybody; null as above. */
  @Nullable Answer goUnasked(HttpServletRequest request, GateQuery query, String key) {
    String target = target(ticket(request, query), key);
    return target == null ? null : Passage.to(target, request);
  }

  /** Goes past the gate where that is offered, and shows the page if not; null as above. */
  @Nullable Answer open(HttpServletRequest request, GateQuery query, String key) {
    String target = target(ticket(request, query), key);
    if (target == null) {
      return null;
    }
    if (Caller.isPrefetch(request)) {
      return holding.tooEarly();
    }
    boolean followed = Caller.wantsPage(request) && holding.isOwnLink(request, query, key);
    Verdict verdict = gate.visit(users.user(key), Arrival.POLL, users.tokens(request, key));
    if (mayGoOn(verdict)) {
      return Passage.to(target, request);
    }
    Standing standing = holding.standing(verdict);
    if (followed && standing.offersWayPast()) {
      journal.openedAnyway(standing);
      return Passage.to(target, request);
    }
    return page(request, query, verdict, key, target);
  }

  private boolean mayGoOn(Verdict verdict) {
    return verdict instanceof Admit || settings.mode() == Mode.DRY_RUN;
  }

  private Answer page(
      HttpServletRequest request, GateQuery query, Verdict verdict, String key, String target) {
    // Sealed anew: who looks again has another full wait before the ticket expires.
    PageLinks links = links(key, target, query);
    Answer away = signIn.begin(request, verdict, key, links);
    if (away != null) {
      return away;
    }
    String chosen = field(request, GateQuery.LANGUAGE);
    return holding.hold(request, Caller.wantsPage(request), verdict, key, links, chosen);
  }

  /** Whatever was sealed, it is held against the rule again before a browser is sent there. */
  private @Nullable String target(@Nullable String ticket, String key) {
    String target = ticket == null ? null : tickets.open(Purpose.GO, ticket, key);
    return target != null && target.equals(addresses.finalAddress(target)) ? target : null;
  }

  /** From the address, or from the page's own form. */
  private static @Nullable String ticket(HttpServletRequest request, GateQuery query) {
    String ticket = query.ticket();
    if (ticket != null) {
      return ticket.length() <= Tickets.LONGEST_IN_URL ? ticket : null;
    }
    return field(request, PageLinks.TICKET);
  }

  /** A field of the page's own form: this body is never the application's. */
  private static @Nullable String field(HttpServletRequest request, String name) {
    return request.getMethod().equals("POST") ? request.getParameter(name) : null;
  }
}
