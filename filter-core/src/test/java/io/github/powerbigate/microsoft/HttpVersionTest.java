package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why Microsoft is asked over HTTP/1.1: a server that allows 100 streams, and a thousand calls. */
class HttpVersionTest {

  private static final int CALLS = 1000;

  private final Server server = new Server();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final List<String> versions = new CopyOnWriteArrayList<>();
  private URI address = URI.create("http://localhost");

  @BeforeEach
  void start() throws Exception {
    HttpConfiguration configuration = new HttpConfiguration();
    HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(configuration);
    http2.setMaxConcurrentStreams(100);
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration), http2);
    connector.setHost("localhost");
    connector.setAcceptQueueSize(2 * CALLS);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            versions.add(request.getConnectionMetaData().getHttpVersion().asString());
            var unused = later.schedule(callback::succeeded, 300, TimeUnit.MILLISECONDS);
            return true;
          }
        });
    server.start();
    address = URI.create("http://localhost:" + connector.getLocalPort() + "/");
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    later.shutdownNow();
  }

  @Test
  void oneHttp2ConnectionRefusesManyOfAThousandCallsAtOnce() {
    assertThat(refused(HttpClient.Version.HTTP_2)).isPositive();
  }

  @Test
  void theGateItselfSpeaksHttp11() throws Exception {
    try (Threads threads = new Threads();
        JdkClient client = new JdkClient(threads.http(), null, null)) {
      Http http = new Http(client, new Underway(), true);
      var unused = http.send(HttpRequest.newBuilder(address).build()).get(30, TimeUnit.SECONDS);
      assertThat(versions).containsExactly("HTTP/1.1");
    }
  }

  @Test
  void overHttp11NoneIsRefused() {
    assertThat(refused(HttpClient.Version.HTTP_1_1)).isZero();
  }

  private int refused(HttpClient.Version version) {
    HttpClient client = HttpClient.newBuilder().version(version).build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).build();
    // The first call settles which version it is.
    client.sendAsync(request, BodyHandlers.discarding()).join();
    List<CompletableFuture<?>> calls =
        Stream.generate(() -> client.sendAsync(request, BodyHandlers.discarding()))
            .limit(CALLS)
            .<CompletableFuture<?>>map(call -> call)
            .toList();
    int refused = 0;
    for (CompletableFuture<?> call : calls) {
      try {
        call.join();
      } catch (CompletionException e) {
        refused++;
      }
    }
    return refused;
  }
}
