package io.github.powerbigate.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A portal with a gate that does what a test tells it: {@code /portal} links to {@code /powerbi},
 * which shows the page, answers polls with whatever is set, and once open leads to {@code /report}.
 */
final class ScriptedGate implements AutoCloseable {
  /** What a poll gets. */
  record Answer(int status, String type, String body, Map<String, String> headers) {
    static Answer json(String body) {
      return new Answer(200, "application/json", body, Map.of());
    }

    static Answer state(String state) {
      return json("{\"state\":\"%s\",\"ready\":false,\"retryAfterSeconds\":5}".formatted(state));
    }

    static Answer status(int status) {
      return new Answer(
          status, "application/problem+json", "{\"status\":" + status + "}", Map.of());
    }

    static Answer signInPage() {
      return new Answer(200, "text/html", "<title>Sign in</title>", Map.of());
    }
  }

  static final Answer READY = Answer.json("{\"state\":\"ready\",\"ready\":true}");

  private final HttpServer server;
  private final List<Map<String, List<String>>> polls = new CopyOnWriteArrayList<>();
  private volatile WaitPage page = new WaitPage(Views.PORTAL, PageFiles.NONE);
  private volatile PageView view = Views.view(PageState.WAITING, "en");
  private volatile Answer answer = Answer.state("waiting");
  private volatile boolean open;

  ScriptedGate() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/portal", this::portal);
    server.createContext("/powerbi", this::gate);
    server.createContext(
        "/report", exchange -> send(exchange, 200, "text/html", "<h1>Report</h1>"));
    server.start();
  }

  /** The portal's origin; the same server answers at {@link #elsewhere} as a foreign one. */
  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  String elsewhere(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  void reset() {
    page = new WaitPage(Views.PORTAL, PageFiles.NONE);
    view = Views.view(PageState.WAITING, "en");
    answer = Answer.state("waiting");
    open = false;
    polls.clear();
  }

  void use(PageSettings settings) {
    use(settings, PageFiles.NONE);
  }

  void use(PageSettings settings, PageFiles files) {
    page = new WaitPage(settings, files);
  }

  void show(UnaryOperator<PageView> change) {
    view = change.apply(view);
  }

  void answer(Answer next) {
    answer = next;
  }

  /** From now on polls say ready, and the guarded address leads to the report. */
  void admit() {
    open = true;
    answer = READY;
  }

  /** The headers of every poll so far, names in lower case. */
  List<Map<String, List<String>>> polls() {
    return List.copyOf(polls);
  }

  private void portal(HttpExchange exchange) throws IOException {
    send(exchange, 200, "text/html", "<h1>Portal</h1><a href='/powerbi?report=42#p2'>Power BI</a>");
  }

  private void gate(HttpExchange exchange) throws IOException {
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    if (query.endsWith("powerbi-gate=status")) {
      polls.add(Map.copyOf(exchange.getRequestHeaders()));
      Answer now = answer;
      now.headers().forEach(exchange.getResponseHeaders()::set);
      send(exchange, now.status(), now.type(), now.body());
    } else if (open || query.endsWith("powerbi-gate=open")) {
      exchange.getResponseHeaders().set("Location", "/report");
      send(exchange, 302, "text/plain", "");
    } else {
      exchange.getResponseHeaders().set("Content-Security-Policy", page.contentSecurityPolicy());
      send(exchange, 202, "text/html; charset=UTF-8", new String(page.render(view), UTF_8));
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
