package io.github.powerbigate.simulator.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request as it arrived. Immutable.
 *
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 * @param path as sent, not decoded
 * @param query as sent, without the question mark; empty when there was none
 * @param headers by name in lower case
 * @param connection the number of the connection it came on; the first is 1
 */
public record Call(
    Service service,
    String protocol,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String body,
    long connection,
    Instant at) {

  private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

  /** Copies what it is given. */
  public Call {
    headers = Map.copyOf(headers);
  }

  /** The value of a header, by its name in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Says whether the body declares itself to be of this media type. */
  public boolean isOfType(String mediaType) {
    return header("content-type")
        .map(type -> type.split(";", 2)[0].strip().equalsIgnoreCase(mediaType))
        .orElse(false);
  }

  /** The decoded parts of the path between slashes. */
  public List<String> segments() {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(decoded(part));
      }
    }
    return parts;
  }

  /** A path, or a part of one, without its escapes. Those that are malformed stay. */
  public static String decoded(String encoded) {
    return ESCAPES
        .matcher(encoded)
        .replaceAll(escapes -> Matcher.quoteReplacement(decode(escapes.group())));
  }

  /** The decoded parameters of the query; of a repeated name the first. */
  public Map<String, String> parameters() {
    return pairs(query);
  }

  /** The decoded fields of a form; empty for any other body. */
  public Map<String, String> form() {
    return isOfType("application/x-www-form-urlencoded") ? pairs(body) : Map.of();
  }

  private static Map<String, String> pairs(String encoded) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : encoded.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (!parts[0].isEmpty()) {
        found.putIfAbsent(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    return found;
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return encoded;
    }
  }
}
