package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Open Power BI anyway" leads past the wait, to the very address that the handler named. */
@Tag("browser")
class WayPastStoryIT extends Story {

  @ParameterizedTest
  @CsvSource({"Jetty,slow", "Jetty,overdue", "Tomcat,slow", "Tomcat,overdue"})
  void thePageThatIsOpenOffersItFromThatStateOn(String container, String state) throws Exception {
    set("openAnyway", state);
    set("slowAfter", state.equals("slow") ? "2s" : "1s");
    set("propagationLimit", state.equals("slow") ? "1h" : "2s");
    set("whenOverdue", "wait");
    world.person("ann");
    comeAs(ANN, container);
    click();
    waits(page);
    assertThat(page.locator("#any")).isHidden();

    assertThat(page.locator("#any")).isVisible(new IsVisibleOptions().setTimeout(15_000));
    assertThat(page.locator("#gate." + state)).isVisible();
    page.locator("#any").click();

    arrivesAt("No access");
  }
}
