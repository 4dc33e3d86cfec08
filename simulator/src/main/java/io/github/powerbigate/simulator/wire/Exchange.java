package io.github.powerbigate.simulator.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** One request on its way to an answer, or to the lack of one. */
final class Exchange {
  private static final long ENDLESS = 1 << 20;

  private final Request request;
  private final Line line;
  private final Response response;
  private final Callback callback;
  private final Call call;
  private final Answers answers;
  private final RequestLog log;
  private final long number;
  private final AtomicBoolean left = new AtomicBoolean();

  Exchange(
      Request request,
      Response response,
      Callback callback,
      Call call,
      Answers answers,
      RequestLog log) {
    this.request = request;
    this.line = Line.of(request);
    this.response = response;
    this.callback = callback;
    this.call = call;
    this.answers = answers;
    this.log = log;
    this.number = log.arrived(call);
  }

  void answer() {
    send(truth());
  }

  void play(Fault fault) {
    if (fault instanceof Fault.Answered answered) {
      send(answered.reply());
    } else if (fault instanceof Fault.Refused refused) {
      Reply reply = answers.refuse(call, refused.status());
      String retryAfter = refused.retryAfter();
      send(retryAfter == null ? reply : reply.withHeader("Retry-After", retryAfter));
    } else if (fault instanceof Fault.BadConnection) {
      send(answers.refuse(call, 503));
    } else if (fault instanceof Fault.Slow slow) {
      later(slow.delay(), () -> server().getThreadPool().execute(this::answer));
    } else if (fault instanceof Fault.Silent) {
      waitForTheClientToGo();
    } else if (fault instanceof Fault.Reset) {
      reset();
    } else if (fault instanceof Fault.Truncated) {
      truncate();
    } else if (fault instanceof Fault.Dripping dripping) {
      drip(dripping.interval());
    } else {
      throw new AssertionError(fault);
    }
  }

  /** A bug of the simulator must not look like Microsoft's silence. */
  private Reply truth() {
    try {
      return answers.answer(call);
    } catch (RuntimeException e) {
      System.getLogger("io.github.powerbigate.simulator")
          .log(
              System.Logger.Level.ERROR,
              "no answer to " + call.method() + " " + log.target(call),
              e);
      return Reply.empty(500).withHeader("x-simulator-bug", e.getClass().getSimpleName());
    }
  }

  private void send(Reply reply) {
    log.answered(number, call, reply);
    leave();
    Frontend.send(response, callback, reply);
  }

  private void waitForTheClientToGo() {
    line.whenTheClientGoes(() -> fail("gone"));
  }

  private void reset() {
    leave();
    line.reset();
    fail("reset on demand");
  }

  private void truncate() {
    Reply reply = truth();
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    byte[] half = Arrays.copyOf(body, body.length / 2);
    begin(reply, Math.max(body.length, 1));
    leave();
    response.write(
        false,
        ByteBuffer.wrap(half),
        Callback.from(
            () -> {
              line.cut();
              fail("truncated on demand");
            },
            failure -> fail("gone")));
  }

  private void drip(Duration interval) {
    begin(Reply.json(200, ""), ENDLESS);
    dripOnce(interval);
  }

  private void dripOnce(Duration interval) {
    response.write(
        false,
        ByteBuffer.wrap(new byte[] {' '}),
        Callback.from(() -> later(interval, () -> dripOnce(interval)), failure -> fail("gone")));
  }

  private void begin(Reply reply, long length) {
    log.answered(number, call, reply);
    response.setStatus(reply.status());
    reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
  }

  private void fail(String why) {
    leave();
    // Quiet: Jetty would log any other failure as a fault of ours.
    callback.failed(new EofException(why));
  }

  private void leave() {
    if (left.compareAndSet(false, true)) {
      log.left(call.service());
    }
  }

  private void later(Duration delay, Runnable task) {
    server().getScheduler().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Server server() {
    return request.getConnectionMetaData().getConnector().getServer();
  }
}
