package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
  private final Languages languages = new Languages(List.of("en", "es"), "en");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          es                          | es
          es-MX                       | es
          ES-mx,en;q=0.5              | es
          es-419-x-any                | es
          fr,es;q=0.3                 | es
          en;q=0.2, es;q=0.9          | es
          en, es                      | en
          fr                          | en
          *                           | en
          fr, *;q=0.5                 | en
          es;q=0, en                  | en
          es;q=0                      | en
          es;q=2, en;q=0.1            | en
          es;;                        | en
          en-US;;,es                  | es
          ,,es                        | es
          es ; q=0.7                  | es
          es;q=0.7;q=0.8              | en
          es;q=                       | en
          es;q=NaN                    | en
          es-                         | en
          -es                         | en
          abcdefghi,es                | es
          <script>,es                 | es
          ''                          | en
          """)
  void theHeaderChooses(String header, String chosen) {
    assertThat(languages.choose(null, null, header)).isEqualTo(chosen);
  }

  @Test
  void whatIsAskedForBeatsTheCookieWhichBeatsTheHeader() {
    assertThat(languages.choose("es", "en", "en")).isEqualTo("es");
    assertThat(languages.choose(null, "es", "en")).isEqualTo("es");
    assertThat(languages.choose("xx", "../es", "es")).isEqualTo("es");
  }

  @Test
  void withoutAnyWordTheDefaultIsChosenAndNotTheServersOwn() {
    assertThat(new Languages(List.of("en", "es"), "es").choose(null, null, null)).isEqualTo("es");
  }

  @Test
  void anOverlongHeaderIsNotRead() {
    assertThat(languages.choose(null, null, "es," + "a,".repeat(500))).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource({
    "zh-TW, zh-Hant",
    "zh-HK, zh-Hant",
    "zh-Hant-HK, zh-Hant",
    "zh-CN, zh-Hans",
    "zh, zh-Hans",
    "zh-Hans-SG, zh-Hans",
    "fil-PH, tl",
    "fil, tl"
  })
  void aScriptIsFoundByTheRegionThatBrowsersName(String header, String chosen) {
    Languages asian = new Languages(List.of("en", "zh-Hans", "zh-Hant", "tl"), "en");
    assertThat(asian.choose(null, null, header)).isEqualTo(chosen);
  }

  @Test
  void aRegionOfItsOwnWins() {
    Languages regional = new Languages(List.of("en", "es", "es-MX"), "en");
    assertThat(regional.choose(null, null, "es-mx")).isEqualTo("es-MX");
    assertThat(regional.choose(null, null, "es-AR")).isEqualTo("es");
  }
}
