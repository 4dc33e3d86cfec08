package io.github.powerbigate.tool;

import io.github.powerbigate.microsoft.MicrosoftSettings;
import io.github.powerbigate.microsoft.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Knocks at Microsoft's doors without any credential, by the way that the gate itself would go. */
final class Knock {

  /** How far a question came. */
  enum End {
    ANSWERED,
    UNKNOWN_HOST,
    NO_CONNECTION,
    UNTRUSTED,
    NO_TLS,
    PROXY_WANTS_A_NAME
  }

  /**
   * What came of one.
   *
   * @param status of the answer; 0 without one
   * @param date what time it is by the answer, or null
   * @param body the answer
   */
  record Answer(URI address, End end, int status, @Nullable Instant date, String body) {

    /** Leaves the body out: Microsoft's words are for nobody's eyes. */
    @Override
    public String toString() {
      return end + " " + status;
    }
  }

  private static final int LONGEST_BODY = 64 * 1024;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private final HttpClient client;
  private final MicrosoftSettings settings;
  private final ProxySelector proxies;

  private Knock(HttpClient client, MicrosoftSettings settings, ProxySelector proxies) {
    this.client = client;
    this.settings = settings;
    this.proxies = proxies;
  }

  /**
   * @throws IOException if the trust store cannot be read; the message is our own
   */
  static Knock by(MicrosoftSettings settings) throws IOException {
    ProxySelector given =
        settings.proxy() == null ? ProxySelector.getDefault() : ProxySelector.of(settings.proxy());
    ProxySelector proxies = given == null ? HttpClient.Builder.NO_PROXY : given;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.probeTimeout())
            .proxy(proxies);
    Path trustStore = settings.trustStore();
    if (trustStore != null) {
      builder.sslContext(believing(trustStore, settings.trustStorePassword()));
    }
    return new Knock(builder.build(), settings, proxies);
  }

  /** Whether a proxy stands before that address. */
  boolean goesByProxy(URI address) {
    return proxies.select(address).stream()
        .anyMatch(proxy -> proxy.type() != java.net.Proxy.Type.DIRECT);
  }

  Answer at(URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    CompletableFuture<Answer> answer =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .thenApply(response -> read(address, response));
    try {
      // Until the body has been read: whoever answers in Microsoft's place may never end.
      return answer.get(settings.probeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Answer(address, End.NO_CONNECTION, 0, null, "");
    } catch (ExecutionException e) {
      return new Answer(address, end(e), 0, null, "");
    }
  }

  private static Answer read(URI address, HttpResponse<InputStream> response) {
    String text = "";
    // A proxy's refusal to connect comes without a body, and that is null.
    try (InputStream body = response.body()) {
      text = body == null ? "" : new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The status speaks alone.
    }
    return new Answer(
        address,
        response.statusCode() == PROXY_AUTHENTICATION_REQUIRED
            ? End.PROXY_WANTS_A_NAME
            : End.ANSWERED,
        response.statusCode(),
        date(response),
        text);
  }

  private static @Nullable Instant date(HttpResponse<InputStream> response) {
    try {
      return response
          .headers()
          .firstValue("Date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElse(null);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static End end(Throwable thrown) {
    boolean tls = false;
    Throwable link = thrown;
    for (int i = 0; link != null && i < 10; i++) {
      if (link instanceof UnresolvedAddressException || link instanceof UnknownHostException) {
        return End.UNKNOWN_HOST;
      }
      if (link instanceof CertificateException || link instanceof CertPathBuilderException) {
        return End.UNTRUSTED;
      }
      // The JDK says so of a proxy that is told no name.
      if (String.valueOf(link.getMessage()).contains("407")) {
        return End.PROXY_WANTS_A_NAME;
      }
      tls |= link instanceof SSLException;
      link = link.getCause();
    }
    return tls ? End.NO_TLS : End.NO_CONNECTION;
  }

  private static SSLContext believing(Path trustStore, @Nullable Secret password)
      throws IOException {
    try {
      KeyStore store =
          KeyStore.getInstance(
              trustStore.toFile(),
              password == null
                  ? null
                  : new String(password.read(), StandardCharsets.UTF_8).toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // The cause's message may name what is in the file.
      throw new IOException(
          "trustStore cannot be read: it must be a PKCS#12 or JKS file, and trustStorePassword must"
              + " fit");
    }
  }
}
