package io.github.powerbigate.redirect;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers of an answer that hold for whatever is answered in its place: cookies (Tomcat forgets
 * even that of the session at a reset) and what protects the site. Those that describe the answer
 * itself, say how long to keep it or lead elsewhere are left out. Immutable.
 */
final class KeptHeaders {

  private static final Set<String> OF_THE_ANSWER =
      Set.of(
          "accept-ranges",
          "age",
          "cache-control",
          "date",
          "digest",
          "etag",
          "expires",
          "last-modified",
          "link",
          "location",
          "pragma",
          "preload",
          "refresh",
          "repr-digest",
          "retry-after",
          "sourcemap",
          "trailer",
          "transfer-encoding",
          "vary",
          "x-accel-buffering",
          "x-accel-expires",
          "x-accel-redirect",
          "x-sendfile");

  private final Map<String, List<String>> headers;

  private KeptHeaders(Map<String, List<String>> headers) {
    this.headers = headers;
  }

  static KeptHeaders of(HttpServletResponse response) {
    Map<String, List<String>> kept = new LinkedHashMap<>();
    for (String name : response.getHeaderNames()) {
      if (isKept(name.toLowerCase(Locale.ROOT))) {
        kept.put(name, List.copyOf(response.getHeaders(name)));
      }
    }
    return new KeptHeaders(kept);
  }

  /**
   * Restores what the reset has taken away. Tomcat takes everything; Jetty leaves the session's
   * cookie, and leaves it twice.
   */
  void giveBackTo(HttpServletResponse response) {
    headers.forEach(
        (name, values) -> {
          Set<String> all = new LinkedHashSet<>(values);
          all.addAll(response.getHeaders(name));
          boolean first = true;
          for (String value : all) {
            if (first) {
              response.setHeader(name, value);
            } else {
              response.addHeader(name, value);
            }
            first = false;
          }
        });
  }

  private static boolean isKept(String name) {
    return !name.startsWith("content-")
        && !name.startsWith("surrogate-")
        && !name.endsWith("cdn-cache-control")
        && !OF_THE_ANSWER.contains(name);
  }
}
