package io.github.powerbigate.page;

import static io.github.powerbigate.page.Views.PORTAL;
import static io.github.powerbigate.page.Views.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A template of the application's in the place of the page (/WEB-INF/powerbi-gate/wait.html). */
class OwnTemplateTest {
  private static final String OURS = Asset.read("page.html");

  @ParameterizedTest
  @EnumSource(Assets.class)
  void aCopyOfOursIsOurs(Assets assets) {
    WaitPage copy = page(OURS, Views.with(assets));
    WaitPage ours = new WaitPage(Views.with(assets), PageFiles.NONE);

    assertThat(copy.errors()).isEmpty();
    assertThat(copy.contentSecurityPolicy()).isEqualTo(ours.contentSecurityPolicy());
    for (PageState state : PageState.values()) {
      assertThat(html(copy, state)).isEqualTo(html(ours, state));
    }
  }

  @Test
  void whatItAddsIsShown() {
    WaitPage page = page(OURS.replace("<header>", "<header class='agency'><b>An agency</b>"));

    assertThat(page.errors()).isEmpty();
    assertThat(html(page, PageState.WAITING)).contains("<header class='agency'><b>An agency</b>");
  }

  @Test
  void anEditorsMarkAndLineEndsChangeNothing() {
    WaitPage page = page("\uFEFF" + OURS.replace("\n", "\r\n"));

    assertThat(page.errors()).isEmpty();
    assertThat(html(page, PageState.WAITING))
        .isEqualTo(html(new WaitPage(PORTAL, PageFiles.NONE), PageState.WAITING));
  }

