package io.github.powerbigate.settings;

import io.github.powerbigate.settings.rules.Rule;
import java.util.Locale;
import java.util.regex.Pattern;
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

  private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");
  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Za-z0-9]");

  /** How much of a good value is shown in the log. */
  enum Shown {
    /** All of it. */
    FULL,
    /** Of an address the scheme, the host and the port. */
    HOST,
    /** Nothing. */
    MASKED;

    String show(String text) {
      return switch (this) {
        case FULL -> text;
        case HOST -> origin(text);
        case MASKED -> "***";
      };
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
    String snake = HUMP.matcher(name).replaceAll("$1_$2");
    return NO_LETTER_OR_DIGIT.matcher(snake).replaceAll("_").toUpperCase(Locale.ROOT);
  }
}
