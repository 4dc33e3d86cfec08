package io.github.powerbigate.microsoft;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches public documents of one origin, without any credential of the gate's. Follows no
 * redirection. Thread-safe.
 */
public final class PublicDocuments {

  /** Longest document, in bytes. */
  static final int LARGEST = 100 * 1024;

  /** The address is not of the origin that was settled at the start. */
  static final String FOREIGN = "foreign-address";

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final Http http;
  private final String origin;
  private final Duration timeout;
  private final ScheduledExecutorService timer;

  PublicDocuments(
      Http http,
      URI place,
      boolean plainToThisMachine,
      Duration timeout,
      ScheduledExecutorService timer) {
    String of = origin(place);
    boolean plain = "http".equals(place.getScheme());
    boolean allowed =
        !plain || (plainToThisMachine && THIS_MACHINE.contains(String.valueOf(place.getHost())));
    if (of == null || !allowed) {
      throw new IllegalArgumentException("public documents are fetched by https, without userinfo");
    }
    this.http = http;
    this.origin = of;
    this.timeout = timeout;
    this.timer = timer;
  }

  /**
   * Fetches one. Does not block.
   *
   * @param address where it is
   * @return completes with the body of an answer 200, on a thread of the gate; or fails with an
   *     exception whose message is a short code of ours: no answer in time, another status, more
   *     than 100 KB, another origin
   */
  public CompletableFuture<byte[]> fetch(URI address) {
    if (!origin.equals(origin(address))) {
      return CompletableFuture.failedFuture(new NoAnswer(FOREIGN));
    }
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Accept", "application/json").GET().build();
    CompletableFuture<Reply> reply = http.send(request, LARGEST);
    try {
      ScheduledFuture<?> end =
          timer.schedule(
              () -> reply.completeExceptionally(new NoAnswer(NoAnswer.TIMEOUT)),
              timeout.toMillis(),
              TimeUnit.MILLISECONDS);
      var unused = reply.whenComplete((answered, thrown) -> end.cancel(false));
    } catch (RejectedExecutionException e) {
      reply.completeExceptionally(new NoAnswer(NoAnswer.CLOSED));
    }
    return reply.thenApply(PublicDocuments::body);
  }

  private static byte[] body(Reply reply) {
    if (!reply.isSuccess()) {
      throw new NoAnswer("status-" + reply.status());
    }
    return reply.body();
  }

  /** Scheme, host and port; null if it is no address on the web, or one with userinfo. */
  private static @Nullable String origin(URI address) {
    boolean secure = "https".equals(address.getScheme());
    boolean web = secure || "http".equals(address.getScheme());
    if (!web || address.getHost() == null || address.getRawUserInfo() != null) {
      return null;
    }
    int usual = secure ? HTTPS_PORT : HTTP_PORT;
    int port = address.getPort() == -1 ? usual : address.getPort();
    return address.getScheme() + "://" + address.getHost() + ":" + port;
  }
}
