package io.github.powerbigate.simulator.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Every request of every port: is it for us, log it, and answer it truly or with the fault in play.
 * No thread is held while an answer is delayed.
 */
final class Frontend extends Handler.Abstract {
  /** Tells the simulator from Microsoft. */
  static final String MARK = "x-powerbi-gate-simulator";

  private static final String CONNECTION_NUMBER = "simulator.connection";
  private static final int LONGEST_BODY = 1 << 20;

  private final Map<Service, Answers> answers;
  private final AllowedHosts hosts;
  private final RequestLog log;
  private final Faults faults;
  private final InstantSource clock;
  private final AtomicLong connections = new AtomicLong();

  Frontend(
      Map<Service, Answers> answers,
      AllowedHosts hosts,
      RequestLog log,
      Faults faults,
      InstantSource clock) {
    this.answers = Map.copyOf(answers);
    this.hosts = hosts;
    this.log = log;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    response.getHeaders().put(MARK, "1");
    response.getHeaders().put(HttpHeader.DATE, httpDate());
    if (!hosts.allow(request)) {
      send(response, callback, Reply.empty(421));
      return true;
    }
    Service service = Service.valueOf(request.getConnectionMetaData().getConnector().getName());
    Answers behind = answers.get(service);
    if (behind == null) {
      send(response, callback, Reply.empty(404));
      return true;
    }
    Call call = read(request, service);
    Exchange exchange = new Exchange(request, response, callback, call, behind, log);
    Optional<Fault> fault = faults.take(service, call.path(), call.connection());
    if (fault.isPresent()) {
      exchange.play(fault.get());
    } else {
      exchange.answer();
    }
    return true;
  }

  static void send(Response response, Callback callback, Reply reply) {
    response.setStatus(reply.status());
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private Call read(Request request, Service service) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      // By HTTP/2 each cookie may come in a field of its own (RFC 9113, section 8.2.3).
      String between = name.equals("cookie") ? "; " : ", ";
      headers.merge(name, field.getValue(), (a, b) -> a + between + b);
    }
    String named = AllowedHosts.named(request);
    if (named != null) {
      headers.put("host", named);
    }
    String query = request.getHttpURI().getQuery();
    try (InputStream in = Content.Source.asInputStream(request)) {
      return new Call(
          service,
          request.getConnectionMetaData().getHttpVersion().asString(),
          request.getMethod(),
          request.getHttpURI().getPath(),
          query == null ? "" : query,
          headers,
          new String(in.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8),
          connectionOf(request),
          clock.instant());
    }
  }

  private long connectionOf(Request request) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (connection.getAttribute(CONNECTION_NUMBER) instanceof Long number) {
      return number;
    }
    long number = connections.incrementAndGet();
    connection.setAttribute(CONNECTION_NUMBER, number);
    return number;
  }

  /** The simulated time: clients reckon with the Date of an answer. */
  private String httpDate() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
  }
}
