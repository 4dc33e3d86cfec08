package io.github.powerbigate.redirect;

import static jakarta.servlet.http.HttpServletResponse.SC_ACCEPTED;
import static jakarta.servlet.http.HttpServletResponse.SC_OK;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was there before something else was answered in its place, and how it comes back. */
final class Replacement {

  private static final String COOKIES = "Set-Cookie";
  private static final String ENCODING = "Content-Encoding";
  private static final int UNKNOWN = -1;

  private final HttpServletResponse response;
  private final KeptHeaders headers;
  private final @Nullable String encoding;
  private final int status;
  private boolean cleared;
  private int length = UNKNOWN;

  /**
   * Remembers what the application has set so far.
   *
   * @param encoding as {@link #encodingBy} was before the application ran
   */
  Replacement(HttpServletResponse response, @Nullable String encoding) {
    this.response = response;
    this.encoding = encoding;
    this.headers = KeptHeaders.of(response);
    this.status = response.getStatus();
  }

  /**
   * What filters further out say of how they encode what is written; null if they say nothing.
   *
   * @param response as it came, nothing of the application's in it
   */
  static @Nullable String encodingBy(HttpServletResponse response) {
    return response.getHeader(ENCODING);
  }

  /** The status that the application has set. */
  int status() {
    return status;
  }

  /**
   * Whether nothing can be put in its place: a servlet that is included may set neither status nor
   * headers, and Tomcat ignores its redirects.
   */
  boolean isDeaf() {
    response.setStatus(status == SC_ACCEPTED ? SC_OK : SC_ACCEPTED);
    boolean deaf = response.getStatus() == status;
    response.setStatus(status);
    return deaf;
  }

  /**
   * Writes the answer and sends it.
   *
   * @throws IOException if the client is gone
   */
  void send(HttpServletRequest request, Ruling.Writing answer) throws IOException {
    clear();
    answer.writeTo(request, response);
    response.flushBuffer();
  }

  /**
   * Writes the answer and keeps it in the response's buffer, so that cookies can still be added.
   *
   * @throws IOException if the client is gone
   */
  void keep(HttpServletRequest request, Ruling.Writing answer) throws IOException {
    clear();
    answer.writeTo(request, new Unsent());
  }

  /**
   * Sends what was kept.
   *
   * @throws IOException if the client is gone
   */
  void sendKept() throws IOException {
    if (length != UNKNOWN) {
      response.setContentLength(length);
    }
    response.flushBuffer();
  }

  /** Puts back what was there, together with the cookies that came later. */
  void takeBack() {
    if (!cleared) {
      return;
    }
    Collection<String> cookies = List.copyOf(response.getHeaders(COOKIES));
    reset();
    response.setStatus(status);
    headers.giveBackTo(response);
    KeptHeaders.give(response, COOKIES, cookies);
  }

  private void clear() {
    // Not resetBuffer: it would leave a Location, a Content-Encoding, an ETag behind, and a writer
    // in the application's character set.
    reset();
    cleared = true;
    headers.giveLastingTo(response);
  }

  /** Filters further out encode what comes next too, and many say so only once. */
  private void reset() {
    response.reset();
    if (encoding != null) {
      response.setHeader(ENCODING, encoding);
    }
  }

  /** Takes a whole answer without sending it: Jetty sends what has reached its length. */
  private final class Unsent extends HttpServletResponseWrapper {
    Unsent() {
      super(response);
    }

    @Override
    public void setContentLength(int bytes) {
      length = bytes;
      setBufferSize(Math.max(getBufferSize(), bytes + 1));
    }
  }
}
