package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The English can be read by somebody of twelve: grade 6 or below by the formula of Flesch and
 * Kincaid (J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom: Derivation of new
 * readability formulas for Navy enlisted personnel, Research Branch Report 8-75, 1975). For Spanish
 * the formula says nothing.
 */
class ReadabilityTest {
  private static final Messages ENGLISH = Messages.load("en", PageFiles.NONE);
  private static final Messages SPANISH = Messages.load("es", PageFiles.NONE);

  static Stream<String> everyState() {
    return ENGLISH.keys().stream()
        .filter(key -> key.endsWith(".heading"))
        .map(key -> key.replaceAll("^state\\.|\\.heading$", ""))
        .sorted();
  }

  static Stream<String> everySentence() {
    return ENGLISH.keys().stream()
        .filter(key -> key.matches("state\\..*\\.text|auto\\..*|hold|invitation|support\\.text"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("everyState")
  void aStateIsAtMostGradeSix(String state) {
    assertThat(grade(told(ENGLISH, state))).isLessThanOrEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("everySentence")
  void whatStandsAloneIsAtMostGradeEight(String key) {
    assertThat(grade(ENGLISH.get(key))).as(ENGLISH.get(key)).isLessThanOrEqualTo(8);
  }

  @Test
  void thePageAsAWholeIsFarBelowGradeSix() {
    String all =
        Stream.concat(
                everyState().map(state -> told(ENGLISH, state)),
                Stream.of("auto.on", "auto.off", "auto.none", "hold", "invitation")
                    .map(ENGLISH::get))
            .collect(Collectors.joining(" "));
    assertThat(grade(all)).isLessThanOrEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("everyState")
  void theSpanishOfAStateIsNotMuchLongerThanItsEnglish(String state) {
    assertThat((double) told(SPANISH, state).length())
        .isLessThanOrEqualTo(1.6 * told(ENGLISH, state).length());
  }

  @Test
  void theFormulaIsThatOfItsAuthors() {
    // 6 words, 1 sentence, 6 syllables.
    assertThat(grade("The cat sat on the mat.")).isCloseTo(-1.45, within(0.01));
    // 7 words, 1 sentence, 24 syllables.
    assertThat(
            grade(
                "Authentication infrastructure unavailability necessitates administrative"
                    + " intervention immediately."))
        .isGreaterThan(25);
  }

  @ParameterizedTest
  @CsvSource({
    "you, 1", "access, 2", "moment, 2", "mistake, 2", "taking, 2", "usual, 3", "later, 2",
    "reference, 3", "automatic, 4", "able, 2", "this, 1", "BI, 2", "used, 1", "accepted, 3",
    "invitation, 4", "account, 2", "open, 2", "everywhere, 4"
  })
  void syllablesAreCountedAsTheyAreSpoken(String word, int syllables) {
    // Never too few, which would flatter; one too many is borne.
    assertThat(syllables(word)).isBetween(syllables, syllables + 1);
  }

  private static String told(Messages messages, String state) {
    return messages.heading(state) + ". " + messages.text(state);
  }

  private static double grade(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[^A-Za-zÀ-ÿ’]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    double sentences = Math.max(1, text.chars().filter(c -> ".!?".indexOf(c) >= 0).count());
    double syllables = words.stream().mapToInt(ReadabilityTest::syllables).sum();
    return 0.39 * words.size() / sentences + 11.8 * syllables / words.size() - 15.59;
  }

  /**
   * Groups of vowels, without a silent e at the end; "ua", "ia", "io" count twice but in "-ion".
   */
  private static int syllables(String word) {
    if (word.equals("BI")) {
      return 2;
    }
    String spoken =
        word.toLowerCase(Locale.ROOT)
            .replaceAll("(?<![lt])e$|(?<=[^aeiouytd])ed$", "")
            .replaceAll("[st]ion", "shun")
            .replaceAll("([ui])([ao])", "$1-$2");
    long groups = Stream.of(spoken.split("[^aeiouy]+", -1)).filter(g -> !g.isEmpty()).count();
    return (int) Math.max(1, groups);
  }
}
