package io.github.powerbigate.settings.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/, ''",
    "/a, /a",
    "/a/, /a/",
    "/a?c, /abc",
    "/a?c, /a🏥c",
    "/*.do, /portal.do",
    "/a/*, /a/",
    "/a/*/c, /a/b/c",
    "/*b*d*, /abbcde",
    "/**, /",
    "/**, ''",
    "/**, /a/b",
    "/a/**, /a",
    "/a/**, /a/",
    "/a/**, /a/b/c",
    "/**/c, /c",
    "/**/c, /a/b/c",
    "/a/**/c, /a/c",
    "/a/**/b/**/d, /a/b/x/b/c/d",
    "/a/**/*.pdf, /a/b/c.pdf",
    "/a b, /a b",
    "/é, /é"
  })
  void aPathFits(String pattern, String path) {
    assertThat(fits(pattern, path, null)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/, /a",
    "/a, /A",
    "/a, /a/",
    "/a, /ab",
    "/a, /x/a",
    "/a/, /a",
    "/a?c, /a/c",
    "/a?c, /ac",
    "/*.do, /a/portal.do",
    "/*.do, /portal.dox",
    "/a/*, /a",
    "/a/*, /a/b/c",
    "/a/**, /ab",
    "/a/**, /b/a",
    "/**/c, /a/b",
    "/a/**/c, /a/c/d",
    "/a.b, /axb",
    "/a(b, /a"
  })
  void aPathDoesNotFit(String pattern, String path) {
    assertThat(fits(pattern, path, "a=b")).isFalse();
  }

  @Test
  void noPathMakesManyStarsSlow() {
    String stars = "/" + "*a".repeat(30) + "*b" + "/**/x".repeat(30) + "/y";
    String path = "/" + "a".repeat(4000) + "b" + "/x".repeat(2000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(fits(stars, path, null)).isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "action=pbi action=pbi",
        "action=pbi a=b&action=pbi",
        "action=pbi action=pbi&a=b",
        "action=pbi action=x&action=pbi",
        "action=pbi %61ction=pb%69",
        "pbi= pbi",
        "pbi= pbi=",
        "q=a=b q=a=b",
        "q=a=b q=a%3Db",
        "q=é q=%C3%A9",
        "q=100% q=100%",
        "q=%zz q=%zz",
        "q=%4 q=%4"
      })
  void aPairOfTheQueryFits(String pattern, String query) {
    assertThat(fits(pattern, "/", query)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "action=pbi action=pbi2",
        "action=pbi Action=pbi",
        "action=pbi action=PBI",
        "action=pbi xaction=pbi",
        "action=pbi action",
        "action=pbi pbi=action",
        "action=pbi action%3Dpbi",
        "action=pbi a=b;action=pbi",
        "pbi= pbi=1",
        "q=é q=%E9"
      })
  void aPairOfTheQueryDoesNotFit(String pattern, String query) {
    assertThat(fits(pattern, "/action=pbi", query)).isFalse();
  }

  @Test
  void aPlusIsABlank() {
    assertThat(fits("q=a b", "/", "q=a+b")).isTrue();
    assertThat(fits("q=a b", "/", "q=a%20b")).isTrue();
    assertThat(fits("q=a+b", "/", "q=a%2Bb")).isTrue();
    assertThat(fits("q=a+b", "/", "q=a+b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&", "&&", "=", "%", "+", "&=&"})
  void aQueryWithoutPairsFitsNothing(String query) {
    assertThat(fits("action=pbi", "/", query)).isFalse();
    assertThat(fits("pbi=", "/", query)).isFalse();
  }

  @Test
  void noQueryFitsNoPair() {
    assertThat(fits("pbi=", "/", null)).isFalse();
  }

  @Test
  void aListMayMixBoth() throws Exception {
    assertThat(Requests.PATTERNS.read("/a/**, action=pbi ,/b")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a;must be paths that begin with / and pairs name=value (a value cannot contain a comma);it",
        "=a;must be paths that begin with / and pairs name=value (a value cannot contain a comma);it",
        "q=a,b;must be paths that begin with / and pairs name=value (a value cannot contain a comma)"
            + ";item 2 of 2",
        "/a,;must not have an empty item in the list;item 2 of 2",
        ",;must not have an empty item in the list;item 1 of 2",
        "//a;must not have // in a path;it",
        "/a//b;must not have // in a path;it",
        "/a,/b//;must not have // in a path;item 2 of 2",
        "/a/../b;must not have . or .. as a segment of a path;it",
        "/..;must not have . or .. as a segment of a path;it",
        "/./a;must not have . or .. as a segment of a path;it",
        "/a**;must have ** only as a whole segment of a path, as in /reports/**;it",
        "/***;must have ** only as a whole segment of a path, as in /reports/**;it",
        "/a%20b;must have paths decoded, without escapes such as %20, semicolons and backslashes;it",
        "/a\\b;must have paths decoded, without escapes such as %20, semicolons and backslashes;it",
        "/portal.do?action=pbi;must be either a path or a pair name=value of the query string, not"
            + " both in one item (in a path ? is any one character);it"
      })
  void whatIsWrongIsSaid(String text, String sentence, String which) {
    assertThatThrownBy(() -> Requests.PATTERNS.read(text))
        .isInstanceOf(Rule.Broken.class)
        .hasMessage(sentence + "; " + which + " does not fit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;b", "/a\u0007", "q=\u0007", "/a\nb"})
  void soIsWhatCannotStandInATable(String text) {
    assertThatThrownBy(() -> Requests.PATTERNS.read(text)).isInstanceOf(Rule.Broken.class);
  }

  private static boolean fits(String pattern, String path, @Nullable String query) {
    try {
      return Requests.PATTERNS.read(pattern).get(0).matches(path, query);
    } catch (Rule.Broken e) {
      throw new AssertionError(pattern, e);
    }
  }
}
