package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.ServiceClosing;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Asks Graph, or Power BI, as the gate's application: with its token. Thread-safe. */
final class AsApp {

  private final URI root;
  private final Http http;
  private final Tokens tokens;
  private final Answers answers;
  private final ServiceClosing closing;
  private final InstantSource clock;

  /**
   * @param root where the service's addresses begin, with its version
   * @param tokens for that service
   * @param closing until when the service is to be left alone, for all who share it
   */
  AsApp(
      URI root,
      Http http,
      Tokens tokens,
      Answers answers,
      ServiceClosing closing,
      InstantSource clock) {
    this.root = root;
    this.http = http;
    this.tokens = tokens;
    this.answers = answers;
    this.closing = closing;
    this.clock = clock;
  }

  /**
   * Asks by GET.
   *
   * @param question path and query, encoded, from the {@code /} behind the version
   * @return the answer, or empty if the service does not know the user (yet); fails with {@link
   *     Ended}
   */
  CompletableFuture<Optional<Json>> get(Asked whom, String question, Attempt attempt) {
    return raw(whom, question, attempt).thenApply(reply -> read(whom, reply));
  }

  /** Asks by GET, and leaves it to the caller what the answer means. */
  CompletableFuture<Reply> raw(Asked whom, String question, Attempt attempt) {
    return ask(whom, () -> request(question).GET(), attempt);
  }

  /** Asks by POST; otherwise as {@link #get}. */
  CompletableFuture<Optional<Json>> post(
      Asked whom, String question, String body, Attempt attempt) {
    return rawPost(whom, question, body, attempt).thenApply(reply -> read(whom, reply));
  }

  /** Asks by POST; otherwise as {@link #raw}. */
  CompletableFuture<Reply> rawPost(Asked whom, String question, String body, Attempt attempt) {
    return ask(
        whom,
        () ->
            request(question)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)),
        attempt);
  }

  private HttpRequest.Builder request(String question) {
    return HttpRequest.newBuilder(URI.create(root + question))
        .header("Accept", "application/json")
        // Random, so that it tells nobody who is asked about.
        .header("client-request-id", UUID.randomUUID().toString());
  }

  private CompletableFuture<Reply> ask(
      Asked whom, Supplier<HttpRequest.Builder> request, Attempt attempt) {
    return token(attempt)
        .thenCompose(
            token ->
                send(whom, request, token, attempt)
                    .thenCompose(reply -> perhapsAgain(whom, request, token, reply, attempt)));
  }

  private CompletableFuture<Token> token(Attempt attempt) {
    return attempt.step(attempt.forToken(), tokens::get);
  }

  private CompletableFuture<Reply> send(
      Asked whom, Supplier<HttpRequest.Builder> request, Token token, Attempt attempt) {
    Finding.Throttled closed = closing.left(clock.instant());
    if (closed != null) {
      return CompletableFuture.failedFuture(new Ended(closed));
    }
    HttpRequest complete =
        request.get().setHeader("Authorization", "Bearer " + token.value()).build();
    int largest = whom == Asked.ROLES ? Body.LARGEST_LIST : Body.LARGEST;
    return attempt.step(whom, () -> http.send(complete, largest));
  }

  /** A token that is refused is worth one more try, if another can be had. */
  private CompletableFuture<Reply> perhapsAgain(
      Asked whom,
      Supplier<HttpRequest.Builder> request,
      Token token,
      Reply reply,
      Attempt attempt) {
    if (reply.status() == 403) {
      tokens.refused(token);
    }
    if (reply.status() == 401 && whom == Asked.ROLES) {
      // Power BI says so to whoever may not enter, too: the next question has another token, if
      // any.
      tokens.refused(token);
      return CompletableFuture.completedFuture(reply);
    }
    if (reply.status() != 401) {
      return CompletableFuture.completedFuture(reply);
    }
    tokens.refused(token);
    return token(attempt)
        .thenCompose(
            next ->
                next.equals(token)
                    ? CompletableFuture.completedFuture(reply)
                    : send(whom, request, next, attempt));
  }

  private Optional<Json> read(Asked whom, Reply reply) {
    if (reply.isSuccess()) {
      try {
        return Optional.of(Json.parse(reply.body()));
      } catch (NoAnswer e) {
        throw new Ended(answers.findingOf(whom, e));
      }
    }
    Finding finding = answers.reply(whom, reply);
    if (finding instanceof Finding.Throttled) {
      // Not for 503: that may be a proxy's, which is in the way of this gate alone.
      closing.closeFor(finding, clock.instant());
    }
    if (finding instanceof Finding.NotYet) {
      return Optional.empty();
    }
    throw new Ended(finding);
  }
}
