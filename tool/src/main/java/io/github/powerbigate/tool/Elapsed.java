package io.github.powerbigate.tool;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time as people read them. */
final class Elapsed {

  private Elapsed() {}

  /** {@code 0:05}, {@code 12:40}, {@code 1:05:00}. */
  static String of(Duration length) {
    long seconds = Math.max(0, length.plusMillis(500).toSeconds());
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
