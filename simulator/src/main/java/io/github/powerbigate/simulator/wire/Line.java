package io.github.powerbigate.simulator.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * What carries one request, and how it breaks. On HTTP/1.1 that is the connection; on HTTP/2 the
 * stream, so that the other requests on the connection go on.
 */
sealed interface Line {

  static Line of(Request request) {
    Connection connection = request.getConnectionMetaData().getConnection();
    return connection instanceof HTTP2Connection http2
        ? new OfHttp2(request, http2)
        : new OfHttp1(connection.getEndPoint());
  }

  /** Runs this when the client has given the request up. */
  void whenTheClientGoes(Runnable then);

  /** Breaks off before the answer has begun. */
  void reset();

  /** Breaks off within the answer, once what is written has left. */
  void cut();

  /** A connection of HTTP/1.1, which carries one request at a time. */
  record OfHttp1(EndPoint endPoint) implements Line {
    @Override
    public void whenTheClientGoes(Runnable then) {
      endPoint.tryFillInterested(
          Callback.from(
              () -> {
                endPoint.close();
                then.run();
              }));
    }

    @Override
    public void reset() {
      EndPoint inner = endPoint;
      while (inner instanceof EndPoint.Wrapper wrapper) {
        inner = wrapper.unwrap();
      }
      if (inner instanceof SelectableChannelEndPoint selectable
          && selectable.getChannel() instanceof SocketChannel channel) {
        try {
          // Closing with data unsent and no time to linger is what makes TCP send a reset.
          channel.setOption(StandardSocketOptions.SO_LINGER, 0);
          channel.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void cut() {
      endPoint.close();
    }
  }

  /** A stream of HTTP/2. */
  record OfHttp2(Request request, HTTP2Connection connection) implements Line {
    @Override
    public void whenTheClientGoes(Runnable then) {
      request.addFailureListener(failure -> then.run());
    }

    @Override
    public void reset() {
      int id = Integer.parseInt(request.getId());
      Stream stream = connection.getSession().getStream(id);
      if (stream != null) {
        stream.reset(new ResetFrame(id, ErrorCode.INTERNAL_ERROR.code), Callback.NOOP);
      }
    }

    @Override
    public void cut() {
      reset();
    }
  }
}
