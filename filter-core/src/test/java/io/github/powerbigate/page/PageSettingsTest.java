package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSettingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "http://portal.example",
        "https://",
        "https:///evil.example",
        "https://user@evil.example/",
        "https://a.example/\n",
        " https://a.example/",
        "help"
      })
  void aSupportAddressThatCouldLeadAstrayIsRefused(String url) {
    assertThatThrownBy(() -> with(url, null, "'self'"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("supportUrl: https://, mailto:, tel: or a path that begins with one slash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://portal.example/help?a=b#c",
        "mailto:help@portal.example",
        "tel:+18005550100",
        "/",
        "/help"
      })
  void aSupportAddressMayBeSecureOrHere(String url) {
    assertThatCode(() -> with(url, null, "'self'")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "a@b?cc=x@y", "a b@c", "<a@b>", "a@b,c@d"})
  void anEmailAddressIsOneAddress(String email) {
    assertThatThrownBy(() -> with(null, email, "'self'")).hasMessageStartingWith("supportEmail");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'self'; script-src *", "'self', *", "a\nb", "'self' "})
  void frameAncestorsCannotEndTheirDirective(String ancestors) {
    assertThatThrownBy(() -> with(null, null, ancestors)).hasMessageStartingWith("frameAncestors");
  }

  @Test
  void thereIsNoLogoOfAnotherSite() {
    assertThatThrownBy(() -> new Logo("//evil.example/logo.png"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("evil");
  }

  @Test
  void severalFrameAncestorsAreFine() {
    assertThatCode(() -> with(null, null, "'self' https://*.portal.example"))
        .doesNotThrowAnyException();
  }

  @Test
  void theDefaultLanguageIsOneOfTheLanguages() {
    assertThatThrownBy(
            () ->
                new PageSettings(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of("en"),
                    "es",
                    true,
                    Duration.ofMinutes(30),
                    Duration.ZERO,
                    "'self'",
                    Assets.INLINE,
                    false,
                    ZoneOffset.UTC,
                    Look.DEFAULT))
        .hasMessageStartingWith("defaultLanguage");
  }

  private static PageSettings with(
      @Nullable String url, @Nullable String email, String frameAncestors) {
    return new PageSettings(
        null,
        null,
        null,
        null,
        email,
        url,
        List.of("en"),
        "en",
        true,
        Duration.ofMinutes(30),
        Duration.ZERO,
        frameAncestors,
        Assets.INLINE,
        false,
        ZoneOffset.UTC,
        Look.DEFAULT);
  }
}
