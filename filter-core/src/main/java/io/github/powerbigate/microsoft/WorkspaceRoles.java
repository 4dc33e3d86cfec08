package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Throttled;
import io.github.powerbigate.membership.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The list of who has a role in the workspace (<a
 * href="https://learn.microsoft.com/rest/api/power-bi/groups/get-group-users">get group users</a>,
 * or <a
 * href="https://learn.microsoft.com/rest/api/power-bi/admin/groups-get-group-users-as-admin">as
 * admin</a>). One list serves everybody who asks within a time, and however many ask, one is under
 * way. Thread-safe.
 */
final class WorkspaceRoles {

  private static final Duration SHARED_FAILURE = Duration.ofSeconds(2);

  /** Microsoft publishes no limit for this call. */
  private static final Duration ONE_LIST_SERVES = Duration.ofSeconds(5);

  /** What is asked for at once; a page with fewer than {@link #FULL} rows is the last. */
  private static final int PAGE = 500;

  private static final int FULL = 100;

  /** So many times as old as a list should be it may still serve, while other gates have theirs. */
  private static final int MOST_OLD = 3;

  /** A workspace takes 1,000 principals. */
  private static final int MOST_PAGES = 20;

  private final String workspace;

  /** That of the admin API, or null if the list is asked for as the application sees it. */
  private final @Nullable AdminPace pace;

  private final AsApp powerBi;
  private final Answers answers;
  private final Attempts attempts;
  private final Duration timeout;
  private final Duration keptFor;
  private final Duration failureServes;
  private final InstantSource clock;

  // All guarded by this.
  private @Nullable Roles last;
  private Instant lastAt = Instant.MIN;
  private @Nullable CompletableFuture<Roles> underway;
  private @Nullable Throwable failure;
  private Instant failedAt = Instant.MIN;

  private WorkspaceRoles(
      String workspace,
      @Nullable AdminPace pace,
      AsApp powerBi,
      Answers answers,
      Attempts attempts,
      Duration timeout,
      Duration keptFor,
      Duration failureServes,
      InstantSource clock) {
    this.workspace = workspace;
    this.pace = pace;
    this.powerBi = powerBi;
    this.answers = answers;
    this.attempts = attempts;
    this.timeout = timeout;
    this.keptFor = keptFor;
    this.failureServes = failureServes;
    this.clock = clock;
  }

  /**
   * The list of one workspace.
   *
   * @param pace that of the admin API, if that is asked
   */
  static WorkspaceRoles of(
      WorkspaceSettings workspace,
      AdminPace pace,
      AsApp powerBi,
      Answers answers,
      Attempts attempts,
      Duration timeout,
      InstantSource clock) {
    WorkspaceSettings.Users users = workspace.users();
    return new WorkspaceRoles(
        workspace.id(),
        users == WorkspaceSettings.Users.LISTED_BY_ADMIN ? pace : null,
        powerBi,
        answers,
        attempts,
        timeout,
        switch (users) {
          case NO -> Reasons.KNOWN_FOR;
          case LISTED -> ONE_LIST_SERVES;
          case LISTED_BY_ADMIN -> AdminPace.BETWEEN;
        },
        // Where the list only tells causes, that it cannot be had is no reason to ask again.
        users == WorkspaceSettings.Users.NO ? Reasons.KNOWN_FOR : SHARED_FAILURE,
        clock);
  }

  /**
   * The list.
   *
   * @return the caller's own future; fails with {@link Ended}
   */
  CompletableFuture<Roles> now() {
    CompletableFuture<Roles> flight;
    synchronized (this) {
      Instant now = clock.instant();
      if (last != null && near(lastAt, now, keptFor)) {
        return CompletableFuture.completedFuture(last);
      }
      if (failure != null && near(failedAt, now, failureServes)) {
        return CompletableFuture.failedFuture(failure);
      }
      if (underway != null) {
        return underway.copy();
      }
      Duration rest = pace == null ? Duration.ZERO : pace.until(now);
      if (!rest.isZero()) {
        // The other gates' lists are asked for; ours of a moment ago is better than none.
        if (last != null && near(lastAt, now, keptFor.multipliedBy(MOST_OLD))) {
          return CompletableFuture.completedFuture(last);
        }
        return CompletableFuture.failedFuture(
            failure == null ? new Ended(tooEarly(rest)) : failure);
      }
      flight = new CompletableFuture<>();
      underway = flight;
    }
    ask(flight);
    return flight.copy();
  }

  private void ask(CompletableFuture<Roles> flight) {
    CompletableFuture<List<Json>> all = new CompletableFuture<>();
    Attempt attempt =
        attempts.begin(all, timeout, late -> all.completeExceptionally(new Ended(late)));
    var unused = all.whenComplete((rows, thrown) -> land(flight, rows, thrown));
    var unusedToo =
        (pace == null ? page(0, 0, List.of(), attempt) : whole(attempt))
            .whenComplete(
                (rows, thrown) -> {
                  if (rows != null) {
                    all.complete(rows);
                  } else if (thrown != null) {
                    all.completeExceptionally(thrown);
                  }
                });
  }

  /** The admin API knows no pages here. */
  private CompletableFuture<List<Json>> whole(Attempt attempt) {
    return rows("/admin/groups/" + workspace + "/users", attempt);
  }

  private CompletableFuture<List<Json>> page(
      int number, int skip, List<Json> before, Attempt attempt) {
    return rows("/groups/" + workspace + "/users?$top=" + PAGE + "&$skip=" + skip, attempt)
        .thenCompose(
            rows -> {
              List<Json> all = new ArrayList<>(before);
              all.addAll(rows);
              return rows.size() < FULL || number + 1 == MOST_PAGES
                  ? CompletableFuture.completedFuture(all)
                  : page(number + 1, all.size(), all, attempt);
            });
  }

  private CompletableFuture<List<Json>> rows(String question, Attempt attempt) {
    return powerBi.get(Asked.ROLES, question, attempt).thenApply(this::rows);
  }

  private List<Json> rows(Optional<Json> answer) {
    try {
      return answer.orElseThrow(() -> new NoAnswer(NoAnswer.UNEXPECTED_JSON)).objects("value");
    } catch (NoAnswer e) {
      throw new Ended(answers.findingOf(Asked.ROLES, e));
    }
  }

  private void land(
      CompletableFuture<Roles> flight, @Nullable List<Json> rows, @Nullable Throwable thrown) {
    Roles roles = rows == null ? null : Roles.of(rows);
    Throwable bare = Ended.unwrapped(thrown);
    synchronized (this) {
      underway = null;
      failure = bare;
      failedAt = clock.instant();
      if (roles != null) {
        last = roles;
        lastAt = clock.instant();
      }
    }
    if (roles != null) {
      flight.complete(roles);
    } else if (bare != null) {
      flight.completeExceptionally(bare);
    }
  }

  private Finding tooEarly(Duration rest) {
    Finding finding = answers.noAnswer(Asked.ROLES, "admin-pace");
    Trouble trouble = finding.trouble();
    return trouble == null ? finding : new Throttled(rest, trouble);
  }

  private static boolean near(Instant since, Instant now, Duration length) {
    return !now.isBefore(since) && now.isBefore(since.plus(length));
  }
}
