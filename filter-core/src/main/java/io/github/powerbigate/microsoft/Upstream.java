package io.github.powerbigate.microsoft;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * What others said, for the log at DEBUG and nowhere else: their words may hold people's names, and
 * their bytes may forge lines of a log.
 */
final class Upstream {

  private static final int LONGEST = 500;
  private static final Logger LOG = System.getLogger("io.github.powerbigate");

  private Upstream() {}

  static void log(Supplier<String> words) {
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(Level.DEBUG, cleaned(words.get()));
    }
  }

  /** Decodes leniently: for a log. */
  static String text(byte[] body) {
    return new String(body, 0, Math.min(body.length, LONGEST * 4), StandardCharsets.UTF_8);
  }

  /** At most 500 characters, all on one line, nothing that steers a terminal. */
  static String cleaned(String words) {
    StringBuilder clean = new StringBuilder();
    int end = Math.min(words.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = words.charAt(i);
      boolean steers =
          Character.isISOControl(c)
              || Character.isSurrogate(c)
              || c == '\u2028'
              || c == '\u2029'
              || Character.getType(c) == Character.FORMAT;
      if (steers) {
        clean.append(String.format("\\u%04x", (int) c));
      } else {
        clean.append(c);
      }
    }
    return words.length() > end ? clean + "…" : clean.toString();
  }
}
