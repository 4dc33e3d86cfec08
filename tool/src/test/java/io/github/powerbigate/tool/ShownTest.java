package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void whatSteersATerminalIsShownAsItsNumber() {
    assertThat(Shown.text("a\u001b[31m\u009bb\r\n\u202e\u2028\u2066\ud800c"))
        .isEqualTo("a\\u001b[31m\\u009bb\\u000d\\u000a\\u202e\\u2028\\u2066\\ud800c");
  }

  @Test
  void lettersOfAllLanguagesStay() {
    assertThat(Shown.text("Zoë 李 \ud83d\ude00")).isEqualTo("Zoë 李 \ud83d\ude00");
  }

  @Test
  void whatIsTooLongIsCut() {
    assertThat(Shown.text("x".repeat(500))).hasSize(201).endsWith("…");
  }

  @Test
  void aJsonStringCannotBeLeft() {
    assertThat(Shown.json("a\"\\\n")).isEqualTo("\"a\\\"\\\\\\u000a\"");
  }
}
