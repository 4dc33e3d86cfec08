package io.github.powerbigate.microsoft;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/**
 * Sends HTTP requests and reads the answers to their end, up to a size. Follows no redirection.
 * Knows no time limit: whoever asks cancels the returned future. Thread-safe.
 */
final class Http {

  private static final String SIMULATOR_MARK = "x-powerbi-gate-simulator";

  private final JdkClient client;
  private final Underway underway;
  private final boolean simulatorAllowed;

  /**
   * @param underway whose calls these are: given up when that is closed
   */
  Http(JdkClient client, Underway underway, boolean simulatorAllowed) {
    this.client = client;
    this.underway = underway;
    this.simulatorAllowed = simulatorAllowed;
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
    HttpClient open = client.open();
    if (open == null || underway.isClosed()) {
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
            client.executor());
    var unused =
        answer.whenComplete(
            (reply, thrown) -> {
              underway.remove(giveUp);
              Threads.outsideTheApplication(() -> exchange.cancel(true));
              passedOn.cancel(false);
            });
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
}
