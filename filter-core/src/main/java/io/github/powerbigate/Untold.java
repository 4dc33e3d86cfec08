package io.github.powerbigate;

import io.github.powerbigate.form.PostedForm.Lost;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.GateSettings.Mode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of requests of which it cannot be told whose they are. They pass like those of a
 * name that is of no use; or, with {@code whenUnavailable=wait}, they wait until it can be told,
 * but no longer than a membership may take: then the trouble is not one that passes. Thread-safe.
 */
final class Untold {

  /** Trouble that nobody has met for so long is over; the next is another. */
  private static final Duration OVER_AFTER = Duration.ofMinutes(1);

  private final GateSettings settings;
  private final GateResources resources;
  private final Holding holding;
  private final Passage passage;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();

  /** Trouble, from the first request that met it to the last, in milliseconds. */
  private record Outage(long since, long last) {}

  Untold(
      GateSettings settings,
      GateResources resources,
      Holding holding,
      Passage passage,
      InstantSource clock) {
    this.settings = settings;
    this.resources = resources;
    this.holding = holding;
    this.passage = passage;
    this.clock = clock;
  }

  Outcome outcome(HttpServletRequest request, GateQuery query) {
    boolean ours = query.resource() != GateQuery.Resource.NONE;
    boolean asksForLanguage = resources.choosesLanguage(request, query);
    boolean waits = waits();
    if (ours || asksForLanguage) {
      // A name that is of no use: somebody, of whom nothing is known.
      return waits
          ? resources.answerUntold(request, query)
          : resources.answer(request, query, "", null);
    }
    if (!waits) {
      return passage.of(request);
    }
    if (Caller.isPrefetch(request)) {
      return holding.tooEarly();
    }
    return Caller.isFormPost(request)
        // What somebody filled in is not put into a page of whom it cannot be told who they are.
        ? holding.holdUntold(request, true, PageLinks.at(query.rest(), new Lost()))
        : holding.holdUntold(request, Caller.isNavigation(request), PageLinks.at(query.rest()));
  }

  private boolean waits() {
    return settings.mode() == Mode.ON
        && !settings.timings().admitWhenUnavailable()
        && !(settings.timings().admitWhenOverdue() && isOverdue());
  }

  private boolean isOverdue() {
    long now = clock.millis();
    Outage met =
        outage.updateAndGet(
            before ->
                before == null || now - before.last() > OVER_AFTER.toMillis()
                    ? new Outage(now, now)
                    : new Outage(before.since(), now));
    return met != null && now - met.since() > settings.timings().propagationLimit().toMillis();
  }
}
