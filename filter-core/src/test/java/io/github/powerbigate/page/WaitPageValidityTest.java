package io.github.powerbigate.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.form.PostedForm;
import io.github.powerbigate.form.PostedForm.Field;
import io.github.powerbigate.form.PostedForm.Kept;
import io.github.powerbigate.form.PostedForm.Lost;
import io.github.powerbigate.testing.NuValidator;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTML checker has nothing to say about any page: no error, no warning, no information. */
class WaitPageValidityTest {
  private static final String LONG_TICKET = "abcDEF_-".repeat(700);

  /** Every contact, and names with all that HTML has a meaning for. */
  private static final PageSettings ALL =
      settings(
          "R&D “Reports” <Portal>", "1-800-555-0100", "711", "help@portal.example", "/help?a&b");

  private static final PageSettings NOTHING =
      new PageSettings(
          null,
          null,
          null,
          null,
          null,
          null,
          List.of("en"),
          "en",
          true,
          Duration.ofMinutes(30),
          Duration.ZERO,
          "'self'",
          Assets.SELF,
          false,
          ZoneOffset.UTC,
          Look.DEFAULT);

  private static NuValidator validator;

  @BeforeAll
  static void open() throws Exception {
    validator = NuValidator.open();
  }

  @AfterAll
  static void close() throws Exception {
    validator.close();
  }

  static Stream<Arguments> everyStateLanguageAndTheme() {
    return everyStateAndLanguage()
        .flatMap(
            each ->
                Stream.of(Theme.values())
                    .map(theme -> Arguments.of(each.get()[0], each.get()[1], theme)));
  }

  static Stream<Arguments> everyStateAndLanguage() {
    return Stream.of(PageState.values())
        .flatMap(state -> Views.BOTH.stream().map(language -> Arguments.of(state, language)));
  }

  @ParameterizedTest
  @MethodSource("everyStateLanguageAndTheme")
  void everyStateLanguageAndThemeIsValid(PageState state, String language, Theme theme)
      throws Exception {
    assertValid(Views.in(theme, Views.BOTH), Views.view(state, language));
  }

  @ParameterizedTest
  @MethodSource("everyStateAndLanguage")
  void withEveryContactItIsValid(PageState state, String language) throws Exception {
    assertValid(ALL, Views.view(state, language, "a=1&b=%20&c='"));
  }

  @ParameterizedTest
  @EnumSource
  void withoutContactBrandOrAnotherLanguageItIsValid(PageState state) throws Exception {
    assertValid(NOTHING, Views.view(state, "en", ""));
  }

  @ParameterizedTest
  @MethodSource("everyStateAndLanguage")
  void withTheTicketInAFormItIsValid(PageState state, String language) throws Exception {
    PageLinks links = PageLinks.to(LONG_TICKET, "report=42");
    assertThat(links.byForm()).isTrue();
    assertValid(Views.PORTAL, Views.view(state, language).at(links));
  }

  @ParameterizedTest
  @MethodSource("everyStateAndLanguage")
  void inThePlaceOfAFormItIsValid(PageState state, String language) throws Exception {
    PostedForm kept = new Kept(List.of(new Field("a\"b", "<\r\n>"), new Field("a", "")), UTF_8);
    for (PostedForm form : List.of(kept, new Lost())) {
      assertValid(Views.PORTAL, Views.view(state, language).at(PageLinks.at("report=42", form)));
    }
  }

  @Test
  void inALanguageOfTheApplicationsThatRunsFromRightToLeftItIsValid() throws Exception {
    WaitPage page =
        new WaitPage(
            Views.in(Theme.NEUTRAL, List.of("ar", "en")),
            name -> name.equals("messages_ar.properties") ? "action.check=تحقق الآن\n" : null);
    assertThat(messages(page, Views.view(PageState.WAITING, "ar"))).isEmpty();
  }

  @Test
  void whatIsNotValidIsSaid() throws Exception {
    String html = new String(page(Views.view(PageState.WAITING, "en")), UTF_8);

    assertThat(validator.messages(html.replace("id=\"note\"", "id=\"h\"").getBytes(UTF_8)))
        .anyMatch(message -> message.contains("error: Duplicate ID"));
    assertThat(validator.messages(html.replace(" lang=\"en\"", "").getBytes(UTF_8)))
        .anyMatch(message -> message.contains("warning: Consider adding a “lang” attribute"));
    assertThat(validator.messages(html.replace("margin:0;", "margn:0;").getBytes(UTF_8)))
        .anyMatch(message -> message.contains("error: CSS"));
  }

  private static void assertValid(PageSettings settings, PageView view) throws Exception {
    assertThat(messages(new WaitPage(settings, PageFiles.NONE), view)).isEmpty();
  }

  private static List<String> messages(WaitPage page, PageView view) throws Exception {
    return validator.messages(page.render(view));
  }

  private static byte[] page(PageView view) {
    return new WaitPage(Views.PORTAL, PageFiles.NONE).render(view);
  }

  private static PageSettings settings(
      String brand, String phone, String tty, String email, String url) {
    return new PageSettings(
        brand,
        new Logo("/logo.svg"),
        phone,
        tty,
        email,
        url,
        Views.BOTH,
        "es",
        false,
        Duration.ofMinutes(1),
        Duration.ZERO,
        "'none'",
        Assets.INLINE,
        false,
        ZoneOffset.UTC,
        Look.DEFAULT);
  }
}
