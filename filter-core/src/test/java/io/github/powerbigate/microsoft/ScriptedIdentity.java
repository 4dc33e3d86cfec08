package io.github.powerbigate.microsoft;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The endpoint of a managed identity, on loopback, saying what a test tells it to say. */
final class ScriptedIdentity implements AutoCloseable {

  /** What stands in the header of App Service. */
  static final String HEADER = "canary-identity-header";

  /** A question as it came; the header is that of App Service, or {@code null} in words. */
  record Call(String uri, String header, String metadata) {}

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  final List<Call> calls = new CopyOnWriteArrayList<>();
  volatile ScriptedMicrosoft.Script script = token("token-1", Instant.now().plusSeconds(3600));

  ScriptedIdentity() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::serve);
      server.setExecutor(executor);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ScriptedMicrosoft.Script token(String value, Instant end) {
    return ScriptedMicrosoft.answer(
        200,
        "{\"access_token\":\""
            + value
            + "\",\"expires_in\":\"86399\",\"expires_on\":\""
            + end.getEpochSecond()
            + "\",\"token_type\":\"Bearer\"}");
  }

  String place() {
    return "http://localhost:" + server.getAddress().getPort() + "/msi/token";
  }

  /** As App Service names it in the environment. */
  IdentityEndpoint named() {
    return IdentityEndpoint.of(
        Map.of("IDENTITY_ENDPOINT", place(), "IDENTITY_HEADER", HEADER)::get);
  }

  Credential credential() {
    return new Credential.ManagedIdentity(named());
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    calls.add(
        new Call(
            exchange.getRequestURI().toString(),
            String.valueOf(exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Metadata"))));
    try {
      script.play(exchange);
    } finally {
      exchange.close();
    }
  }
}
