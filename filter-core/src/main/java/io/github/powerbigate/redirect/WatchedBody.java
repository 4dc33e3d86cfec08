package io.github.powerbigate.redirect;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** The two ways in which an application writes the body of a {@link WatchedResponse}. */
final class WatchedBody {

  private final HttpServletRequest request;
  private final WatchedResponse response;
  private @Nullable WatchedStream stream;
  private @Nullable WatchedWriter writer;

  WatchedBody(HttpServletRequest request, WatchedResponse response) {
    this.request = request;
    this.response = response;
  }

  /** The same one for the same stream of the container. */
  ServletOutputStream around(ServletOutputStream raw) {
    WatchedStream known = stream;
    if (known == null || !known.isAround(raw)) {
      known = new WatchedStream(raw, this, response);
      stream = known;
    }
    return known;
  }

  /** The same one for the same writer of the container. */
  PrintWriter around(PrintWriter raw) {
    WatchedWriter known = writer;
    if (known == null || !known.isAround(raw)) {
      known = new WatchedWriter(raw, response);
      writer = known;
    }
    return known;
  }

  /** For a sealed response: takes everything and sends nothing. */
  ServletOutputStream nowhere() {
    return new WatchedStream(new Nowhere(), this, response);
  }

  /** For a sealed response: takes everything and sends nothing. */
  PrintWriter nowhereAsText() {
    return new WatchedWriter(new PrintWriter(Writer.nullWriter()), response);
  }

  /** For a sealed response: the application's listener hears that it can write. */
  void callBack(WriteListener listener) {
    request
        .getAsyncContext()
        .start(
            () -> {
              try {
                listener.onWritePossible();
              } catch (IOException e) {
                listener.onError(e);
              }
            });
  }

  private static final class Nowhere extends ServletOutputStream {
    @Override
    public void write(int b) {}

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
