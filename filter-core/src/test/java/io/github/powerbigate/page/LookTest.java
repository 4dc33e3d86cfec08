package io.github.powerbigate.page;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookTest {

  @ParameterizedTest
  @CsvSource({
    "#000, #ffffff, 21.0",
    "#146a5d, #fff, 6.46",
    "#5a5a5a, #fff, 6.90",
    "#1e3c70, #e9ecf1, 9.16",
    "#f8c41f, #fff, 1.63",
    "#abc, #aabbcc, 1.0"
  })
  void contrastIsThatOfWcag(String one, String two, double expected) {
    assertThat(new Color(one).contrastTo(new Color(two))).isCloseTo(expected, within(0.01));
    assertThat(new Color(two).contrastTo(new Color(one))).isCloseTo(expected, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(strings = {"red", "#12", "#12345", "fff", "#ggg", "#fff;}", "#FFF ", ""})
  void whatIsNoColourIsRefused(String text) {
    assertThat(Color.parse(text)).isNull();
  }

  @Test
  void aColourIsReadInCapitalsToo() {
    assertThat(Color.parse("#0B3A5b")).isEqualTo(new Color("#0b3a5b"));
  }

  @ParameterizedTest
  @EnumSource
  void everyTextOfAThemeIsSevenToOneInBothSchemes(Theme theme) {
    String[] schemes = theme.css().split("@media", 2);
    Map<String, Color> light = Look.variables(schemes[0]);
    Map<String, Color> dark = Look.variables(schemes[1]);
    light.forEach(dark::putIfAbsent);
    for (Map<String, Color> scheme : List.of(light, dark)) {
      assertContrast(scheme, "top", "bar", 7);
      assertContrast(scheme, "ink", "card", 7);
      assertContrast(scheme, "ink", "bg", 7);
      assertContrast(scheme, "soft", "card", 7);
      assertContrast(scheme, "link", "card", 7);
      assertContrast(scheme, "link", "bg", 7);
      assertContrast(scheme, "on", "main", 7);
      assertContrast(scheme, "main", "card", 3);
      assertContrast(scheme, "teal", "card", 3);
      assertContrast(scheme, "teal", "bg", 3);
    }
  }

  @Test
  void coloursOfOnesOwnReplaceThoseOfTheLightSchemeOnly() {
    Look look = own("#0e4a41", "#fff", null, null);

    assertThat(look.css())
        .startsWith(Theme.NEUTRAL.css())
        .endsWith(
            """
            @media (prefers-color-scheme: light) {
            :root {
            --main: #0e4a41;
            --bar: #0e4a41;
            --on: #fff;
            --top: #fff;
            }
            }
            """);
    assertThat(look.warnings()).isEmpty();
  }

  @Test
  void aTextThatCanHardlyBeReadIsToldWithItsSetting() {
    assertThat(own("#f8c41f", null, null, null).warnings())
        .contains(
            "colorPrimary: the contrast of the text of the bar on the bar is 1.6:1; readable is"
                + " 4.5:1 or more.")
        .allMatch(warning -> warning.startsWith("colorPrimary: "));
    assertThat(own(null, null, "#999", "#aaa").warnings())
        .anyMatch(warning -> warning.startsWith("colorLink, colorPanel: the contrast of links on"));
  }

  @Test
  void aThemeAloneIsNotComplainedOf() {
    for (Theme theme : Theme.values()) {
      assertThat(new Look(theme, null, null, null, null, null).warnings()).isEmpty();
    }
  }

  private static void assertContrast(
      Map<String, Color> scheme, String text, String ground, double least) {
    Color one = requireNonNull(scheme.get(text));
    Color two = requireNonNull(scheme.get(ground));
    assertThat(one.contrastTo(two)).as(text + " on " + ground).isGreaterThanOrEqualTo(least);
  }

  private static Look own(
      @Nullable String primary,
      @Nullable String onPrimary,
      @Nullable String link,
      @Nullable String panel) {
    return new Look(
        Theme.NEUTRAL, color(primary), color(onPrimary), color(link), color(panel), null);
  }

  private static @Nullable Color color(@Nullable String text) {
    return text == null ? null : new Color(text);
  }
}
