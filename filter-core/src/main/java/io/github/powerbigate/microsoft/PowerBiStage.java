package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.membership.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether Power BI lets a user in, in the user's own name: no app-only call sees the
 * picture that Power BI keeps of what each user may see. Thread-safe.
 */
final class PowerBiStage {

  private static final Set<String> NEVER_LEFT =
      Set.of(
          NoAnswer.NO_CONNECTION,
          NoAnswer.UNKNOWN_HOST,
          NoAnswer.TLS,
          NoAnswer.UNTRUSTED,
          NoAnswer.CLOSED);

  private final MicrosoftSettings settings;
  private final AsUserSettings asUser;
  private final Directory directory;
  private final PowerBi powerBi;
  private final @Nullable UserTokens tokens;
  private final RefreshLedger ledger;
  private final Answers answers;
  private final InstantSource clock;

  /**
   * @param tokens gets Power BI tokens for the users' own; null where those are for Power BI
   *     already
   */
  PowerBiStage(
      MicrosoftSettings settings,
      AsUserSettings asUser,
      Directory directory,
      PowerBi powerBi,
      @Nullable UserTokens tokens,
      RefreshLedger ledger,
      Answers answers,
      InstantSource clock) {
    this.settings = settings;
    this.asUser = asUser;
    this.directory = directory;
    this.powerBi = powerBi;
    this.tokens = tokens;
    this.ledger = ledger;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * Asks.
   *
   * @param question whose stage is not the group's, with the user's token
   * @return completes with the finding, or fails with {@link Ended}, which holds it
   */
  CompletableFuture<Finding> ask(Question question, Attempt attempt) {
    return directory
        .find(question.user(), attempt)
        .thenCompose(found -> ask(question, found.people(), attempt));
  }

  private CompletableFuture<Finding> ask(Question question, List<Person> people, Attempt attempt) {
    String given = requireNonNull(question.token(), "no token").value();
    if (tokens == null) {
      return ask(question, ledgerKey(question.user(), people), given, attempt);
    }
    Assertion assertion = read(question, people);
    return tokens
        .of(assertion, attempt)
        .thenCompose(token -> ask(question, assertion.objectId(), token, attempt))
        .whenComplete(
            (finding, thrown) -> {
              if (finding instanceof Finding.Proven || finding instanceof Finding.TokenRefused) {
                tokens.drop(assertion);
              }
            });
  }

  /** The token must be the portal's user's: with another's, the wrong person would be asked for. */
  private Assertion read(Question question, List<Person> people) {
    try {
      Assertion assertion =
          Assertion.of(
              requireNonNull(question.token(), "no token"), settings.tenantId(), clock.instant());
      if (people.stream().noneMatch(it -> it.id().equalsIgnoreCase(assertion.objectId()))) {
        throw new NoAnswer("wrong-account");
      }
      return assertion;
    } catch (NoAnswer e) {
      throw new Ended(answers.findingOf(Asked.ENTRA_USER, e));
    }
  }

  private static String ledgerKey(UserId user, List<Person> people) {
    return people.size() == 1 ? people.get(0).id().toLowerCase(Locale.ROOT) : user.value();
  }

  private CompletableFuture<Finding> ask(
      Question question, String person, String token, Attempt attempt) {
    Instant now = clock.instant();
    Duration rest = ledger.rest(person, now);
    boolean looks = question.stage() == Stage.POWER_BI;
    // Also where another gate has called it, for another workspace.
    if (rest != null && (!looks || !rest.isZero())) {
      return CompletableFuture.completedFuture(new Finding.Refreshed(rest, null));
    }
    if (looks) {
      return powerBi
          .workspace(asUser.workspaceId(), token, attempt)
          .thenApply(
              reply -> reply.isSuccess() ? opened(reply) : answers.reply(Asked.WORKSPACE, reply));
    }
    return ledger.note(person, now, asUser.refreshTakes())
        ? powerBi
            .refresh(token, attempt)
            .whenComplete((reply, thrown) -> forgetWhatNeverLeft(person, thrown))
            .thenApply(reply -> refreshed(person, reply))
        : CompletableFuture.completedFuture(new Finding.Refreshed(asUser.refreshTakes(), null));
  }

  /** A call that found no way to Power BI is none; one that was not answered may have worked. */
  private void forgetWhatNeverLeft(String person, @Nullable Throwable thrown) {
    if (Ended.unwrapped(thrown) instanceof Ended ended) {
      Trouble trouble = ended.finding().trouble();
      if (trouble != null && NEVER_LEFT.contains(trouble.code())) {
        ledger.strike(person);
      }
    }
  }

  /** What a proxy answers in Microsoft's place is no workspace. */
  private Finding opened(Reply reply) {
    String id = id(reply);
    return asUser.workspaceId().equalsIgnoreCase(id)
        ? new Finding.Proven()
        : answers.noAnswer(Asked.WORKSPACE, NoAnswer.UNEXPECTED_JSON);
  }

  private static @Nullable String id(Reply reply) {
    try {
      return Json.parse(reply.body()).text("id");
    } catch (NoAnswer e) {
      return null;
    }
  }

  /** Never asked twice: it is once an hour, and whether it worked shows when Power BI is asked. */
  private Finding refreshed(String person, Reply reply) {
    if (reply.isSuccess() || reply.status() == 429) {
      // 429: somebody else has made it look anew, and nobody says when.
      return new Finding.Refreshed(asUser.refreshTakes(), null);
    }
    Finding finding = answers.reply(Asked.REFRESH, reply);
    if (finding instanceof Finding.TokenRefused) {
      ledger.strike(person);
      return finding;
    }
    // What neither refuses nor confirms may have worked.
    boolean refused = reply.status() >= 400 && reply.status() < 500;
    if (refused) {
      ledger.wasInVain(person);
    }
    return new Finding.Refreshed(
        refused ? Duration.ZERO : asUser.refreshTakes(), finding.trouble());
  }
}
