package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that keeps nothing for the page: embedded, private, or full. */
@Tag("browser")
class WithoutStorageStoryIT extends Story {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get: () => null",
        "get: () => { throw new DOMException('forbidden') }",
        "get: () => new Proxy({}, { set() { throw new DOMException('full') } })"
      })
  void thePageMovesToItsOwnAddressAndGoesOn(String property) throws Exception {
    visitor()
        .addInitScript("Object.defineProperty(window, 'sessionStorage', { " + property + " })");
    world.person("ann");
    comeAs(ANN, "Jetty");
    click();
    waits(page);
    assertThat(page).hasURL(Pattern.compile(".*powerbi-gate=go.*"));

    page.locator("#stop").click();
    page.locator("#stop").click();
    page.reload();
    waits(page);
    propagate(ANN);

    arrivesAt("Report");
  }
}
