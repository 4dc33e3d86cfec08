package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Trouble;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks Microsoft single questions in the name of the gate's application, for whoever looks for a
 * fault: an administrator, and the gate's own checks at its start. Never writes. Thread-safe.
 *
 * <p>Nothing that it answers holds a token or what Microsoft says in words.
 */
public final class Examiner {

  /** A service of Microsoft's that the application has tokens for. */
  public enum Api {
    GRAPH,
    POWER_BI
  }

  private final AsApp graph;
  private final AsApp powerBi;
  private final Tokens graphTokens;
  private final Tokens powerBiTokens;
  private final Answers answers;
  private final Attempts attempts;
  private final Duration patience;

  Examiner(
      AsApp graph,
      AsApp powerBi,
      Tokens graphTokens,
      Tokens powerBiTokens,
      Answers answers,
      Attempts attempts,
      Duration patience) {
    this.graph = graph;
    this.powerBi = powerBi;
    this.graphTokens = graphTokens;
    this.powerBiTokens = powerBiTokens;
    this.answers = answers;
    this.attempts = attempts;
    this.patience = patience;
  }

  /**
   * What was answered.
   *
   * @param status the HTTP status, or 0 if no answer came
   * @param date what time it is by the service's clock, or null if it does not say
   * @param json the object that was answered, or null if none was
   * @param trouble what is wrong, in our own words, or null if the status is 200
   * @param retryAfter how long the service asks to be left alone, or null if it does not
   */
  public record Examined(
      int status,
      @Nullable Instant date,
      @Nullable Json json,
      @Nullable Trouble trouble,
      @Nullable Duration retryAfter) {}

  /**
   * What an access token says of the application, as far as it can be read: by Microsoft's rules
   * its form may change any time. For a person to read, never to decide by.
   *
   * @param audience for whom it is, or null if it cannot be read
   * @param roles the application permissions in it
   * @param expiresAt when it ends, by our clock
   * @param trouble why there is none, in our own words, or null if there is one
   */
  public record TokenFacts(
      @Nullable String audience,
      List<String> roles,
      @Nullable Instant expiresAt,
      @Nullable Trouble trouble) {}

  /**
   * Asks by GET.
   *
   * @param question path and query, encoded, from the {@code /} behind the version, or behind
   *     {@code /v1.0/myorg}
   * @return completes with what was answered; never fails
   */
  public CompletableFuture<Examined> get(Api api, String question) {
    Asked whom = asked(api, question);
    CompletableFuture<Reply> result = new CompletableFuture<>();
    Attempt attempt = begin(result);
    return over(whom, result, asApp(api).raw(whom, question, attempt));
  }

  /**
   * Asks Graph in which of some groups a user is, directly or through other groups.
   *
   * @param userId the user's object id
   * @param groupIds 1 to 20 object ids
   * @return as {@link #get}
   */
  public CompletableFuture<Examined> memberships(String userId, List<String> groupIds) {
    CompletableFuture<Reply> result = new CompletableFuture<>();
    Attempt attempt = begin(result);
    String body = "{\"groupIds\":[\"" + String.join("\",\"", groupIds) + "\"]}";
    return over(
        Asked.USER,
        result,
        graph.rawPost(Asked.USER, "/users/" + userId + "/checkMemberGroups", body, attempt));
  }

  /**
   * Gets a token, or the one that is held, and reads it.
   *
   * @return completes with what it says; never fails
   */
  public CompletableFuture<TokenFacts> token(Api api) {
    Tokens tokens = api == Api.GRAPH ? graphTokens : powerBiTokens;
    return tokens
        .get()
        .handle(
            (token, thrown) ->
                token == null
                    ? new TokenFacts(null, List.of(), null, trouble(Asked.ENTRA, thrown))
                    : facts(token));
  }

  private AsApp asApp(Api api) {
    return api == Api.GRAPH ? graph : powerBi;
  }

  private static Asked asked(Api api, String question) {
    if (api == Api.POWER_BI) {
      return Asked.ROLES;
    }
    return question.startsWith("/groups") ? Asked.GROUP : Asked.USER;
  }

  private Attempt begin(CompletableFuture<Reply> result) {
    return attempts.begin(result, patience, late -> result.completeExceptionally(new Ended(late)));
  }

  private CompletableFuture<Examined> over(
      Asked whom, CompletableFuture<Reply> result, CompletableFuture<Reply> question) {
    var unused =
        question.whenComplete(
            (reply, thrown) -> {
              if (reply != null) {
                result.complete(reply);
              } else if (thrown != null) {
                result.completeExceptionally(thrown);
              }
            });
    return result.handle(
        (reply, thrown) -> reply == null ? unanswered(whom, thrown) : examined(whom, reply));
  }

  private Examined unanswered(Asked whom, @Nullable Throwable thrown) {
    Finding finding = answers.findingOf(whom, Ended.unwrapped(thrown));
    return new Examined(0, null, null, finding.trouble(), finding.retryAfter());
  }

  private Examined examined(Asked whom, Reply reply) {
    Json json = null;
    try {
      json = Json.parse(reply.body());
    } catch (NoAnswer e) {
      // The status speaks alone.
    }
    return new Examined(
        reply.status(),
        date(reply),
        json,
        reply.isSuccess() ? null : answers.troubleOf(whom, reply),
        reply.isSuccess() ? null : answers.reply(whom, reply).retryAfter());
  }

  private @Nullable Trouble trouble(Asked whom, @Nullable Throwable thrown) {
    return answers.findingOf(whom, Ended.unwrapped(thrown)).trouble();
  }

  private static @Nullable Instant date(Reply reply) {
    try {
      return reply
          .headers()
          .firstValue("Date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElse(null);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static TokenFacts facts(Token token) {
    String[] parts = token.value().split("\\.", -1);
    try {
      Json claims =
          Json.parse(parts.length == 3 ? Base64.getUrlDecoder().decode(parts[1]) : new byte[0]);
      return new TokenFacts(claims.text("aud"), claims.words("roles"), token.expiresAt(), null);
    } catch (NoAnswer | IllegalArgumentException e) {
      return new TokenFacts(null, List.of(), token.expiresAt(), null);
    }
  }
}
