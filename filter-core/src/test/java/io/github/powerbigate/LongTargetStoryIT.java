package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A target whose ticket no address holds: the page posts it. What breaks its policy is told. */
@Tag("browser")
class LongTargetStoryIT extends Story {

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void thePageGoesOnByItself(String container) throws Exception {
    beginToWait(container);

    propagate(ANN);

    arrivesAt("Report");
    assertThat(page.url()).contains(LONG_QUERY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void theButtonChecksAndGoesOn(String container) throws Exception {
    set("autoContinue", "false");
    beginToWait(container);
    page.locator("#go").click();
    waits(page);
    assertThat(handler.runs()).isEqualTo(1);

    propagate(ANN);
    heading(page, "Your access is ready");
    assertThat(page.locator("#go")).hasText("Continue to Power BI");
    page.locator("#go").click();

    arrivesAt("Report");
    assertThat(page.url()).contains(LONG_QUERY);
  }

  private void beginToWait(String container) throws Exception {
    world.person("ann");
    leadTo(LONG_QUERY);
    comeAs(ANN, container);
    click();
    waits(page);
    assertThat(page.locator("form#f")).hasCount(1);
  }
}
