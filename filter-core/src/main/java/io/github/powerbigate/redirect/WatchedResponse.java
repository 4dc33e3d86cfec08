package io.github.powerbigate.redirect;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * A response whose redirects are ruled on where the application makes them: in {@code sendRedirect}
 * itself, and for a {@code Location} that is set by hand as soon as it stands beside the status of
 * a redirect. No later moment is certain: Tomcat 11 closes a response behind the back of its
 * wrappers when a forward ends, and Jetty tells of the end of asynchronous work when the answer has
 * left. What is no redirect, or is left alone, reaches the container by the very calls that the
 * application made, so that the bytes are the same.
 *
 * <p>What is answered in the place of {@code sendRedirect} is sent at once. In the place of a
 * {@code Location} it waits in the container's buffer for the cookies that the application has yet
 * to set; and for what may call the redirect off.
 *
 * <p>As thread-safe as the response of a container: the application's threads use it in turn.
 */
public final class WatchedResponse extends SealableResponse {

  private final HttpServletRequest request;
  private final RedirectJudge judge;
  private final @Nullable String user;
  private final @Nullable String encoding;
  private final WatchedBody body;
  private @Nullable Replacement replacement;

  /** The location that was ruled on last: nobody is asked twice about the same one. */
  private volatile @Nullable String ruledOn;

  /**
   * @param request the request that is answered
   * @param response where the answer goes
   * @param judge says what becomes of redirects
   * @param user who was signed in when the request came, for the judge; null if nobody was
   */
  public WatchedResponse(
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectJudge judge,
      @Nullable String user) {
    super(response);
    this.request = request;
    this.judge = judge;
    this.user = user;
    this.encoding = Replacement.encodingBy(response);
    this.body = new WatchedBody(request, this);
  }

  /** The request to pass on beside this response. */
  public ServletRequest request() {
    return request.isAsyncSupported() ? new WatchedRequest(request, this) : request;
  }

  /**
   * The application has returned, or thrown.
   *
   * @param well whether it returned: what it threw is answered by the container, and no page may
   *     stand in the way
   */
  public void end(boolean well) {
    if (well) {
      judge.ended(request, getStatus());
    } else {
      makeRoom();
    }
  }

  /** Puts nothing in the way of the container's own answer to what has gone wrong. */
  void makeRoom() {
    if (isKept()) {
      try {
        takeBack();
      } catch (RuntimeException e) {
        // What the application threw is on its way to the container, and must arrive.
        judge.failed(e);
      }
    }
  }

  @Override
  public void setStatus(int status) {
    Replacement kept = replacement;
    if (kept != null && isKept() && kept.status() != status) {
      callOff();
    }
    super.setStatus(status);
    check();
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    callOffFor(name);
    super.setHeader(name, value);
    check();
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    callOffFor(name);
    super.addHeader(name, value);
    check();
  }

  @Override
  public void sendRedirect(@Nullable String location) throws IOException {
    Ruling ruling = rule(location);
    if (!isReplaced(ruling)) {
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
    if (!isReplaced(ruling)) {
      String to = ruling instanceof Ruling.Change change ? change.location() : location;
      LaterServlets.sendRedirect(raw(), to, status, clearBuffer);
    }
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return isSealed() ? body.nowhere() : body.around(super.getOutputStream());
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    return isSealed() ? body.nowhereAsText() : body.around(super.getWriter());
  }

  @Override
  public void flushBuffer() throws IOException {
    Replacement kept = replacement;
    if (!isSealed()) {
      super.flushBuffer();
    } else if (kept != null && !isCommitted()) {
      seal(true);
      kept.sendKept();
    }
  }

  @Override
  public void reset() {
    super.reset();
    ruledOn = null;
  }

  @Override
  void takeBack() {
    Replacement before = replacement;
    if (before != null) {
      before.takeBack();
    }
    unseal();
  }

  /** The application thinks better of its redirect: what it does next is ruled on anew. */
  private void callOff() {
    takeBack();
    ruledOn = null;
  }

  private void callOffFor(String header) {
    if (header.equalsIgnoreCase("Location") && isKept()) {
      callOff();
    }
  }

  /** Rules on a location that was set by hand, if there is a new one and it has not left yet. */
  private void check() {
    if (isSealed() || !isRedirect(getStatus()) || isCommitted()) {
      return;
    }
    String location = getHeader("Location");
    if (location == null || location.equals(ruledOn)) {
      return;
    }
    Ruling ruling = rule(location);
    if (ruling instanceof Ruling.Replace replace) {
      try {
        replace(replace.answer(), false);
      } catch (IOException gone) {
        // The client is gone, and setting a header cannot say so; the container will notice.
      }
    } else if (ruling instanceof Ruling.Change change) {
      ruledOn = change.location();
      super.setHeader("Location", change.location());
    }
  }

  private Ruling rule(@Nullable String location) {
    takeBackOrRefuse();
    // A container refuses a redirect without an address, or after the answer has left.
    if (location == null || isCommitted()) {
      return Ruling.LEAVE;
    }
    ruledOn = location;
    return judge.judge(request, user, location);
  }

  private boolean isReplaced(Ruling ruling) throws IOException {
    return ruling instanceof Ruling.Replace replace && replace(replace.answer(), true);
  }

  /** False if it could not be done, and everything is as it was. */
  private boolean replace(Ruling.Writing answer, boolean send) throws IOException {
    try {
      Replacement before = new Replacement(raw(), encoding);
      if (before.isDeaf()) {
        return false;
      }
      replacement = before;
      seal(send);
      if (send) {
        before.send(request, answer);
      } else {
        before.keep(request, answer);
      }
      return true;
    } catch (RuntimeException e) {
      // A filter further out may allow no reset; the person goes on then.
      judge.failed(e);
      if (raw().isCommitted()) {
        return true;
      }
      takeBack();
      return false;
    }
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
