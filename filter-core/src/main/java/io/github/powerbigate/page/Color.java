package io.github.powerbigate.page;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A colour, {@code #rgb} or {@code #rrggbb}, and how well two of them can be told apart. Contrast
 * and luminance: <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">WCAG 2.2</a>.
 *
 * @param css as it is written in a style sheet, in lower case
 */
public record Color(String css) {
  private static final Pattern FORM = Pattern.compile("#([0-9a-f]{3}|[0-9a-f]{6})");

  /**
   * @throws IllegalArgumentException if it is written in another way
   */
  public Color {
    if (!FORM.matcher(css).matches()) {
      throw new IllegalArgumentException("a colour is #rgb or #rrggbb");
    }
  }

  /** The colour, or null if the text is none. */
  public static @Nullable Color parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return FORM.matcher(lower).matches() ? new Color(lower) : null;
  }

  /** Between 1, for the same colour, and 21, for black and white. */
  double contrastTo(Color other) {
    double one = luminance();
    double two = other.luminance();
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  private double luminance() {
    return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
  }

  private double channel(int index) {
    int digits = css.length() == 4 ? 1 : 2;
    int from = 1 + index * digits;
    String hex = css.substring(from, from + digits);
    double value = Integer.parseInt(digits == 1 ? hex + hex : hex, 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
