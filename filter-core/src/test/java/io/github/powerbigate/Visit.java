package io.github.powerbigate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request to a filter, and what became of it. */
final class Visit {

  private static final Pattern TICKET =
      Pattern.compile("powerbi-gate-ticket(?:=|\" value=\")([A-Za-z0-9_.-]{50,})");

  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private UnaryOperator<HttpServletResponse> outside = UnaryOperator.identity();
  private Application application = (passed, response) -> {};

  private Visit(String method, @Nullable String query) {
    when(request.getMethod()).thenReturn(method);
    when(request.getRequestURI()).thenReturn("/powerbi");
    when(request.getQueryString()).thenReturn(query);
    when(request.getDispatcherType()).thenReturn(DispatcherType.REQUEST);
  }

  /**
   * What became of it.
   *
   * @param passes how often it reached the application
   * @param watched whether the application got another response than the container's
   */
  record Result(int passes, boolean watched, int status, Map<String, String> headers, String body) {
    boolean passed() {
      return passes == 1 && status == 0 && body.isEmpty();
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** The ticket in the links of a page, or in a redirect to one. */
    String ticket() {
      Matcher matcher = TICKET.matcher(header("Location") + body);
      if (!matcher.find()) {
        throw new AssertionError("There is no ticket in " + body);
      }
      return matcher.group(1);
    }
  }

  static Visit of(String method, @Nullable String query) {
    return new Visit(method, query);
  }

  /** A person's browser goes to the guarded address. */
  static Visit navigation(@Nullable String query) {
    return new Visit("GET", query)
        .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Dest", "document")
        .header("Sec-Fetch-Site", "same-origin");
  }

  /** A person's browser posts a form to the guarded address. */
  static Visit form(@Nullable String query) {
    Visit visit = navigation(query);
    when(visit.request.getMethod()).thenReturn("POST");
    return visit;
  }

  /** A script of the portal asks. */
  static Visit script(@Nullable String query) {
    return new Visit("GET", query)
        .header("Accept", "*/*")
        .header("Sec-Fetch-Mode", "cors")
        .header("Sec-Fetch-Site", "same-origin");
  }

  /** The page asks. */
  static Visit poll() {
    return new Visit("GET", "powerbi-gate=status")
        .header("Accept", "application/json")
        .header("X-Requested-With", "XMLHttpRequest")
        .header("X-PowerBI-Gate-Poll", "1")
        .header("Sec-Fetch-Mode", "cors")
        .header("Sec-Fetch-Site", "same-origin");
  }

  Visit as(String name) {
    Principal principal = () -> name;
    when(request.getUserPrincipal()).thenReturn(principal);
    when(request.getRemoteUser()).thenReturn(name);
    return this;
  }

  Visit header(String name, @Nullable String value) {
    when(request.getHeader(name)).thenReturn(value);
    return this;
  }

  Visit path(String path) {
    when(request.getRequestURI()).thenReturn(path);
    return this;
  }

  Visit cookie(String name, String value) {
    when(request.getCookies()).thenReturn(new Cookie[] {new Cookie(name, value)});
    return this;
  }

  Visit cookies(Map<String, String> all) {
    Cookie[] cookies =
        all.entrySet().stream()
            .map(each -> new Cookie(each.getKey(), each.getValue()))
            .toArray(Cookie[]::new);
    when(request.getCookies()).thenReturn(cookies);
    return this;
  }

  Visit session(String id) {
    HttpSession session = mock(HttpSession.class);
    when(session.getId()).thenReturn(id);
    when(request.getSession(false)).thenReturn(session);
    return this;
  }

  Visit attribute(String name, Object value) {
    when(request.getAttribute(name)).thenReturn(value);
    return this;
  }

  Visit sessionAttribute(String name, Object value) {
    HttpSession session = mock(HttpSession.class);
    when(session.getAttribute(name)).thenReturn(value);
    when(request.getSession(false)).thenReturn(session);
    return this;
  }

  Visit dispatched(DispatcherType type) {
    when(request.getDispatcherType()).thenReturn(type);
    return this;
  }

  Visit whoseApplicationThrows(Exception e) {
    return whoseApplication(
        (passed, response) -> {
          if (e instanceof IOException io) {
            throw io;
          }
          throw (RuntimeException) e;
        });
  }

  HttpServletRequest request() {
    return request;
  }

  /** What the application does when it gets the request. */
  @FunctionalInterface
  interface Application {
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  Visit whoseApplication(Application does) {
    application = does;
    return this;
  }

  /** Filters further out wrap the response. */
  Visit answeredThrough(UnaryOperator<HttpServletResponse> filters) {
    outside = filters;
    return this;
  }

  /** The application redirects. */
  Visit redirectedTo(String location) {
    return whoseApplication((passed, response) -> response.sendRedirect(location));
  }

  /** The path within the application, as a container decodes it. */
  Visit within(String servletPath, @Nullable String pathInfo) {
    when(request.getServletPath()).thenReturn(servletPath);
    when(request.getPathInfo()).thenReturn(pathInfo);
    return this;
  }

  /** A field of a form that is posted. */
  Visit field(String name, String value) {
    when(request.getParameter(name)).thenReturn(value);
    return this;
  }

  /** What a browser sends of a form. */
  Visit body(String fields) {
    fill(request, fields);
    return this;
  }

  /** Gives a request a form as its body. */
  static void fill(HttpServletRequest request, String fields) {
    when(request.getContentType()).thenReturn("application/x-www-form-urlencoded");
    when(request.getContentLengthLong()).thenReturn((long) fields.length());
    try {
      when(request.getInputStream()).thenReturn(new Body(fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Result through(PowerBiAccessGateFilter filter) throws IOException, ServletException {
    RecordedResponse recorded = new RecordedResponse();
    int[] passes = {0};
    boolean[] watched = {false};
    HttpServletResponse response = outside.apply(recorded.response());
    filter.doFilter(
        request,
        response,
        (passedRequest, passedResponse) -> {
          passes[0]++;
          watched[0] = passedResponse != response;
          application.answer(
              (HttpServletRequest) passedRequest, (HttpServletResponse) passedResponse);
        });
    return new Result(
        passes[0], watched[0], recorded.status(), recorded.headers(), recorded.body());
  }

  private static final class Body extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Body(String body) {
      bytes = new ByteArrayInputStream(body.getBytes(US_ASCII));
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int from, int most) {
      return bytes.read(into, from, most);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
