package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Finds out whether a user is in the configured groups, directly or through other groups (<a
 * href="https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups">checkMemberGroups</a>).
 * Of several people with one name any member is enough. Thread-safe.
 */
final class GroupStage {

  private final List<String> ids;
  private final MicrosoftSettings.GroupMatch match;
  private final AsApp graph;
  private final Answers answers;
  private final Directory directory;
  private final Groups groups;
  private final String body;

  GroupStage(
      List<String> ids,
      MicrosoftSettings.GroupMatch match,
      AsApp graph,
      Answers answers,
      Directory directory,
      Groups groups) {
    this.ids = ids;
    this.match = match;
    this.graph = graph;
    this.answers = answers;
    this.directory = directory;
    this.groups = groups;
    this.body = ids.stream().collect(Collectors.joining("\",\"", "{\"groupIds\":[\"", "\"]}"));
  }

  /**
   * Asks.
   *
   * @return completes with the finding, or fails with {@link Ended}, which holds it
   */
  CompletableFuture<Finding> ask(UserId user, Attempt attempt) {
    return directory
        .find(user, attempt)
        .thenCompose(found -> check(new Round(user, found, attempt), 0));
  }

  private CompletableFuture<Finding> check(Round round, int index) {
    if (index == round.found.people().size()) {
      return negative(round);
    }
    Person person = round.found.people().get(index);
    return graph
        .post(Asked.USER, "/users/" + person.id() + "/checkMemberGroups", body, round.attempt)
        .thenCompose(answer -> weigh(round, index, person, answer));
  }

  private CompletableFuture<Finding> weigh(
      Round round, int index, Person person, Optional<Json> answer) {
    if (answer.isEmpty()) {
      directory.forget(round.user);
      // A remembered object may be gone, and the name another's: look again. Not twice.
      return round.found.remembered() ? ask(round.user, round.attempt) : check(round, index + 1);
    }
    Set<String> in = membershipsIn(answer.get());
    groups.haveShown(in);
    boolean member =
        match == MicrosoftSettings.GroupMatch.ANY ? !in.isEmpty() : in.size() == ids.size();
    if (member) {
      return CompletableFuture.completedFuture(
          new Finding.Ready(person.createdAt(), person.invitationPending()));
    }
    round.negatives.add(in);
    round.pending |= person.invitationPending();
    return check(round, index + 1);
  }

  private CompletableFuture<Finding> negative(Round round) {
    if (round.negatives.isEmpty()) {
      return CompletableFuture.completedFuture(new Finding.NotYet(Cause.NOT_IN_DIRECTORY, false));
    }
    // The name may be another's by now, or a better match not indexed yet: look again next time.
    directory.forget(round.user);
    return round
        .attempt
        .step(Asked.GROUP, groups::known)
        .thenApply(
            nothing ->
                round.negatives.stream().allMatch(this::isClean)
                    ? new Finding.NotYet(Cause.NOT_IN_GROUP, round.pending)
                    : answers.noAnswer(Asked.GROUP, "hidden-members"));
  }

  /** Whether what is missing is missing indeed, and not only hidden from us. */
  private boolean isClean(Set<String> in) {
    List<String> absent = ids.stream().filter(id -> !in.contains(id)).toList();
    return match == MicrosoftSettings.GroupMatch.ANY
        ? absent.stream().noneMatch(groups::hides)
        : !absent.stream().allMatch(groups::hides);
  }

  private Set<String> membershipsIn(Json answer) {
    try {
      Set<String> in = new HashSet<>();
      for (String id : answer.texts("value")) {
        String canonical = id.toLowerCase(Locale.ROOT);
        if (ids.contains(canonical)) {
          in.add(canonical);
        }
      }
      return in;
    } catch (NoAnswer e) {
      throw new Ended(answers.findingOf(Asked.USER, e));
    }
  }

  /** One probe's way through the people found: its steps follow one another. */
  private static final class Round {
    private final UserId user;
    private final Directory.Found found;
    private final Attempt attempt;
    private final Set<Set<String>> negatives = new HashSet<>();
    private boolean pending;

    private Round(UserId user, Directory.Found found, Attempt attempt) {
      this.user = user;
      this.found = found;
      this.attempt = attempt;
    }
  }
}
