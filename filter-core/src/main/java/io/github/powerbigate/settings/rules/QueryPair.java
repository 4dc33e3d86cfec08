package io.github.powerbigate.settings.rules;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A name with a value in the query string. Only the raw text is read: asking the request for a
 * parameter would empty the body of a POST. Immutable.
 */
final class QueryPair implements RequestPattern {

  private final String name;
  private final String value;

  /** Both decoded. */
  QueryPair(String name, String value) {
    this.name = name;
    this.value = value;
  }

  @Override
  public boolean matches(String path, @Nullable String rawQuery) {
    if (rawQuery == null) {
      return false;
    }
    for (int start = 0; start <= rawQuery.length(); ) {
      int ampersand = rawQuery.indexOf('&', start);
      int end = ampersand < 0 ? rawQuery.length() : ampersand;
      if (isThis(rawQuery.substring(start, end))) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  private boolean isThis(String pair) {
    int equals = pair.indexOf('=');
    return decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)
        && decoded(equals < 0 ? "" : pair.substring(equals + 1)).equals(value);
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a malformed escape: containers differ, so it stands for itself
    }
  }
}
