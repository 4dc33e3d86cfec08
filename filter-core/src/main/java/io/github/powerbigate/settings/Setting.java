package io.github.powerbigate.settings;

import io.github.powerbigate.settings.rules.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One setting that this version knows. Immutable.
 *
 * @param <T> the kind of value
 * @param name as it stands in web.xml
 * @param standard the text that counts when no source gives one, or null
 * @param required whether start-up stops when no source gives one
 * @param rule what a text must be
 * @param shown how much of a good value is shown
 * @param fileable whether {@link #fileName} may name a file that holds the value
 * @param meaning one sentence, as it stands in the documentation
 */
record Setting<T>(
    String name,
    @Nullable String standard,
    boolean required,
    Rule<T> rule,
    Shown shown,
    boolean fileable,
    String meaning) {

  /** How much of a good value is shown in the log. */
  enum Shown {
    /** All of it. */
    FULL,
    /** Of an address the scheme, the host and the port. */
    HOST,
    /** What stands before the first colon, and the colon. */
    KIND,
    /** Nothing. */
    MASKED;

    String show(String text) {
      return switch (this) {
        case FULL -> text;
        case HOST -> origin(text);
        case KIND -> kind(text);
        case MASKED -> "***";
      };
    }

    private static String kind(String text) {
      int colon = text.indexOf(':');
      return colon < 0 ? text : text.substring(0, colon + 1) + "…";
    }

    private static String origin(String address) {
      int scheme = address.indexOf("://");
      if (scheme < 0) {
        return address.startsWith("/")
            ? "/…"
            : address.substring(0, address.indexOf(':') + 1) + "…";
      }
      int end = scheme + "://".length();
      while (end < address.length() && "/?#\\".indexOf(address.charAt(end)) < 0) {
        end++;
      }
      String authority = address.substring(scheme + "://".length(), end);
      return address.substring(0, scheme)
          + "://"
          + authority.substring(authority.lastIndexOf('@') + 1)
          + (end < address.length() ? "/…" : "");
    }
  }

  /** The name of the setting that gives a file with the value. */
  String fileName() {
    return name + "File";
  }

  /** The name in the form that environments use: {@code clientId} gives {@code CLIENT_ID}. */
  static String upperSnake(String name) {
    StringBuilder snake = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i > 0 && isUpper(c) && (isLower(name.charAt(i - 1)) || isDigit(name.charAt(i - 1)))) {
        snake.append('_');
      }
      if (isLower(c)) {
        snake.append((char) (c - 'a' + 'A'));
      } else {
        snake.append(isUpper(c) || isDigit(c) ? c : '_');
      }
    }
    return snake.toString();
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
