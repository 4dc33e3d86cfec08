package io.github.powerbigate.settings.rules;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Lists as they stand in a setting: separated by commas. */
final class Lists {

  private Lists() {}

  /** The entries without white space at their ends; an empty one stays, and breaks every rule. */
  static List<String> separated(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  static boolean distinct(List<String> entries) {
    return new HashSet<>(entries).size() == entries.size();
  }
}
