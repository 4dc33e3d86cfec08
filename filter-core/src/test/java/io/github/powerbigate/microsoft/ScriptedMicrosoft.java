package io.github.powerbigate.microsoft;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Entra ID, Graph and Power BI over TLS, saying what a test tells them to say. Until told otherwise
 * there is a user, who is in no group, and every group exists.
 */
final class ScriptedMicrosoft implements AutoCloseable {

  static final String USER_ID = "11111111-aaaa-4aaa-8aaa-111111111111";
  static final String WORKSPACE_ID = "77777777-eeee-4eee-8eee-777777777777";
  static final String GROUP_ID = "99999999-bbbb-4bbb-8bbb-999999999999";

  /** What to do with a request. */
  interface Script {
    void play(HttpExchange exchange) throws IOException;
  }

  /** A request as it came. */
  record Call(
      String method,
      String uri,
      String body,
      String authorization,
      String clientRequestId,
      String host) {}

  private final HttpsServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  final List<Call> calls = new CopyOnWriteArrayList<>();

  volatile Script token = token("token-1", 3600);
  volatile Script onBehalf = token("power-bi-token", 3600);
  volatile Script refresh = answer(200, "");
  volatile Script workspace = answer(200, "{\"id\":\"" + WORKSPACE_ID + "\"}");
  volatile Script user = answer(200, user(USER_ID, ""));
  volatile Script search = answer(200, "{\"value\":[]}");
  volatile Script check = memberOf();
  volatile Script group = answer(200, "{\"id\":\"" + GROUP_ID + "\",\"visibility\":\"Private\"}");

  ScriptedMicrosoft() {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(http2Preferred(context()));
      server.createContext("/", this::serve);
      server.setExecutor(executor);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI origin() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  Cloud cloud() {
    return Cloud.custom(origin(), origin(), origin(), origin() + "/.default", List.of());
  }

  /** Where it listens, whatever name it is called by. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  /** The requests whose path and query contain this. */
  List<Call> callsOf(String part) {
    return calls.stream().filter(call -> call.uri.contains(part)).toList();
  }

  /** Waits without answering, until the server closes. */
  Script silence() {
    return exchange -> awaitEnd(60_000);
  }

  /** Answers only after a time. */
  Script after(long millis, Script script) {
    return exchange -> {
      awaitEnd(millis);
      script.play(exchange);
    };
  }

  /** Sends the head at once, and then one byte after another, for ever. */
  Script drip() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        while (!awaitEnd(20)) {
          out.write(' ');
          out.flush();
        }
      }
    };
  }

  static Script answer(int status, String body, String... headers) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    };
  }

  static Script token(String value, int seconds) {
    return answer(
        200,
        "{\"token_type\":\"Bearer\",\"expires_in\":"
            + seconds
            + ",\"access_token\":\""
            + value
            + "\"}");
  }

  /** A user; {@code more} begins with a comma. */
  static String user(String id, String more) {
    return "{\"id\":\"" + id + "\",\"createdDateTime\":\"2026-11-21T09:59:30Z\"" + more + "}";
  }

  static Script memberOf(String... groups) {
    String list = groups.length == 0 ? "" : "\"" + String.join("\",\"", groups) + "\"";
    return answer(200, "{\"value\":[" + list + "]}");
  }

  static Script graphError(int status, String code) {
    return answer(
        status,
        "{\"error\":{\"code\":\""
            + code
            + "\",\"message\":\"m\",\"innerError\":{\"request-id\":\"inner-7\"}}}");
  }

  static Script entraError(int status, String error, int number) {
    return answer(
        status,
        "{\"error\":\""
            + error
            + "\",\"error_description\":\"AADSTS"
            + number
            + ": words\",\"error_codes\":["
            + number
            + "],\"trace_id\":\"trace-7\"}");
  }

  /** Plays the first script once, then the other. */
  static Script first(Script once, Script then) {
    List<Script> left = new CopyOnWriteArrayList<>(List.of(once));
    return exchange -> (left.isEmpty() ? then : left.remove(0)).play(exchange);
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            uri,
            body,
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            String.valueOf(exchange.getRequestHeaders().getFirst("client-request-id")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Host"))));
    try {
      script(uri, body).play(exchange);
    } finally {
      exchange.close();
    }
  }

  private Script script(String uri, String body) {
    if (uri.contains("/oauth2/v2.0/token")) {
      return body.contains("on_behalf_of") ? onBehalf : token;
    }
    if (uri.startsWith("/v1.0/myorg/")) {
      return uri.endsWith("/RefreshUserPermissions") ? refresh : workspace;
    }
    if (uri.endsWith("/checkMemberGroups")) {
      return check;
    }
    if (uri.startsWith("/v1.0/groups/")) {
      return group;
    }
    return uri.contains("$filter") ? search : user;
  }

  private boolean awaitEnd(long millis) {
    try {
      return over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Would speak HTTP/2 with whoever offers it, and then fail: so all our tests prove 1.1. */
  private static HttpsConfigurator http2Preferred(SSLContext context) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters tls = getSSLContext().getDefaultSSLParameters();
        tls.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        parameters.setSSLParameters(tls);
      }
    };
  }

  private static SSLContext context() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(TestKeys.load(TestKeys.ellipticKeyStore()), TestKeys.PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
