package io.github.powerbigate;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request to a filter, and what became of it. */
final class Visit {

  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private @Nullable Exception applicationThrows;

  private Visit(String method, @Nullable String query) {
    when(request.getMethod()).thenReturn(method);
    when(request.getRequestURI()).thenReturn("/powerbi");
    when(request.getQueryString()).thenReturn(query);
    when(request.getDispatcherType()).thenReturn(DispatcherType.REQUEST);
  }

  /** What became of it. */
  record Result(int passes, int status, Map<String, String> headers, String body) {
    boolean passed() {
      return passes == 1 && status == 0 && body.isEmpty();
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
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
    applicationThrows = e;
    return this;
  }

  HttpServletRequest request() {
    return request;
  }

  Result through(PowerBiAccessGateFilter filter) throws IOException, ServletException {
    HttpServletResponse response = mock(HttpServletResponse.class);
    int[] status = {0};
    int[] passes = {0};
    Map<String, String> headers = new HashMap<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    doAnswer(
            call -> {
              status[0] = call.getArgument(0);
              return null;
            })
        .when(response)
        .setStatus(anyInt());
    doAnswer(
            call -> {
              headers.put(call.getArgument(0), call.getArgument(1));
              return null;
            })
        .when(response)
        .setHeader(anyString(), any());
    when(response.getOutputStream()).thenReturn(new Recording(body));
    filter.doFilter(
        request,
        response,
        (passedRequest, passedResponse) -> {
          passes[0]++;
          if (applicationThrows instanceof RuntimeException e) {
            throw e;
          }
          if (applicationThrows instanceof IOException e) {
            throw e;
          }
        });
    return new Result(passes[0], status[0], headers, body.toString(StandardCharsets.UTF_8));
  }

  private static final class Recording extends ServletOutputStream {
    private final ByteArrayOutputStream bytes;

    Recording(ByteArrayOutputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public void write(int b) {
      bytes.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
