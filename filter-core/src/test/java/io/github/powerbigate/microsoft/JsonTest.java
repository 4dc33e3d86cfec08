package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsTextsNumbersListsAndObjects() {
    Json json =
        parse(
            "{\"a\":\"x\",\"n\":3599,\"no\":false,\"l\":[\"p\",7],\"o\":[{\"i\":null}],\"e\":{\"c\":1}}");

    assertThat(json.text("a")).isEqualTo("x");
    assertThat(json.text("n")).isEqualTo("3599");
    assertThat(json.denies("no")).isTrue();
    assertThat(json.denies("a")).isFalse();
    assertThat(json.texts("l")).containsExactly("p", "7");
    assertThat(json.objects("o")).hasSize(1);
    assertThat(json.object("e")).isNotNull();
    assertThat(json.object("a")).isNull();
    assertThat(json.text("missing")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "7",
        "\"x\"",
        "[]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":1,\"a\":2}",
        "<html>",
        "{\"a\":[1,}"
      })
  void refusesWhatIsNotOneObject(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            NoAnswer.class, none -> assertThat(none.code()).isEqualTo(NoAnswer.NOT_JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
  void refusesWhatIsNestedAHundredThousandTimes(String nest) {
    assertThatThrownBy(() -> parse("{\"a\":" + nest.repeat(100_000)))
        .isInstanceOfSatisfying(
            NoAnswer.class, none -> assertThat(none.code()).isEqualTo(NoAnswer.TOO_DEEP));
  }

  @Test
  void refusesListsOfOtherThings() {
    assertThatThrownBy(() -> parse("{\"l\":[\"x\",null]}").texts("l")).isInstanceOf(NoAnswer.class);
    assertThatThrownBy(() -> parse("{\"l\":\"x\"}").texts("l")).isInstanceOf(NoAnswer.class);
    assertThatThrownBy(() -> parse("{}").objects("l")).isInstanceOf(NoAnswer.class);
  }

  private static Json parse(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
