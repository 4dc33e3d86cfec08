package io.github.powerbigate.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom {@code X-Forwarded-For} and {@code Forwarded} (RFC 7239) say a request came from. Anybody
 * can send them. Pure functions of the headers.
 */
final class ForwardedFor {

  private ForwardedFor() {}

  /**
   * Whether one of the two headers names that address: then the container may have taken the
   * address from there, as Jetty's {@code ForwardedRequestCustomizer} does with the first one of
   * the list, whoever wrote it.
   */
  static boolean names(HttpServletRequest request, IpAddress address) {
    Stream<String> standard =
        elements(request, "Forwarded")
            .flatMap(element -> Arrays.stream(element.split(";", -1)))
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2 && pair[0].strip().equalsIgnoreCase("for"))
            .map(pair -> pair[1]);
    return Stream.concat(elements(request, "X-Forwarded-For"), standard)
        .map(ForwardedFor::address)
        .anyMatch(named -> named != null && named.isSame(address));
  }

  /**
   * Whether there is anything in which somebody else might read an address that {@link #names} does
   * not see: {@code Forwarded} with its quoting, or an element that is no plain address.
   */
  static boolean leavesDoubt(HttpServletRequest request) {
    return elements(request, "Forwarded").findAny().isPresent()
        || elements(request, "X-Forwarded-For").anyMatch(element -> address(element) == null);
  }

  private static Stream<String> elements(HttpServletRequest request, String header) {
    Enumeration<String> values = request.getHeaders(header);
    return values == null
        ? Stream.empty()
        : Collections.list(values).stream().flatMap(line -> Arrays.stream(line.split(",", -1)));
  }

  /** An address, perhaps in quotation marks, with escapes within them, perhaps with a port. */
  private static @Nullable IpAddress address(String element) {
    String text = element.replace("\"", "").replace("\\", "").strip();
    int bracket = text.indexOf(']');
    if (text.startsWith("[") && bracket > 0) {
      return IpAddress.parse(text.substring(0, bracket + 1));
    }
    int colon = text.indexOf(':');
    boolean port = colon >= 0 && colon == text.lastIndexOf(':');
    return IpAddress.parse(port ? text.substring(0, colon) : text);
  }
}
