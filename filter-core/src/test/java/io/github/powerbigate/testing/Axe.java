package io.github.powerbigate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks axe about a page: WCAG 2.0 to 2.2, A and AA, good practice, and of AAA what axe knows
 * (contrast, refresh, links of one name). Not by its {@code AxeBuilder}, which loads the script
 * anew for each question and carries home what is right as well: seven eighths of the time.
 */
public final class Axe {
  // It has no rule for what 2.2 added at A: consistent help, redundant entry.
  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  private static final List<String> BESIDES =
      List.of(
          "color-contrast-enhanced",
          "identical-links-same-purpose",
          "meta-refresh-no-exceptions",
          "target-size");
  private static final String SCRIPT = script();

  // What it cannot see the contrast of is as bad as what has too little.
  private static final String RUN =
      """
      async options => {
        const results = await axe.run(document, options);
        const unclear = results.incomplete.filter(rule => rule.id.startsWith('color-contrast'));
        return results.violations.concat(unclear)
            .map(rule => [rule.id, ...rule.nodes.map(node => node.html)].join(' '));
      }
      """;

  private Axe() {}

  /** Fails with the rules and elements that axe complains of, or could not see the contrast of. */
  public static void assertNothingFound(Page page) {
    assertThat(found(page)).isEmpty();
  }

  /** The complaints, each the name of a rule and the elements. */
  @SuppressWarnings("unchecked")
  public static List<String> found(Page page) {
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate(SCRIPT);
    }
    return (List<String>) page.evaluate(RUN, options());
  }

  private static Map<String, Object> options() {
    Map<String, Object> rules =
        BESIDES.stream().collect(Collectors.toMap(rule -> rule, rule -> Map.of("enabled", true)));
    return Map.of(
        "runOnly",
        Map.of("type", "tag", "values", TAGS),
        "rules",
        rules,
        "resultTypes",
        List.of("violations", "incomplete"));
  }

  private static String script() {
    try (InputStream in = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(requireNonNull(in, "no axe.min.js").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
