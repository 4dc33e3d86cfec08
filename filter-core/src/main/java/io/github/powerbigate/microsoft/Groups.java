package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the configured groups exist (<a
 * href="https://learn.microsoft.com/graph/api/group-get">get group</a>), and whether they show
 * their members. A group that does not exist, and one that hides its members, both look like one
 * that nobody is in: so no negative counts before this is known. Thread-safe.
 */
final class Groups {

  private static final Duration KNOWN_FOR = Duration.ofMinutes(1);
  private static final Duration SHARED_FAILURE = Duration.ofSeconds(2);

  private final List<String> ids;
  private final AsApp graph;
  private final Answers answers;
  private final InstantSource clock;
  private final Duration timeout;
  private final Attempts attempts;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Set<String> shown = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private @Nullable CompletableFuture<Void> underway;
  private @Nullable Throwable failure;
  private Instant failedAt = Instant.MIN;

  Groups(
      List<String> ids,
      AsApp graph,
      Answers answers,
      InstantSource clock,
      Duration timeout,
      Attempts attempts) {
    this.ids = ids;
    this.graph = graph;
    this.answers = answers;
    this.clock = clock;
    this.timeout = timeout;
    this.attempts = attempts;
  }

  /**
   * Makes sure that all groups exist, by what is not older than a minute if Graph can be asked, and
   * by what was known before if it cannot. However many ask, one check is under way.
   *
   * @return the caller's own future; fails with {@link Ended} if a group is missing or not known
   */
  CompletableFuture<Void> known() {
    CompletableFuture<Void> flight;
    synchronized (this) {
      Instant now = clock.instant();
      if (failure != null && near(failedAt, now, SHARED_FAILURE)) {
        return CompletableFuture.failedFuture(failure);
      }
      if (stale(now).isEmpty()) {
        return CompletableFuture.completedFuture(null);
      }
      if (underway != null) {
        return underway.copy();
      }
      flight = new CompletableFuture<>();
      underway = flight;
    }
    check(flight);
    return flight.copy();
  }

  /** A positive was seen: these groups do show their members. */
  void haveShown(Collection<String> positives) {
    shown.addAll(positives);
  }

  /** Whether the absence of this group from an answer means nothing. */
  boolean hides(String id) {
    Known group = known.get(id);
    return group != null && group.hidden && !shown.contains(id);
  }

  private List<String> stale(Instant now) {
    return ids.stream()
        .filter(
            id -> {
              Known group = known.get(id);
              return group == null || !near(group.at, now, KNOWN_FOR);
            })
        .toList();
  }

  private void check(CompletableFuture<Void> flight) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    Attempt attempt =
        attempts.begin(all, timeout, late -> all.completeExceptionally(new Ended(late)));
    CompletableFuture<?>[] each =
        stale(clock.instant()).stream()
            .map(id -> checkOne(id, attempt))
            .toArray(CompletableFuture<?>[]::new);
    var unused = all.whenComplete((nothing, thrown) -> land(flight, thrown));
    var unusedToo =
        CompletableFuture.allOf(each)
            .whenComplete(
                (nothing, thrown) -> {
                  if (thrown == null) {
                    all.complete(null);
                  } else {
                    all.completeExceptionally(thrown);
                  }
                });
  }

  private CompletableFuture<Void> checkOne(String id, Attempt attempt) {
    return graph
        .get(Asked.GROUP, "/groups/" + id + "?$select=id,visibility", attempt)
        .handle(
            (answer, thrown) -> {
              Throwable bare = Ended.unwrapped(thrown);
              if (answer != null && answer.isPresent() && answer.get().text("id") != null) {
                boolean hidden =
                    "HiddenMembership".equalsIgnoreCase(answer.get().text("visibility"));
                known.put(id, new Known(clock.instant(), hidden));
                return null;
              }
              Ended ended =
                  new Ended(
                      answers.findingOf(
                          Asked.GROUP,
                          bare == null ? new NoAnswer(NoAnswer.UNEXPECTED_JSON) : bare));
              if (isMissing(ended)) {
                known.remove(id);
              }
              throw ended;
            });
  }

  private void land(CompletableFuture<Void> flight, @Nullable Throwable thrown) {
    Throwable bare = Ended.unwrapped(thrown);
    boolean enough = bare == null || (!isMissing(bare) && known.keySet().containsAll(ids));
    if (enough && bare != null) {
      // Graph cannot be asked just now. What was known stands, and is asked again in a minute.
      known.replaceAll((id, group) -> new Known(clock.instant(), group.hidden));
    }
    synchronized (this) {
      underway = null;
      failure = enough ? null : bare;
      failedAt = clock.instant();
    }
    if (enough || bare == null) {
      flight.complete(null);
    } else {
      flight.completeExceptionally(bare);
    }
  }

  private static boolean isMissing(Throwable thrown) {
    return thrown instanceof Ended ended
        && ended.finding() instanceof Finding.Misconfigured misconfigured
        && misconfigured.trouble().cause() == Cause.GROUP_MISSING;
  }

  private static boolean near(Instant since, Instant now, Duration length) {
    return !now.isBefore(since) && now.isBefore(since.plus(length));
  }

  /** No record: the map may compare its values. See {@code membership.Stored}. */
  private static final class Known {
    private final Instant at;
    private final boolean hidden;

    Known(Instant at, boolean hidden) {
      this.at = at;
      this.hidden = hidden;
    }
  }
}
