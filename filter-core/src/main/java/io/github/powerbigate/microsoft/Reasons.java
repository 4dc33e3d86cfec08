package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Question;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why Power BI does not let a member in, where more than an old picture can be proved. Asks at most
 * one question for each look at Power BI, so that it costs the person no time: the next look knows
 * more. What cannot be had is not asked for again for a while, and says nothing. Thread-safe.
 */
final class Reasons {

  static final Duration KNOWN_FOR = Duration.ofMinutes(5);

  /** A question more must not make the answer late that is there already. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int MOST = 10_000;

  private final MicrosoftSettings settings;
  private final WorkspaceSettings workspace;
  private final Directory directory;
  private final WorkspaceRoles roles;
  private final AsApp graph;
  private final AsApp powerBi;
  private final Attempts attempts;
  private final InstantSource clock;

  /** What was found out, or could not be, by what was asked. */
  private final Memory<Optional<Boolean>> facts;

  Reasons(
      MicrosoftSettings settings,
      WorkspaceSettings workspace,
      Directory directory,
      WorkspaceRoles roles,
      AsApp graph,
      AsApp powerBi,
      Attempts attempts,
      InstantSource clock) {
    this.settings = settings;
    this.workspace = workspace;
    this.directory = directory;
    this.roles = roles;
    this.graph = graph;
    this.powerBi = powerBi;
    this.attempts = attempts;
    this.clock = clock;
    facts = new Memory<>(MOST, KNOWN_FOR, clock);
  }

  /** The same finding, or one with a more telling cause; never fails for want of one. */
  CompletableFuture<Finding> explain(Question question, Finding finding, Attempt attempt) {
    boolean stale = finding instanceof NotYet notYet && notYet.cause() == Cause.POWER_BI_STALE;
    if (!stale || isLate(question)) {
      return CompletableFuture.completedFuture(finding);
    }
    return directory
        .find(question.user(), attempt)
        .thenCompose(found -> cause(found.people()))
        .handle((cause, thrown) -> cause == null ? finding : told((NotYet) finding, cause));
  }

  private static Finding told(NotYet notYet, Optional<Cause> cause) {
    return cause.<Finding>map(why -> new NotYet(why, notYet.invitationPending())).orElse(notYet);
  }

  private boolean isLate(Question question) {
    Instant enough = clock.instant().plus(PATIENCE.multipliedBy(2));
    return question.deadline().isBefore(enough);
  }

  private CompletableFuture<Optional<Cause>> cause(List<Person> people) {
    String roleless = "roleless " + people.get(0).id();
    Optional<Boolean> isRoleless = facts.recall(roleless);
    if (isRoleless == null) {
      return learn(
              roleless,
              attempt -> attempt.step(Asked.ROLES, roles::now),
              listed -> lacks(listed, people))
          .thenApply(fact -> Reasons.<Cause>when(fact, Cause.GROUP_WITHOUT_ROLE));
    }
    if (isRoleless.equals(Optional.of(true))) {
      return done(Cause.GROUP_WITHOUT_ROLE);
    }
    return workspace.licenceCheck() && Licences.areKnownIn(settings.cloud())
        ? licence(people.get(0))
        : done(null);
  }

  /** A group that is not ours may hold ours: then nothing is proved. */
  private static boolean lacks(Roles listed, List<Person> people) {
    return !listed.holdGroups() && people.stream().noneMatch(listed::has);
  }

  /** A workspace on a capacity of its own shows readers without a licence in. */
  private CompletableFuture<Optional<Cause>> licence(Person person) {
    String needed = "licence needed";
    Optional<Boolean> isNeeded = facts.recall(needed);
    if (isNeeded == null) {
      return learn(
              needed,
              attempt -> powerBi.get(Asked.ROLES, "/groups/" + workspace.id(), attempt),
              answer -> answer.map(it -> it.denies("isOnDedicatedCapacity")).orElse(false))
          .thenApply(fact -> Optional.empty());
    }
    String without = "without licence " + person.id();
    Optional<Boolean> isWithout = facts.recall(without);
    if (isWithout != null) {
      return done(isWithout.orElse(false) ? Cause.NO_LICENCE : null);
    }
    return learn(
            without,
            attempt -> graph.get(Asked.USER, "/users/" + person.id() + "/licenseDetails", attempt),
            answer -> isWithout(answer, isNeeded.orElse(false)))
        .thenApply(fact -> Reasons.<Cause>when(fact, Cause.NO_LICENCE));
  }

  private boolean isWithout(Optional<Json> answer, boolean needed) {
    if (answer.isEmpty()) {
      return false;
    }
    List<Json> details = answer.get().rows("value");
    return (needed && !Licences.isPaid(settings.cloud(), details))
        || Licences.areFreeInGovernment(settings.cloud(), details);
  }

  /** Asks, and remembers what the answer means, or that there is none. */
  private <T> CompletableFuture<Optional<Boolean>> learn(
      String name, Function<Attempt, CompletableFuture<T>> question, Function<T, Boolean> meaning) {
    CompletableFuture<Optional<Boolean>> fact = new CompletableFuture<>();
    Attempt attempt = attempts.begin(fact, PATIENCE, late -> fact.complete(Optional.empty()));
    var unused =
        question
            .apply(attempt)
            .handle(
                (answer, thrown) ->
                    fact.complete(
                        thrown == null ? Optional.of(meaning.apply(answer)) : Optional.empty()));
    return fact.thenApply(
        known -> {
          facts.remember(name, known);
          return known;
        });
  }

  private static <T> Optional<T> when(Optional<Boolean> fact, T then) {
    return fact.filter(yes -> yes).map(yes -> then);
  }

  private static CompletableFuture<Optional<Cause>> done(@Nullable Cause cause) {
    return CompletableFuture.completedFuture(Optional.ofNullable(cause));
  }
}
