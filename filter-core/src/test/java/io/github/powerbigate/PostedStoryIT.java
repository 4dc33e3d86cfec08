package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The click posts a form, and nothing that the person does with the page posts it again. */
@Tag("browser")
class PostedStoryIT extends Story {

  private static final Pattern GO =
      Pattern.compile(
          "/powerbi\\?from=portal&powerbi-gate=go&powerbi-gate-ticket=[A-Za-z0-9_.-]+$");

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void reloadBackAndForwardRunNoHandler(String container) throws Exception {
    world.person("ann");
    comeAs(ANN, container);
    page.locator("button").click();
    waits(page);
    assertThat(page).hasURL(GO);

    page.reload();
    waits(page);
    assertThat(page).hasURL(GO);
    page.goBack();
    assertThat(page).hasTitle("Portal");
    page.goForward();
    waits(page);
    assertThat(page).hasURL(GO);
    assertThat(handler.runs()).isEqualTo(1);

    propagate(ANN);
    arrivesAt("Report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void backFromPowerBiLeadsThereAgainOrToThePortalAndRunsNoHandler(String container)
      throws Exception {
    world.person("ann");
    comeAs(ANN, container);
    page.locator("button").click();
    waits(page);
    propagate(ANN);
    arrivesAt("Report");

    page.goBack();

    assertThat(page).hasTitle("Portal");
    assertThat(handler.runs()).isEqualTo(1);
  }
}
