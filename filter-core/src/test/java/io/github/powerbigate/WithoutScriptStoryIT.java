package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that runs no script: the person is the one who asks. */
@Tag("browser")
class WithoutScriptStoryIT extends Story {

  @BeforeEach
  void withoutScript() {
    visit(new NewContextOptions().setJavaScriptEnabled(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void theLinkOfThePageLeadsOnAsSoonAsAccessWorks(String container) throws Exception {
    world.person("ann");
    comeAs(ANN, container);
    click();
    waits(page);
    assertThat(page.locator("#stop")).isHidden();

    checkAndGoOn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void theButtonLeadsOnToATargetThatNoAddressHolds(String container) throws Exception {
    world.person("ann");
    leadTo(LONG_QUERY);
    comeAs(ANN, container);
    click();
    waits(page);
    assertThat(page.locator("form#f")).hasCount(1);

    checkAndGoOn();
    assertThat(page.url()).contains(LONG_QUERY);
  }

  private void checkAndGoOn() {
    page.locator("#go").click();
    waits(page);
    assertThat(handler.runs()).isEqualTo(1);

    propagate(ANN);

    await()
        .until(
            () -> {
              page.locator("#go").click();
              return page.url().startsWith(world.simulator.powerBiWebUrl().toString());
            });
    arrivesAt("Report");
  }
}
