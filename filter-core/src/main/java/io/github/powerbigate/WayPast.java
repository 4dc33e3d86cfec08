package io.github.powerbigate;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * "Open Power BI anyway", where the page stands at the guarded address itself; where it stands in
 * the place of a redirect, {@link Onward} has it. Thread-safe.
 */
final class WayPast {

  private final UserSource users;
  private final AccessGate gate;
  private final Holding holding;
  private final Passage passage;
  private final RequestJournal journal;
  private final InstantSource clock;

  WayPast(
      UserSource users,
      AccessGate gate,
      Holding holding,
      Passage passage,
      RequestJournal journal,
      InstantSource clock) {
    this.users = users;
    this.gate = gate;
    this.holding = holding;
    this.passage = passage;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Leads past where that is offered, and back to the page where it is not.
   *
   * @param key the user's canonical name, or null if there is none
   */
  Answer open(HttpServletRequest request, GateQuery query, @Nullable String key) {
    Standing standing = key == null ? null : standing(request, query, key);
    if (key == null || standing == null || !standing.offersWayPast()) {
      return WayBack.to(query.links(), request);
    }
    journal.openedAnyway(standing);
    if (passage.of(request) instanceof Answer there) {
      return there;
    }
    gate.grantPass(users.user(key));
    return WayBack.to(query.links(), request);
  }

  /** How the user stands; null unless the page's own link, or its kept form, was followed. */
  private @Nullable Standing standing(HttpServletRequest request, GateQuery query, String key) {
    boolean followed =
        Caller.wantsPage(request)
            && !Caller.isPrefetch(request)
            && holding.isOwnLink(request, query, key);
    Verdict verdict = followed ? gate.peek(key, clock.millis()) : null;
    return verdict == null ? null : holding.standing(verdict);
  }
}
