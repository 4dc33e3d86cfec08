package io.github.powerbigate.page;

import static io.github.powerbigate.page.Views.NOW;
import static io.github.powerbigate.page.Views.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page with its style sheet and scripts beside it. */
class PageAssetsTest {
  private static final Pattern REFERENCE =
      Pattern.compile("<(?:link rel=\"stylesheet\" href|script src)=\"\\?([^\"]*)\">");
  private static final Pattern INLINE = Pattern.compile("(?s)<(?:style|script)>(.*?)</");

  private final WaitPage inline = new WaitPage(Views.with(Assets.INLINE), PageFiles.NONE);
  private final WaitPage beside = new WaitPage(Views.with(Assets.SELF), PageFiles.NONE);

  @ParameterizedTest
  @EnumSource(PageState.class)
  void itRefersToTheVeryTextsThatItElseHolds(PageState state) {
    Map<String, String> texts =
        beside.assets().stream().collect(Collectors.toMap(PageAsset::query, PageAsset::text));
    String html = html(beside, view(state, "es"));

    assertThat(
            all(REFERENCE, html).stream()
                .map(query -> texts.get(query.replace("&amp;", "&")))
                .toList())
        .isNotEmpty()
        .isEqualTo(all(INLINE, html(inline, view(state, "es"))));
    assertThat(html).doesNotContain("<style", "data:");
    assertThat(all(INLINE, html)).isEmpty();
  }

  @Test
  void itsReferencesHoldNothingOfARequest() {
    Function<PageLinks, List<String>> references =
        links -> all(REFERENCE, html(beside, PageView.of(PageState.WAITING, "en", NOW, links)));

    assertThat(references.apply(PageLinks.to("a-ticket", "patient=4711")))
        .hasSize(2)
        .isEqualTo(references.apply(PageLinks.at("")))
        .isEqualTo(references.apply(PageLinks.to("t".repeat(5_000), "patient=4711")));
  }

  @Test
  void anotherTextHasAnotherAddress() {
    PageAsset one = PageAsset.script("wait.js", "1");
    PageAsset other = PageAsset.script("wait.js", "2");

    assertThat(one.query())
        .matches("powerbi-gate=wait\\.js&powerbi-gate-hash=[A-Za-z0-9_-]{43}")
        .isNotEqualTo(other.query());
  }

  @Test
  void thePolicyAllowsThisSiteAndNothingInline() {
    assertThat(beside.contentSecurityPolicy())
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'self'");
    assertThat(beside.contentSecurityPolicyOfExpired()).isEqualTo(beside.contentSecurityPolicy());
  }

  @Test
  void whereTheyAreInlineTheyHaveNoAddresses() {
    assertThat(inline.assets()).isEmpty();
  }

  private static String html(WaitPage page, PageView view) {
    return new String(page.render(view), UTF_8);
  }

  private static List<String> all(Pattern pattern, String html) {
    return pattern.matcher(html).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
