package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * Requests the tokens of a managed identity. Thread-safe.
 *
 * <p>Not by msal4j: its tokens of managed identities are in a cache that is static, so that of two
 * applications one would get the other's if the jar is the server's, and it keeps its own time.
 */
final class IdentityTokens implements AppTokens {

  private static final String OF_SCOPE = "/.default";

  private final IdentityEndpoint endpoint;
  private final String clientId;
  private final Http http;
  private final Answers answers;
  private final Attempts attempts;
  private final InstantSource clock;

  /**
   * @param clientId the user-assigned identity; empty for the system-assigned one
   * @param http a way that leads through no proxy: the question carries a secret of the machine's
   */
  IdentityTokens(
      IdentityEndpoint endpoint,
      String clientId,
      Http http,
      Answers answers,
      Attempts attempts,
      InstantSource clock) {
    this.endpoint = endpoint;
    this.clientId = clientId;
    this.http = http;
    this.answers = answers;
    this.attempts = attempts;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<Token> request(String scope, Duration patience) {
    CompletableFuture<Token> result = new CompletableFuture<>();
    Attempt attempt =
        attempts.begin(result, patience, late -> result.completeExceptionally(new Ended(late)));
    String resource = scope.substring(0, scope.length() - OF_SCOPE.length());
    var unused =
        attempt
            .step(Asked.IDENTITY, () -> http.send(endpoint.question(resource, clientId)))
            .thenApply(this::token)
            .whenComplete(
                (token, thrown) -> {
                  if (token != null) {
                    result.complete(token);
                  } else {
                    result.completeExceptionally(
                        new Ended(answers.findingOf(Asked.IDENTITY, Ended.unwrapped(thrown))));
                  }
                });
    return result;
  }

  /**
   * The endpoint keeps tokens, and gives one out again with the {@code expires_in} that it had at
   * first: only {@code expires_on}, in seconds since 1970, says when it ends.
   */
  private Token token(Reply reply) {
    if (!reply.isSuccess()) {
      throw new Ended(answers.reply(Asked.IDENTITY, reply));
    }
    Json json = Json.parse(reply.body());
    String end = json.text("expires_on");
    if (end == null || !end.matches("[0-9]{1,12}")) {
      throw new NoAnswer(NoAnswer.UNEXPECTED_JSON);
    }
    Instant now = clock.instant();
    Duration life = Duration.between(now, Instant.ofEpochSecond(Long.parseLong(end)));
    if (life.isNegative() || life.isZero()) {
      throw new NoAnswer("token-expired");
    }
    return Token.of(json.text("access_token"), now, life);
  }
}
