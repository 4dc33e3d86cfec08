package io.github.powerbigate;

import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A proxy in front of a portal: it has every answer whole before it sends any of it, says 200 for
 * 202, lets through only the request headers that it likes, and keeps for everybody, whatever the
 * query and the cookies, what no header forbids it to keep.
 */
final class Proxy implements AutoCloseable {

  /** The request headers that a suspicious proxy knows. */
  static final Set<String> WELL_KNOWN =
      Set.of("accept", "accept-language", "content-type", "cookie", "user-agent");

  /** Neither the JDK's client nor its server lets anybody set these. */
  private static final Set<String> ITS_OWN =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private static final Set<Integer> CACHEABLE = Set.of(200, 203, 204, 300, 301, 308, 404, 410);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, HttpResponse<byte[]>> cache = new ConcurrentHashMap<>();
  private final List<String> served = new CopyOnWriteArrayList<>();
  private final URI portal;
  private final Predicate<String> likes;
  private final HttpServer server;

  /**
   * @param likes which request headers go through, by their names in lower case
   */
  Proxy(URI portal, Predicate<String> likes) throws IOException {
    this.portal = portal;
    this.likes = likes;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** The paths that were answered from the cache. */
  List<String> served() {
    return List.copyOf(served);
  }

  private void pass(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    HttpResponse<byte[]> answer = cache.get(path);
    if (answer == null) {
      answer = ask(exchange);
      if (exchange.getRequestMethod().equals("GET") && mayKeep(answer)) {
        cache.put(path, answer);
      }
    } else {
      served.add(path);
    }
    send(exchange, answer);
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException {
    URI address = portal.resolve(exchange.getRequestURI().toString());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                exchange.getRequestMethod(), ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String known = name.toLowerCase(Locale.ROOT);
              if (!ITS_OWN.contains(known) && likes.test(known)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static boolean mayKeep(HttpResponse<byte[]> answer) {
    String control = String.join(",", answer.headers().allValues("Cache-Control"));
    return CACHEABLE.contains(status(answer))
        && !control.contains("no-store")
        && !control.contains("private");
  }

  private static void send(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.startsWith(":") && !ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(status(answer), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static int status(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 202 ? 200 : answer.statusCode();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
