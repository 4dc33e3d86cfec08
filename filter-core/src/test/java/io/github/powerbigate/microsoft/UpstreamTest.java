package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpstreamTest {

  @Test
  void keepsOthersWordsOnOneLine() {
    assertThat(Upstream.cleaned("a\r\nb\u2028c\u2029d\u001b[1me\u202ef\u0085g"))
        .isEqualTo("a\\u000d\\u000ab\\u2028c\\u2029d\\u001b[1me\\u202ef\\u0085g");
  }

  @Test
  void cutsAtFiveHundredCharacters() {
    assertThat(Upstream.cleaned("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
    assertThat(Upstream.cleaned("x".repeat(500))).isEqualTo("x".repeat(500));
  }
}
