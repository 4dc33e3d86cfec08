package io.github.powerbigate.settings.rules;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rules for values that are one of a few words. */
public final class Words {

  private static final String LATER = "is not in this version";

  private Words() {}

  /**
   * One of the constants, written in lower case with hyphens.
   *
   * @param constants all of them
   * @param later words, or beginnings of words up to a colon, that a later version knows
   */
  public static <E extends Enum<E>> Rule<E> of(E[] constants, String... later) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : constants) {
      words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    return of(words, List.of(later));
  }

  /** One of the words themselves; {@code later} as above. */
  public static Rule<String> of(List<String> choices, String... later) {
    Map<String, String> words = new LinkedHashMap<>();
    choices.forEach(word -> words.put(word, word));
    return of(words, List.of(later));
  }

  /** One word that means true, or one that means false. */
  public static Rule<Boolean> either(String yes, String no) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(yes, true);
    words.put(no, false);
    return of(words, List.of());
  }

  /** One or more of the words, separated by commas, none of them twice. */
  public static Rule<List<String>> severalOf(List<String> choices) {
    return Rule.quoting(
        "must be a list, separated by commas, of " + spoken(choices) + ", each at most once",
        text -> {
          List<String> words = Lists.separated(text);
          return choices.containsAll(words) && Lists.distinct(words) ? words : null;
        });
  }

  private static <V> Rule<V> of(Map<String, V> words, List<String> later) {
    return Rule.quoting(
        "must be " + spoken(List.copyOf(words.keySet())),
        text -> {
          for (String word : later) {
            if (text.equals(word) || (word.endsWith(":") && text.startsWith(word))) {
              throw new Rule.Broken("\"" + word + "\" " + LATER);
            }
          }
          return words.get(text);
        });
  }

  private static String spoken(List<String> words) {
    String[] quoted = words.stream().map(word -> "\"" + word + "\"").toArray(String[]::new);
    int last = quoted.length - 1;
    return last == 0
        ? quoted[0]
        : String.join(", ", Arrays.copyOf(quoted, last)) + " or " + quoted[last];
  }
}
