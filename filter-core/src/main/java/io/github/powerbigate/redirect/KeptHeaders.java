package io.github.powerbigate.redirect;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers of an answer at one moment, but for those that describe its body. Some of them hold
 * for whatever is answered in its place: cookies (Tomcat forgets even that of the session at a
 * reset) and what protects the site. The others describe the answer itself, say how long to keep it
 * or lead elsewhere. Immutable.
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
      if (!describesTheBody(name)) {
        kept.put(name, List.copyOf(response.getHeaders(name)));
      }
    }
    return new KeptHeaders(kept);
  }

  /** Whether a header holds for whatever is answered. */
  static boolean isLasting(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.startsWith("content-")
        && !lower.startsWith("surrogate-")
        && !lower.endsWith("cdn-cache-control")
        && !OF_THE_ANSWER.contains(lower);
  }

  /**
   * Restores after a reset what holds for another answer too. Tomcat takes everything away; Jetty
   * leaves the session's cookie, and leaves it twice.
   */
  void giveLastingTo(HttpServletResponse response) {
    headers.forEach(
        (name, values) -> {
          if (isLasting(name)) {
            give(response, name, values);
          }
        });
  }

  /** Restores all of them after a reset. */
  void giveBackTo(HttpServletResponse response) {
    headers.forEach((name, values) -> give(response, name, values));
  }

  /** Sets a header to these values and those that it has, each of them once. */
  static void give(HttpServletResponse response, String name, Collection<String> values) {
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
  }

  private static boolean describesTheBody(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("content-") && !lower.startsWith("content-security-policy");
  }
}
