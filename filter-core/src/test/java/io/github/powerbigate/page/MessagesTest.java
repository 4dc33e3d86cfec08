package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private final Messages english = Messages.load("en");

  @Test
  void everyLanguageHasTheSameKeys() {
    assertThat(Messages.load("es").keys()).isEqualTo(english.keys());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void onlyTheTimeWaitedHasAPlaceholder(String language) {
    Messages messages = Messages.load(language);
    for (String key : messages.keys()) {
      assertThat(messages.get(key).replace("{minutes}", ""))
          .as(key)
          .isNotBlank()
          .doesNotContain("{", "}", "'", "<", ">", "&", "\u00c3");
      assertThat(messages.get(key).contains("{minutes}")).as(key).isEqualTo(key.equals("elapsed"));
    }
  }

  @Test
  void noTranslationIsMuchLongerThanTheEnglish() {
    Messages spanish = Messages.load("es");
    for (String key : english.keys()) {
      assertThat(spanish.get(key).length())
          .as(key)
          .isLessThanOrEqualTo((int) (english.get(key).length() * 1.6) + 12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void noTextPromisesANumberOrBegs(String language) {
    Messages messages = Messages.load(language);
    assertThat(messages.keys())
        .filteredOn(key -> key.startsWith("state."))
        .allSatisfy(
            key ->
                assertThat(messages.get(key))
                    .doesNotContainPattern("[0-9]")
                    .doesNotContainIgnoringCase("please", "por favor", "do not close", "Azure AD"));
  }

  @Test
  void englishIsAtMostGradeSix() {
    StringBuilder text = new StringBuilder();
    english.keys().stream()
        .filter(key -> key.startsWith("state.") || key.startsWith("auto."))
        .forEach(key -> text.append(english.get(key)).append(key.endsWith("heading") ? ". " : " "));
    double words = text.toString().split(" +", -1).length;
    double sentences = text.chars().filter(c -> c == '.').count();
    double syllables = 0;
    for (String word : text.toString().toLowerCase(java.util.Locale.ROOT).split("[^a-z]+", -1)) {
      syllables += Math.max(1, word.replaceAll("e$", "").split("[aeiouy]+", -1).length - 1);
    }
    assertThat(0.39 * words / sentences + 11.8 * syllables / words - 15.59).isLessThan(6);
  }

  @Test
  void anAbsentLanguageIsNamed() {
    assertThatThrownBy(() -> Messages.load("zh-Hans"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("messages_zh_Hans.properties");
  }
}
