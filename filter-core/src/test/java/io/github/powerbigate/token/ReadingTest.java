package io.github.powerbigate.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.token.Reading.Named;
import io.github.powerbigate.token.Reading.Reason;
import org.junit.jupiter.api.Test;

class ReadingTest {

  @Test
  void aReasonIsAWordForALog() {
    assertThat(Reason.UNKNOWN_KEY.code()).isEqualTo("unknown-key");
    assertThat(Reason.values())
        .extracting(Reason::code)
        .allSatisfy(code -> assertThat(code).matches("[a-z-]+"));
  }

  @Test
  void aNameDoesNotShow() {
    assertThat(new Named("kim@example.org")).asString().doesNotContain("kim");
  }
}
