package io.github.powerbigate.page;

import static io.github.powerbigate.page.Views.BOTH;
import static io.github.powerbigate.page.Views.NOW;
import static io.github.powerbigate.page.Views.PORTAL;
import static io.github.powerbigate.page.Views.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WaitPageTest {
  private final WaitPage page = new WaitPage(PORTAL, PageFiles.NONE);

  static Stream<Arguments> everyStateAndLanguage() {
    return Stream.of(PageState.values())
        .flatMap(state -> BOTH.stream().map(language -> Arguments.of(state, language)));
  }

  @ParameterizedTest
  @MethodSource("everyStateAndLanguage")
  void aPageIsSmall(PageState state, String language) throws IOException {
    byte[] bytes = page.render(view(state, language));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    assertThat(bytes).hasSizeLessThanOrEqualTo(12_288);
    assertThat(packed.size()).as(bytes.length + "").isLessThanOrEqualTo(5_120);
  }

  @ParameterizedTest
  @MethodSource("everyStateAndLanguage")
  void aPageIsOneWholeDocumentInItsLanguage(PageState state, String language) {
    String html = html(view(state, language));
    assertThat(html)
        .startsWith("<!DOCTYPE html>\n<html lang=\"" + language + "\" dir=\"ltr\">")
        .endsWith("</html>")
        .contains("<h1 id=\"h\">", "role=\"status\" aria-atomic=\"true\"", "1-800-555-0100")
        .doesNotContain("{{", "}}}", "null", "<!--", "/*");
    assertThat(html.contains("<script>")).isEqualTo(hasScript(state));
    assertThat(html.indexOf("<section>")).isGreaterThan(html.indexOf("id=\"go\""));
  }

  @ParameterizedTest
  @MethodSource("everyStateAndLanguage")
  void thereIsNoRefreshAndNoForm(PageState state, String language) {
    assertThat(html(view(state, language)).toLowerCase(java.util.Locale.ROOT))
        .doesNotContain(
            "http-equiv", "<form", "innerhtml", "document.cookie", " style=", " onclick");
  }

  @ParameterizedTest
  @MethodSource("everyStateAndLanguage")
  void everyLinkIsAQueryOrAContact(PageState state, String language) {
    assertThat(found("(?:href|src|action)=\"([^\"]*)\"", html(view(state, language))))
        .isNotEmpty()
        .allMatch(
            link ->
                link.startsWith("?")
                    || link.startsWith("tel:")
                    || link.startsWith("mailto:")
                    || link.equals("data:,"));
  }

  @ParameterizedTest
  @MethodSource("everyStateAndLanguage")
  void thePolicyHoldsTheHashesOfTheBytesSent(PageState state, String language) throws Exception {
    String html = html(view(state, language));
    List<String> inline = found("(?s)<(?:style|script)>(.*?)</(?:style|script)>", html);
    boolean expired = state == PageState.EXPIRED;
    assertThat(inline).hasSize(hasScript(state) ? 2 : 1);
    String policy = expired ? page.contentSecurityPolicyOfExpired() : page.contentSecurityPolicy();
    for (String part : inline) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(part.getBytes(UTF_8));
      assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
    }
  }

  @Test
  void thePolicyAllowsNothingElse() {
    assertThat(page.contentSecurityPolicy().replaceAll("sha256-[^']*", "hash"))
        .isEqualTo(
            "default-src 'none'; script-src 'hash' 'hash'; style-src 'hash'; img-src 'self' data:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'self'");
  }

  @Test
  void hostileValuesStayText() {
    String hostile = "\"><script>alert('1')</script>&amp;";
    WaitPage branded = new WaitPage(Views.settings(hostile, true), PageFiles.NONE);
    PageView view =
        new PageView(
            PageState.SLOW,
            "en",
            hostile,
            NOW,
            NOW,
            NOW,
            5,
            false,
            false,
            false,
            false,
            hostile,
            PageLinks.at(hostile));
    String html = new String(branded.render(view), UTF_8);
    assertThat(found("<script>", html)).hasSize(1);
    assertThat(html)
        .doesNotContain("alert('1')")
        .contains("href=\"?&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;\"");
  }

  @Test
  void aLogoStandsBeforeTheBrand() throws Exception {
    WaitPage branded = new WaitPage(Views.withLogo("/images/logo.svg?a=1&b=2"), PageFiles.NONE);
    String html = new String(branded.render(view(PageState.WAITING, "en")), UTF_8);

    assertThat(html)
        .contains(
            "<p><img src=\"/images/logo.svg?a=1&amp;b=2\" alt=\"\">Reports Portal</p>",
            "header img{display:block;height:2.5rem;");
    byte[] style = found("(?s)<style>(.*?)</style>", html).get(0).getBytes(UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(style);
    assertThat(branded.contentSecurityPolicy())
        .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
  }

  @Test
  void whoHasNoLogoPaysNothingForIt() {
    assertThat(html(view(PageState.WAITING, "en")))
        .contains("<p>Reports Portal</p>")
        .doesNotContain("img");
  }

  @Test
  void linksKeepTheVisitorsQuery() {
    assertThat(html(view(PageState.WAITING, "en", "a=1&b=%20")))
        .contains("href=\"?a=1&amp;b=%20\"", "href=\"?a=1&amp;b=%20&amp;powerbi-gate-lang=es\"");
    assertThat(html(view(PageState.WAITING, "en", "")))
        .contains("href=\"?\"", "href=\"?powerbi-gate-lang=es\"");
  }

  @Test
  void theWayPastIsHiddenUntilItIsOffered() {
    assertThat(html(view(PageState.WAITING, "en")))
        .containsPattern("id=\"any\" href=[^>]* hidden>");
    assertThat(html(view(PageState.SLOW, "en")))
        .contains("<a id=\"any\" href=\"?powerbi-gate=open\" target=\"_top\">Open Power BI anyway");
    assertThat(html(view(PageState.NOT_ENTITLED, "en"))).contains("href=\"?powerbi-gate=open\"");
    assertThat(html(view(PageState.SIGNED_OUT, "en"))).doesNotContain("id=\"any\"");
  }

  @Test
  void anUnknownLanguageIsTheDefault() {
    assertThat(html(view(PageState.WAITING, "xx"))).contains("<html lang=\"en\"");
  }

  @Test
  void messagesForProgramsAreSentences() {
    assertThat(page.message(PageState.WAITING, "en"))
        .isEqualTo(
            "We are setting up your access to Power BI. It often takes a few minutes. It can take"
                + " longer. You can close this page and come back later.");
    assertThat(page.message(PageState.SIGNED_OUT, "es")).startsWith("Usted no ha iniciado sesión.");
  }

  @Test
  void aRemovedMemberADisabledAccountAndTheLimitAreSaidSo() {
    assertThat(html(special(PageState.WAITING))).contains("<h1 id=\"h\">You no longer have access");
    assertThat(html(special(PageState.NOT_ENTITLED)))
        .contains("<h1 id=\"h\">Your account is turned");
    assertThat(html(special(PageState.OVERDUE)))
        .contains("<h1 id=\"h\">Your access may not be ready yet", ">Continue to Power BI</a>");
  }

  private static PageView special(PageState state) {
    return new PageView(
        state,
        "en",
        null,
        null,
        null,
        NOW,
        5,
        false,
        state == PageState.WAITING,
        true,
        true,
        null,
        PageLinks.at(""));
  }

  private String html(PageView view) {
    return new String(page.render(view), UTF_8);
  }

  private static List<String> found(String pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(Math.min(1, matcher.groupCount())));
    }
    return found;
  }

  /** This one has nothing that could change, and nothing to copy. */
  private static boolean hasScript(PageState state) {
    return state != PageState.SIGNED_OUT;
  }
}
