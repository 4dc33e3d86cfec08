package io.github.powerbigate.tool;

/** Makes harmless for a terminal, and for JSON, what came from outside. */
final class Shown {

  private static final int LONGEST = 200;

  private Shown() {}

  /**
   * A name on one line: what steers a terminal, or turns the direction of what follows, is shown as
   * its number; what is too long is cut.
   */
  static String text(String name) {
    StringBuilder shown = new StringBuilder();
    for (int at = 0; at < name.length() && at < LONGEST; at++) {
      char c = name.charAt(at);
      if (isSteering(c) && !isPair(name, at)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return name.length() > LONGEST ? shown.append('…').toString() : shown.toString();
  }

  /** A JSON string. */
  static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (isSteering(c) && !isPair(text, at)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private static boolean isSteering(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Half of a whole character; alone it is none. */
  private static boolean isPair(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
