package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  private final Messages english = Messages.load("en", PageFiles.NONE);

  @Test
  void everyLanguageHasTheSameKeys() {
    assertThat(Messages.load("es", PageFiles.NONE).keys()).isEqualTo(english.keys());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void onlyTheTimeWaitedHasAPlaceholder(String language) {
    Messages messages = Messages.load(language, PageFiles.NONE);
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
    Messages spanish = Messages.load("es", PageFiles.NONE);
    for (String key : english.keys()) {
      assertThat(spanish.get(key).length())
          .as(key)
          .isLessThanOrEqualTo((int) (english.get(key).length() * 1.6) + 12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "es"})
  void noTextPromisesANumberOrBegs(String language) {
    Messages messages = Messages.load(language, PageFiles.NONE);
    assertThat(messages.keys())
        .filteredOn(key -> key.startsWith("state."))
        .allSatisfy(
            key ->
                assertThat(messages.get(key))
                    .doesNotContainPattern("[0-9]")
                    .doesNotContainIgnoringCase("please", "por favor", "do not close", "Azure AD"));
  }

  @Test
  void anAbsentLanguageIsNamed() {
    assertThatThrownBy(() -> Messages.load("zh-Hans", PageFiles.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("messages_zh_Hans.properties in /WEB-INF/powerbi-gate");
  }

  @Test
  void theApplicationsWordsStandInPlaceOfOursKeyByKey() {
    Messages spanish = Messages.load("es", files("messages_es.properties", "brand=Portal\n"));

    assertThat(spanish.get("brand")).isEqualTo("Portal");
    assertThat(spanish.get("action.check"))
        .isEqualTo(Messages.load("es", PageFiles.NONE).get("action.check"));
    assertThat(spanish.warnings()).isEmpty();
  }

  @Test
  void aLanguageOfTheApplicationsFallsBackToEnglishAndSaysSo() {
    Messages arabic =
        Messages.load(
            "ar", files("messages_ar.properties", "action.check=\u062a\u062d\u0642\u0642"));

    assertThat(arabic.get("action.check")).isEqualTo("\u062a\u062d\u0642\u0642");
    assertThat(arabic.get("action.stop"))
        .isEqualTo("\u200e" + english.get("action.stop") + "\u200e");
    assertThat(arabic.get("name")).isEqualTo("\u0627\u0644\u0639\u0631\u0628\u064a\u0629");
    assertThat(arabic.get("locale")).isEqualTo("ar");
    assertThat(arabic.direction()).isEqualTo("rtl");
    assertThat(arabic.warnings())
        .singleElement()
        .asString()
        .startsWith(
            "messages_ar.properties lacks texts, which are shown in English: action.account,")
        .endsWith(" more.");
  }

  @Test
  void aTextThatThePageDoesNotHaveIsTold() {
    assertThat(
            Messages.load("en", files("messages_en.properties", "acton.check=Look\nbrand=B"))
                .warnings())
        .containsExactly("messages_en.properties: no text of the page is called acton.check.");
  }

  @Test
  void aTimeWaitedWithoutItsPlaceIsTold() {
    assertThat(Messages.load("en", files("messages_en.properties", "elapsed=Waiting")).warnings())
        .singleElement()
        .asString()
        .contains("elapsed has no {minutes}");
  }

  @Test
  void aMarkThatAnEditorPutsInFrontIsNoPartOfTheFirstKey() {
    Messages marked = Messages.load("en", files("messages_en.properties", "\uFEFFbrand=Portal"));

    assertThat(marked.get("brand")).isEqualTo("Portal");
    assertThat(marked.warnings()).isEmpty();
  }

  @Test
  void aBrokenFileIsNamedAndNotRepeated() {
    assertThatThrownBy(
            () -> Messages.load("en", files("messages_en.properties", "brand=canary\\u00g1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("messages_en.properties: ")
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }

  private static PageFiles files(String name, String text) {
    return asked -> asked.equals(name) ? text : null;
  }
}
