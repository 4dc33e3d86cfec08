package io.github.powerbigate.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.microsoft.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The way of {@link Writer} to Microsoft: the settings' trust store and proxy, and an end. */
final class Wire {

  /** No answer to us needs more, in bytes; what is longer is cut. */
  private static final int LARGEST = 64 * 1024;

  private final HttpClient client;
  private final Duration patience;

  /**
   * @throws IllegalArgumentException if the trust store cannot be read; in our own words
   */
  Wire(MicrosoftSettings settings) {
    patience = settings.probeTimeout();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience);
    if (settings.trustStore() != null) {
      builder.sslContext(Trust.of(settings.trustStore(), settings.trustStorePassword()).context());
    }
    if (settings.proxy() != null) {
      builder.proxy(ProxySelector.of(settings.proxy()));
    }
    client = builder.build();
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers the headers
   * @param body what was read of the body
   */
  record Reply(int status, HttpHeaders headers, String body) {

    Optional<String> header(String name) {
      return headers.firstValue(name);
    }

    /** Shows nothing of it: it may hold a token, or a name. */
    @Override
    public String toString() {
      return "Reply[" + status + "]";
    }
  }

  /** Sends, and reads the answer to its end, all within the time that one probe has. */
  Reply send(HttpRequest request) throws IOException, InterruptedException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> exchange =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.ofByteArrayConsumer(
                part -> part.ifPresent(bytes -> keep(bytes, kept))));
    try {
      HttpResponse<Void> answer = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(answer.statusCode(), answer.headers(), kept.toString(UTF_8));
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no answer");
    } finally {
      exchange.cancel(true);
    }
  }

  private static void keep(byte[] bytes, ByteArrayOutputStream kept) {
    kept.write(bytes, 0, Math.min(bytes.length, LARGEST - kept.size()));
  }
}