  @Test
  void itsOwnBlocksAreAllowedByTheHashOfTheBytesSent() throws Exception {
    WaitPage page =
        page(
            OURS.replace(
                "</head>",
                "  <style>\r\n    h1 { color: #123456 }\r\n  </style>\n"
                    + "<script>var nobody = 1</script>\n</head>"));

    assertThat(page.errors()).isEmpty();
    String html = html(page, PageState.WAITING);
    for (String policy :
        new String[] {page.contentSecurityPolicy(), page.contentSecurityPolicyOfExpired()}) {
      assertThat(policy)
          .containsPattern("style-src '[^;]*' '" + hash(html, "style", "123456") + "';")
          .containsPattern("script-src '[^;]*' '" + hash(html, "script", "nobody") + "';");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<style>b { content: \"{{brand}}\" }</style> | a <style> of its own must have no {{ in it",
        "<script>var b = '{{brand}}'</script> | a <script> of its own must have no {{ in it",
        "<script>{{#live}}a{{/live}}</script> | a <script> of its own must have no {{ in it",
        "{{nonsense}} | {{nonsense}} is not a text of the page here",
        "{{#nonsense}}{{/nonsense}} | {{nonsense}} is not a section of the page here",
        "{{live}} | {{live}} is not a text of the page here",
        "{{#phone}}{{brand}}{{/phone}} | {{brand}} is not a text of the page here",
        "{{^contacts}}{{nonsense}}{{/contacts}} | {{nonsense}} is not a text of the page here",
        "{{^choice}}{{nonsense}}{{/choice}} | {{nonsense}} is not a text of the page here",
        "{{#form}}{{nonsense}}{{/form}} | {{nonsense}} is not a text of the page here",
        "{{#expired}}{{nonsense}}{{/expired}} | {{nonsense}} is not a text of the page here",
        "{{#logo}}{{nonsense}}{{/logo}} | {{nonsense}} is not a text of the page here",
        "{{m:nonsense}} | No message nonsense in en",
        "{{{nonsense}}} | it is broken at {{nonsense}}",
        "{{#live}} | it is broken at {{live}}",
        "{{/live}} | it is broken at {{live}}",
        "<meta http-equiv='Refresh' content='5'> | <meta> must not refresh (checking, waiting, slow"
            + " and 7 more)",
        "<base href='/'> | <base> must not be there",
        "<a href='/' onclick='x()'>Home</a> | <a onclick> is against the page's policy",
        "<p style='color: red'></p> | <p style> is against the page's policy",
        "<script src='/x.js'></script> | <script> may refer to a file with assets=self alone",
        "<link rel='stylesheet' href='/x.css'> | <link> may refer to a file with assets=self alone",
        "<i id='go'></i> | #go is there more than once",
        "{{{style}}} | {{{style}}} must be there once"
      })
  void whatItMustNotHaveIsNamed(String addition, String problem) {
    assertRefused(OURS.replace("</header>", addition + "</header>"), problem);
  }

  @Test
  void onlyALineThatIsOneCommentIsTakenOut() {
    assertThat(Asset.html("<!-- a -->\n<!-- b --><p>text</p><!-- c -->\n/* d */ x {} /* e */"))
        .isEqualTo("<!-- b --><p>text</p><!-- c -->\n/* d */ x {} /* e */");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{{style}}} | {{{style}}} must be there once (checking, waiting, slow and 7 more)",
        "{{{script}}} | {{{script}}} must be there once (checking, waiting, slow and 6 more)",
        "{{{back}}} | {{{back}}} must be there once (expired)",
        "' role=\"status\" aria-atomic=\"true\"' | #msg has another role, or none",
        "'<p id=\"say\" role=\"status\"></p>' | #say is missing (checking, waiting, slow and 6 more)",
        "' id=\"h\"' | #h is missing",
        "' id=\"t\"' | #t is missing",
        "' id=\"go\" href=\"{{self}}\"' | #go is missing",
        "' href=\"{{self}}\"' | #go has another href, or none",
        "' data-status=\"{{status}}\"' | #gate has another data-status, or none",
        "' class=\"{{state}}\"' | #gate has another class, or none",
        "' id=\"any\" href=\"{{open}}\" target=\"_top\"{{^offered}} hidden{{/offered}}' | #any is missing",
        "' dir=\"{{dir}}\"' | html has another dir, or none",
        "' lang=\"{{lang}}\" dir' | html has another lang, or none",
        "'<!DOCTYPE html>' | it does not begin with <!DOCTYPE html>",
        "'<title>{{heading}}' | <title> does not begin with {{heading}}",
        "'<b>{{heading}}</b>' | #s-waiting does not hold two elements with text alone",
        "' value=\"{{ticket}}\"' | input[name=powerbi-gate-ticket] has another value, or none"
      })
  void whatItLacksIsNamedWithTheStates(String removed, String problem) {
    assertThat(OURS).contains(removed);
    assertRefused(OURS.replace(removed, ""), problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auto", "stop", "age", "note", "more", "now", "ref", "from", "last", "say", "gate"
      })
  void everyIdThatTheScriptLooksForIsNeeded(String id) {
    assertThat(Asset.script()).contains('"' + id + '"');
    assertRefused(OURS.replace("id=\"" + id + "\"", "id=\"other\""), "#" + id + " is missing");
  }

  @Test
  void theScriptStandsBehindWhatItLooksFor() {
    assertRefused(
        OURS.replace("{{{script}}}", "").replace("<body>", "<body>{{#live}}{{{script}}}{{/live}}"),
        "{{{script}}} must stand behind every element with an id");
  }

  @Test
  void aFileThatCannotBeReadIsNoReasonNotToStart() {
    WaitPage page =
        new WaitPage(
            PORTAL,
            name -> {
              if (name.equals("wait.html")) {
                throw new IllegalArgumentException(name + " is not in UTF-8");
              }
              return null;
            });

    assertThat(page.errors())
        .singleElement()
        .asString()
        .endsWith("the page is the built-in one: wait.html is not in UTF-8.");
  }

  @Test
  void withItsFilesBesideItItMayReferToOthersOfThisSite() {
    String source =
        OURS.replace("</head>", "<link rel=\"stylesheet\" href=\"/portal.css\"></head>");

    assertThat(page(source, Views.with(Assets.SELF)).errors()).isEmpty();
  }

  private static void assertRefused(String source, String problem) {
    WaitPage page = page(source);

    assertThat(page.errors())
        .singleElement()
        .asString()
        .startsWith(
            "/WEB-INF/powerbi-gate/wait.html is not used, and the page is the built-in one: ")
        .contains(problem);
    assertThat(html(page, PageState.WAITING))
        .isEqualTo(html(new WaitPage(PORTAL, PageFiles.NONE), PageState.WAITING));
  }

  private static WaitPage page(String source) {
    return page(source, PORTAL);
  }

  private static WaitPage page(String source, PageSettings settings) {
    return new WaitPage(settings, name -> name.equals("wait.html") ? source : null);
  }

  private static String html(WaitPage page, PageState state) {
    return new String(page.render(view(state, "en")), UTF_8);
  }

  /** Of the one block of that kind in which the word stands, as a pattern. */
  private static String hash(String html, String kind, String word) throws Exception {
    Matcher block = Pattern.compile("<" + kind + ">([^<]*" + word + "[^<]*)</").matcher(html);
    assertThat(block.find()).isTrue();
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(block.group(1).getBytes(UTF_8));
    return Pattern.quote("sha256-" + Base64.getEncoder().encodeToString(digest));
  }
}
