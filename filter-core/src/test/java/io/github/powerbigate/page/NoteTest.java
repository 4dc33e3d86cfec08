package io.github.powerbigate.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.NuValidator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small pages about a sign-in. */
class NoteTest {

  private final WaitPage page = new WaitPage(Views.PORTAL, PageFiles.NONE);

  @ParameterizedTest
  @EnumSource(Note.class)
  void theHtmlCheckerHasNothingToSay(Note note) throws Exception {
    try (NuValidator validator = NuValidator.open()) {
      for (String language : Views.BOTH) {
        for (WaitPage any :
            new WaitPage[] {
              page, new WaitPage(Views.with(Assets.SELF), PageFiles.NONE),
            }) {
          String html = any.note(note, language, "?a=1&b=2", "?c").html();
          assertThat(validator.messages(html.getBytes(UTF_8))).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Note.class, mode = EnumSource.Mode.EXCLUDE, names = "RETURNING")
  void eachSaysWhatToDoAndRunsNoScript(Note note) {
    WaitPage.Sheet sheet = page.note(note, "en", "?again", "?on");

    assertThat(sheet.html()).contains("id=\"go\" href=\"?again\"").doesNotContain("<script");
    assertThat(sheet.html().contains("id=\"without\" href=\"?on\""))
        .isEqualTo(note != Note.WRONG_ACCOUNT && note != Note.OTHER_PERSON);
  }

  @Test
  void theOneThatLeadsBackRunsOneScriptThatIsTheSameForAll() {
    WaitPage.Sheet sheet = page.note(Note.RETURNING, "en", "?again", "?on");

    assertThat(sheet.html())
        .contains("<script>location.replace(location.search", "powerbi-gate-return")
        .doesNotContain("?again", "?on");
  }

  @Test
  void aLinkCannotLeaveItsAttribute() {
    assertThat(page.note(Note.FAILED, "en", "?\"><script>x", "?'").html())
        .contains("?&quot;&gt;&lt;script&gt;x", "?&#39;");
  }

  @ParameterizedTest
  @EnumSource(Note.class)
  void nobodyFramesItAndNothingIsFetched(Note note) {
    assertThat(page.note(note, "en", "?", "?").contentSecurityPolicy())
        .startsWith("default-src 'none'; script-src 'sha256-")
        .endsWith(
            "; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @ParameterizedTest
  @EnumSource(Note.class)
  void anUnknownLanguageIsTheDefault(Note note) {
    assertThat(page.note(note, "fr", "?", "?").html())
        .isEqualTo(page.note(note, "en", "?", "?").html());
    assertThat(Stream.of("en", "es").map(each -> page.note(note, each, "?", "?").html()).distinct())
        .hasSize(2);
  }
}
