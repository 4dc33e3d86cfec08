package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.powerbigate.membership.UserId.Form;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

  private static final Locale MACHINE = Locale.getDefault();

  /** Names that would be somebody's if they were folded, cut off or cleaned. */
  private static final List<String> NOBODYS =
      List.of(
          "\u212Aate@example.org",
          "KATE\u212A@example.org",
          "\u0131nes@example.org",
          "\u0130nes@example.org",
          "INE\u017F@example.org",
          "i\u0307nes@example.org",
          "\uFF10f5c1e3a-0000-4000-8000-00000000beef",
          "\u0660f5c1e3a-0000-4000-8000-00000000beef",
          "0f5c1e3a-0000-4000-8000-00000000beef\n",
          "a".repeat(10 * 1024) + "@example.org",
          "ann@" + "a".repeat(10 * 1024),
          "ann@example.org" + " ".repeat(10 * 1024),
          "\uD800@example.org",
          "ann@example.org\uDFFF",
          "\uDC00\uD800@example.org");

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(MACHINE);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "AUTO, ann@example.org, ann@example.org",
        "AUTO, Ann.O'Hara@Example.ORG, ann.o'hara@example.org",
        "AUTO, ann_example.org#EXT#@contoso.onmicrosoft.com,"
            + " ann_example.org#ext#@contoso.onmicrosoft.com",
        "UPN, $ann@example.org, $ann@example.org",
        "MAIL, ann+x@example.org, ann+x@example.org",
        "AUTO, 0F5C1E3A-0000-4000-8000-00000000BEEF, -",
        "AUTO, ann, -",
        "AUTO, @example.org, -",
        "AUTO, ann@, -",
        "AUTO, ann@exam ple.org, -",
        "AUTO, ann@b@example.org, -",
        "AUTO, ann@exämple.org, -",
        "UPN, ann%40@example.org, ann%40@example.org",
        "OBJECT_ID, 0F5C1E3A-0000-4000-8000-00000000BEEF, 0f5c1e3a-0000-4000-8000-00000000beef",
        "OBJECT_ID, ann@example.org, -",
        "OBJECT_ID, 0f5c1e3a00004000800000000000beef, -",
        "OBJECT_ID, 0f5c1e3a-0000-4000-8000-00000000beeg, -",
      })
  void aNameHasOneSpellingOrIsOfNoUse(Form form, String name, @Nullable String canonical) {
    assertThat(form.canonical(name)).isEqualTo(canonical);
  }

  @Test
  void aNameLongerThanAnAddressCanBeIsOfNoUse() {
    String longest = "a".repeat(254 - "@example.org".length()) + "@example.org";

    assertThat(Form.AUTO.canonical(longest)).isEqualTo(longest);
    assertThat(Form.AUTO.canonical("a" + longest)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u212Aate@example.org",
        "a\u017Fh@example.org",
        "\u0131nes@example.org",
        "\u0130nes@example.org",
        "stra\u00DFe@example.org",
        "ann\uFF20example.org",
        "ann@example.org\u0000",
        "ann@example.org\r\nX: y",
        "\u202Eann@example.org"
      })
  void unicodeFoldsTwoPeopleIntoOneNowhere(String name) {
    assertThat(Form.AUTO.canonical(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "tr", "az", "lt"})
  void theDefaultLocaleChangesNothing(String language) {
    Locale.setDefault(Locale.forLanguageTag(language));

    assertThat(Form.AUTO.canonical("INES@EXAMPLE.ORG")).isEqualTo("ines@example.org");
    assertThat(Form.OBJECT_ID.canonical("0F5C1E3A-0000-4000-8000-00000000BEEF"))
        .isEqualTo("0f5c1e3a-0000-4000-8000-00000000beef");
    for (Form form : Form.values()) {
      for (String name : NOBODYS) {
        assertThat(form.canonical(name)).as(form + " " + name.length()).isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void noControlCharacterAndNoHalfOfAPairIsPartOfAName(Form form) {
    String good =
        form == Form.OBJECT_ID ? "0f5c1e3a-0000-4000-8000-00000000beef" : "ann@example.org";
    assertThat(form.canonical(good)).isEqualTo(good);
    for (int c = 0; c <= 0xFFFF; c++) {
      char bad = (char) c;
      if (Character.isISOControl(bad)
          || Character.isSurrogate(bad)
          || Character.isWhitespace(bad)) {
        assertThat(form.canonical(bad + good)).isNull();
        assertThat(form.canonical(good + bad)).isNull();
        assertThat(form.canonical(good.replace('e', bad))).isNull();
      }
    }
  }

  @Test
  void aCanonicalNameIsGivenBackAsItIs() {
    String name = new String("ann@example.org".toCharArray());

    assertThat(Form.AUTO.canonical(name)).isSameAs(name);
  }

  @Test
  void whateverComesInWhatGoesOutIsCanonical() {
    Random random = new Random(20261121);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int k = random.nextInt(12); k > 0; k--) {
        name.append(random.nextInt(4) == 0 ? '@' : (char) random.nextInt(0x180));
      }
      for (Form form : Form.values()) {
        String canonical = form.canonical(name.toString());
        if (canonical != null) {
          assertThat(canonical).isEqualToIgnoringCase(name).matches("[\\x21-\\x7e&&[^A-Z]]+");
          assertThat(form.canonical(canonical)).isSameAs(canonical);
        }
      }
    }
  }

  @Test
  void theNameIsNotShown() {
    assertThat(new UserId(Form.AUTO, "ann@example.org").toString()).doesNotContain("ann");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserId(Form.AUTO, "Canary@example.org"))
        .withMessageNotContaining("anary");
  }
}
