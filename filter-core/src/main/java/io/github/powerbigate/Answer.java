package io.github.powerbigate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A whole answer, made before the first byte of it is written: whatever fails while it is made
 * leaves the response untouched, so that the request can still be passed on. Immutable.
 */
final class Answer implements Outcome {

  private final int status;
  private final Map<String, String> headers;
  private final List<String> cookies;
  private final byte[] body;

  private Answer(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.cookies = cookies;
    this.body = body;
  }

  /** An answer that nobody may keep. */
  static Answer of(int status) {
    return new Answer(status, Map.of(), List.of(), new byte[0])
        .with("Cache-Control", "no-store")
        .with("Pragma", "no-cache")
        .with("Expires", "0")
        .with("X-Content-Type-Options", "nosniff");
  }

  /** An answer that the browser which asked may keep, and nobody on the way. */
  static Answer kept() {
    return new Answer(200, Map.of(), List.of(), new byte[0])
        .with("Cache-Control", "private, max-age=31536000, immutable")
        .with("X-Content-Type-Options", "nosniff");
  }

  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, Collections.unmodifiableMap(more), cookies, body);
  }

  Answer with(String contentType, byte[] newBody) {
    return new Answer(status, with("Content-Type", contentType).headers, cookies, newBody);
  }

  /** With one cookie more. */
  Answer cookie(String cookie) {
    return new Answer(
        status, headers, Stream.concat(cookies.stream(), Stream.of(cookie)).toList(), body);
  }

  /**
   * Writes it: by {@code setStatus} and {@code setHeader}, never by {@code sendError}, which would
   * hand over to the application's error page, nor by {@code sendRedirect}, which would build an
   * absolute address from the request's own path.
   */
  void writeTo(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setStatus(status);
    headers.forEach(response::setHeader);
    // Beside the cookies of the sign-in filters in front, which may have renewed theirs.
    cookies.forEach(cookie -> response.addHeader("Set-Cookie", cookie));
    OutputStream out;
    try {
      out = response.getOutputStream();
    } catch (IllegalStateException e) {
      // A filter further out has given its writer to the application, and keeps to it at a reset.
      response.getWriter().write(new String(body, StandardCharsets.UTF_8));
      return;
    }
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      out.write(body);
    }
  }
}
