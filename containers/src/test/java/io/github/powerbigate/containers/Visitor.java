package io.github.powerbigate.containers;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** A person's browser, as far as the gate can see it. */
final class Visitor {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** What was sent, unpacked where its header says so. */
  private static final BodyHandler<String> TEXT =
      answer ->
          BodySubscribers.mapping(
              BodySubscribers.ofByteArray(), body -> text(answer.headers(), body));

  private Visitor() {}

  /** Somebody goes there. */
  static HttpResponse<String> goes(String user, URI address) throws Exception {
    return send(navigation(address).header("X-User", user));
  }

  /** Nobody who is signed in goes there. */
  static HttpResponse<String> strangerGoes(URI address) throws Exception {
    return send(navigation(address));
  }

  /** A page of the gate asks how somebody stands. */
  static HttpResponse<String> polls(String user, URI address) throws Exception {
    return send(
        request(with(address, "?powerbi-gate=status"))
            .header("Accept", "application/json")
            .header("X-Requested-With", "XMLHttpRequest")
            .header("X-PowerBI-Gate-Poll", "1")
            .header("X-User", user));
  }

  /** A page of the gate asks until it is told that somebody may go on. */
  static void awaitReady(String user, URI address) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> polls(user, address).body().contains("\"ready\":true"));
  }

  /**
   * An address with a query in the place of its own, as browsers resolve it ({@code URI.resolve}
   * drops the last segment of the path).
   */
  static URI with(URI address, String query) {
    return URI.create(address.toString().replaceFirst("\\?.*", "") + query);
  }

  /** A script of the application fetches something. */
  static HttpResponse<String> fetches(String user, URI address) throws Exception {
    return send(
        request(address)
            .header("Accept", "application/json")
            .header("Sec-Fetch-Mode", "cors")
            .header("X-User", user));
  }

  /** The status of an answer, or 0 if there is none. */
  static int status(URI address) {
    try {
      return send(request(address)).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static HttpRequest.Builder navigation(URI address) {
    return request(address)
        .header("Accept", "text/html,*/*;q=0.8")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Site", "same-origin")
        .header("Sec-Fetch-Dest", "document");
  }

  private static HttpRequest.Builder request(URI address) {
    // Jetty's older environments keep hold of the application on a connection that is kept alive.
    return HttpRequest.newBuilder(address)
        .timeout(Duration.ofSeconds(30))
        .header("Connection", "close");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), TEXT);
  }

  private static String text(HttpHeaders headers, byte[] body) {
    if (headers.firstValue("Content-Encoding").isEmpty() || body.length == 0) {
      return new String(body, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
