package io.github.powerbigate.microsoft;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests and reads the answers to their end, up to a size. Follows no redirection.
 * Knows no time limit: whoever asks cancels the returned future. Thread-safe.
 *
 * <p>HTTP/1.1, since one HTTP/2 connection carries about 100 calls at once and then refuses.
 */
final class Http implements AutoCloseable {

  private static final String SIMULATOR_MARK = "x-powerbi-gate-simulator";

  private final ExecutorService executor;
  private final boolean simulatorAllowed;
  private final Set<Runnable> underway = ConcurrentHashMap.newKeySet();
  private volatile @Nullable HttpClient client;

  Http(
      ExecutorService executor,
      @Nullable SSLContext trust,
      @Nullable InetSocketAddress proxy,
      boolean simulatorAllowed) {
    this.executor = executor;
    this.simulatorAllowed = simulatorAllowed;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(executor);
    if (trust != null) {
      builder.sslContext(trust);
    }
    if (proxy != null) {
      builder.proxy(ProxySelector.of(proxy));
    }
    client = Threads.outsideTheApplication(builder::build);
  }

  /**
   * Sends.
   *
   * @return completes with the answer, whatever its status, or fails with {@link NoAnswer};
   *     cancelling it gives the call up
   */
  CompletableFuture<Reply> send(HttpRequest request) {
    return send(request, Body.LARGEST);
  }

  /**
   * Sends; otherwise as {@link #send(HttpRequest)}.
   *
   * @param largest how long a body may be, in bytes
   */
  CompletableFuture<Reply> send(HttpRequest request, int largest) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    HttpClient open = client;
    if (open == null) {
      return CompletableFuture.failedFuture(new NoAnswer(NoAnswer.CLOSED));
    }
    Runnable giveUp = () -> answer.completeExceptionally(new NoAnswer(NoAnswer.CLOSED));
    underway.add(giveUp);
    // The JDK's client hands the end of each call to CompletableFuture's own pool. With one or two
    // processors that is a new thread for each, which inherits the context class loader of whoever
    // sends or cancels: Tomcat, stopping just then, would report it as the application's leak.
    CompletableFuture<HttpResponse<byte[]>> exchange =
        Threads.outsideTheApplication(() -> open.sendAsync(request, head -> new Body(largest)));
    var passedOn =
        exchange.whenCompleteAsync(
            (response, thrown) -> {
              if (response != null) {
                arrived(request, response, answer);
              } else if (thrown != null) {
                failed(request, thrown, answer);
              }
            },
            executor);
    var cleared =
        answer.whenComplete(
            (reply, thrown) -> {
              underway.remove(giveUp);
              Threads.outsideTheApplication(() -> exchange.cancel(true));
              passedOn.cancel(false);
            });
    // Closed between the look at the client and now: nobody else would end this call.
    if (client == null && !cleared.isDone()) {
      giveUp.run();
    }
    return answer;
  }

  private void arrived(
      HttpRequest request, HttpResponse<byte[]> response, CompletableFuture<Reply> answer) {
    // A proxy's refusal to connect comes without a body, and that is null.
    byte[] body = response.body() == null ? new byte[0] : response.body();
    Reply reply = new Reply(response.statusCode(), response.headers(), body);
    if (!reply.isSuccess()) {
      Upstream.log(() -> described(request) + reply.status() + " " + Upstream.text(reply.body()));
    }
    if (!simulatorAllowed && response.headers().firstValue(SIMULATOR_MARK).isPresent()) {
      answer.completeExceptionally(new NoAnswer(NoAnswer.SIMULATOR));
    } else {
      answer.complete(reply);
    }
  }

  private static void failed(
      HttpRequest request, Throwable thrown, CompletableFuture<Reply> answer) {
    Upstream.log(() -> described(request) + thrown);
    answer.completeExceptionally(new NoAnswer(code(thrown)));
  }

  private static String described(HttpRequest request) {
    return request.method() + " " + request.uri() + ": ";
  }

  private static String code(Throwable thrown) {
    boolean tls = false;
    boolean connecting = false;
    // The client wraps: the reason may be any of the causes.
    Throwable link = thrown;
    for (int i = 0; link != null && i < 10; i++) {
      if (link instanceof NoAnswer own) {
        return own.code();
      }
      if (link instanceof UnresolvedAddressException || link instanceof UnknownHostException) {
        return NoAnswer.UNKNOWN_HOST;
      }
      if (link instanceof CertificateException || link instanceof CertPathBuilderException) {
        return NoAnswer.UNTRUSTED;
      }
      tls |= link instanceof SSLException;
      connecting |= link instanceof ConnectException;
      link = link.getCause();
    }
    if (tls) {
      return NoAnswer.TLS;
    }
    return connecting ? NoAnswer.NO_CONNECTION : NoAnswer.BROKEN;
  }

  /**
   * Gives up all calls under way and lets go of the client. Java 17's client cannot be closed: its
   * thread, which carries no class loader of the application, ends once the client is collected.
   */
  @Override
  public void close() {
    HttpClient open = client;
    client = null;
    underway.forEach(Runnable::run);
    if ((Object) open instanceof AutoCloseable closeable) {
      try {
        // Java 21 and later. Without this, close would wait for connections that are still open.
        HttpClient.class.getMethod("shutdownNow").invoke(open);
        closeable.close();
      } catch (Exception e) {
        Upstream.log(() -> "closing the HTTP client: " + e);
      }
    }
  }
}
