package io.github.powerbigate.settings.rules;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An ant path: {@code ?} is one character, {@code *} a run of them, {@code **} a run of whole
 * segments. Case counts. Immutable.
 *
 * <p>Not a regular expression: those of the JDK try every way to share a text out among several
 * stars. Here a star that has found its place is never looked at again once the next one has found
 * its own, so the time is at most the product of the two lengths, whatever a request's path is.
 */
final class AntPath implements RequestPattern {

  private static final int[] ANY_SEGMENTS = {'*', '*'};

  private final List<int[]> segments;

  /**
   * @param path begins with a slash, {@code **} stands alone between slashes
   */
  AntPath(String path) {
    this.segments = segments(path);
  }

  @Override
  public boolean matches(String path, @Nullable String rawQuery) {
    List<int[]> asked = segments(path);
    return fits(
        segments.size(),
        i -> Arrays.equals(segments.get(i), ANY_SEGMENTS),
        asked.size(),
        (i, k) -> segmentFits(segments.get(i), asked.get(k)));
  }

  private static boolean segmentFits(int[] glob, int[] text) {
    return fits(
        glob.length,
        i -> glob[i] == '*',
        text.length,
        (i, k) -> glob[i] == '?' || glob[i] == text[k]);
  }

  /** Whether one piece of a pattern, which is no star, fits one piece of a text. */
  @FunctionalInterface
  private interface Piece {
    boolean fits(int ofPattern, int ofText);
  }

  private static boolean fits(int patternLength, IntPredicate isStar, int textLength, Piece piece) {
    int pattern = 0;
    int text = 0;
    int afterStar = -1;
    int starEnds = 0;
    while (text < textLength) {
      if (pattern < patternLength && isStar.test(pattern)) {
        afterStar = ++pattern;
        starEnds = text;
      } else if (pattern < patternLength && piece.fits(pattern, text)) {
        pattern++;
        text++;
      } else if (afterStar >= 0) {
        pattern = afterStar;
        text = ++starEnds; // the last star takes one more
      } else {
        return false;
      }
    }
    while (pattern < patternLength && isStar.test(pattern)) {
      pattern++;
    }
    return pattern == patternLength;
  }

  private static List<int[]> segments(String path) {
    String relative = path.startsWith("/") ? path.substring(1) : path;
    return Arrays.stream(relative.split("/", -1)).map(s -> s.codePoints().toArray()).toList();
  }
}
