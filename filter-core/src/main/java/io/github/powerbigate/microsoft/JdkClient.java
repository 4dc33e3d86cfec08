package io.github.powerbigate.microsoft;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client with its connections, and its end. Thread-safe.
 *
 * <p>HTTP/1.1, since one HTTP/2 connection carries about 100 calls at once and then refuses.
 */
final class JdkClient implements AutoCloseable {

  private final ExecutorService executor;
  private volatile @Nullable HttpClient client;

  /**
   * @param trust the authorities to believe, or null for the JVM's
   * @param proxy the way out, or null for the JVM's
   */
  JdkClient(ExecutorService executor, @Nullable SSLContext trust, @Nullable ProxySelector proxy) {
    this.executor = executor;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(executor);
    if (trust != null) {
      builder.sslContext(trust);
    }
    if (proxy != null) {
      builder.proxy(proxy);
    }
    client = Threads.outsideTheApplication(builder::build);
  }

  /** The client; null after {@link #close}. */
  @Nullable HttpClient open() {
    return client;
  }

  /** Where answers are completed. */
  ExecutorService executor() {
    return executor;
  }

  /**
   * Lets go of the client, whose calls have been given up. Java 17's client cannot be closed: its
   * thread, which carries no class loader of the application, ends once the client is collected.
   */
  @Override
  public void close() {
    HttpClient open = client;
    client = null;
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
