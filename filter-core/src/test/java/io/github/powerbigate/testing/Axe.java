package io.github.powerbigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRuleOptions;
import com.deque.html.axecore.args.AxeRunOnlyOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** Asks axe about a page: WCAG 2.0 to 2.2, A and AA, good practice, and of AAA the contrast. */
public final class Axe {
  private Axe() {}

  /** Fails with the rules and elements that axe complains of. */
  public static void assertNothingFound(Page page) {
    // Legacy mode saves a page of its own for each answer; it only matters to frames of others.
    assertThat(
            new AxeBuilder(page).options(options()).setLegacyMode(true).analyze().getViolations())
        .extracting(rule -> rule.getId() + " " + rule.getNodes())
        .isEmpty();
  }

  private static AxeRunOptions options() {
    AxeRunOnlyOptions tags = new AxeRunOnlyOptions();
    tags.setType("tag");
    tags.setValues(
        List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));
    AxeRuleOptions enabled = new AxeRuleOptions();
    enabled.setEnabled(true);
    AxeRunOptions options = new AxeRunOptions();
    options.setRunOnly(tags);
    options.setRules(Map.of("color-contrast-enhanced", enabled, "target-size", enabled));
    return options;
  }
}
