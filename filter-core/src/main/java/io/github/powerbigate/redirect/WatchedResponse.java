package io.github.powerbigate.redirect;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * A response whose redirects are ruled on where the application makes them: in {@code sendRedirect}
 * itself, and for a {@code Location} that is set by hand at the last moment before it could leave,
 * which is the next byte of a body, a flush or the end of the chain. An asynchronous handler has no
 * such moment (Jetty tells of its end when the answer has left), so its location is ruled on as
 * soon as it stands beside the status of a redirect. What is no redirect, or is left alone, reaches
 * the container by the very calls that the application made, so that the bytes are the same.
 *
 * <p>Once an answer stands in the place of the redirect it is sent, and this response is sealed:
 * what the application still writes is dropped.
 *
 * <p>As thread-safe as the response of a container: the application's threads use it in turn.
 */
public final class WatchedResponse extends SealableResponse {

  private final HttpServletRequest request;
  private final RedirectJudge judge;
  private @Nullable WatchedStream stream;
  private @Nullable WatchedWriter writer;

  /** The location that was ruled on last: nobody is asked twice about the same one. */
  private volatile @Nullable String ruledOn;

  /** Volatile: an asynchronous handler goes on in another thread. */
  private volatile boolean asynchronous;

  /**
   * @param request the request that is answered
   * @param response where the answer goes
   * @param judge says what becomes of redirects
   */
  public WatchedResponse(
      HttpServletRequest request, HttpServletResponse response, RedirectJudge judge) {
    super(response);
    this.request = request;
    this.judge = judge;
  }

  /** The request to pass on beside this response. */
  public ServletRequest request() {
    return request.isAsyncSupported() ? new WatchedRequest(request, this) : request;
  }

  /** The application has returned: the last moment for a location that was set by hand. */
  public void end() throws IOException {
    if (!request.isAsyncStarted()) {
      check();
    }
    judge.ended(request);
  }

  /** From now on there is no end of the chain to wait for. */
  void goesAsynchronous() {
    asynchronous = true;
    checkIfAsynchronous();
  }

  @Override
  public void setStatus(int status) {
    super.setStatus(status);
    checkIfAsynchronous();
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    super.setHeader(name, value);
    checkIfAsynchronous();
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    super.addHeader(name, value);
    checkIfAsynchronous();
  }

  @Override
  public void sendRedirect(@Nullable String location) throws IOException {
    Ruling ruling = rule(location);
    if (ruling instanceof Ruling.Replace replace) {
      replaceBy(replace.answer());
    } else {
      super.sendRedirect(ruling instanceof Ruling.Change change ? change.location() : location);
    }
  }

  // The next three are of Servlet 6.1 and override nothing in 6.0, against which this is compiled.
  // Without them a container of 6.1 would hand such a redirect to the response behind this one.

  /**
   * Redirects with a status (Servlet 6.1).
   *
   * @throws IOException if the client is gone
   */
  public void sendRedirect(@Nullable String location, int status) throws IOException {
    sendRedirect(location, status, true);
  }

  /**
   * Redirects, and may leave the body (Servlet 6.1).
   *
   * @throws IOException if the client is gone
   */
  public void sendRedirect(@Nullable String location, boolean clearBuffer) throws IOException {
    sendRedirect(location, SC_FOUND, clearBuffer);
  }

  /**
   * Redirects with a status, and may leave the body (Servlet 6.1).
   *
   * @throws IOException if the client is gone
   */
  public void sendRedirect(@Nullable String location, int status, boolean clearBuffer)
      throws IOException {
    Ruling ruling = rule(location);
    if (ruling instanceof Ruling.Replace replace) {
      replaceBy(replace.answer());
    } else {
      String to = ruling instanceof Ruling.Change change ? change.location() : location;
      Servlet61.sendRedirect(raw(), to, status, clearBuffer);
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (isSealed()) {
      return new WatchedStream(WatchedStream.NOWHERE, this);
    }
    ServletOutputStream raw = super.getOutputStream();
    WatchedStream known = stream;
    if (known == null || !known.isAround(raw)) {
      known = new WatchedStream(raw, this);
      stream = known;
    }
    return known;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (isSealed()) {
      return new PrintWriter(Writer.nullWriter());
    }
    PrintWriter raw = super.getWriter();
    WatchedWriter known = writer;
    if (known == null || !known.isAround(raw)) {
      known = new WatchedWriter(raw, this);
      writer = known;
    }
    return known;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (passes()) {
      super.flushBuffer();
    }
  }

  /**
   * To be asked before anything leaves: rules on a location that was set by hand.
   *
   * @return whether what the application writes goes on; false once something stands in its place
   */
  boolean passes() throws IOException {
    if (!isSealed()) {
      check();
    }
    return !isSealed();
  }

  /** Rules on a location that was set by hand, if there is a new one and it has not left yet. */
  void check() throws IOException {
    if (isSealed() || !isRedirect(getStatus()) || isCommitted()) {
      return;
    }
    String location = getHeader("Location");
    if (location == null || location.equals(ruledOn)) {
      return;
    }
    Ruling ruling = rule(location);
    if (ruling instanceof Ruling.Replace replace) {
      replaceBy(replace.answer());
    } else if (ruling instanceof Ruling.Change change) {
      ruledOn = change.location();
      super.setHeader("Location", change.location());
    }
  }

  private void checkIfAsynchronous() {
    if (asynchronous) {
      try {
        check();
      } catch (IOException e) {
        // The client is gone, which the container will notice too.
        seal();
      }
    }
  }

  private Ruling rule(@Nullable String location) {
    refuseIfSealed();
    // A container refuses a redirect without an address, or after the answer has left.
    if (location == null || isCommitted()) {
      return Ruling.LEAVE;
    }
    ruledOn = location;
    return judge.judge(request, location);
  }

  private void replaceBy(Ruling.Writing answer) throws IOException {
    seal();
    HttpServletResponse raw = raw();
    KeptHeaders kept = KeptHeaders.of(raw);
    // Not resetBuffer: it would leave a Location, a Content-Encoding, an ETag behind, and a writer
    // in the application's character set.
    raw.reset();
    kept.giveBackTo(raw);
    answer.writeTo(request, raw);
    raw.flushBuffer();
  }

  private HttpServletResponse raw() {
    return (HttpServletResponse) getResponse();
  }

  private static boolean isRedirect(int status) {
    return status == SC_MOVED_PERMANENTLY
        || status == SC_FOUND
        || status == SC_SEE_OTHER
        || status == SC_TEMPORARY_REDIRECT
        || status == 308;
  }
}
