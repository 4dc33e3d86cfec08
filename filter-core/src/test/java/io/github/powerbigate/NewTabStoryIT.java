package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal opens Power BI in a tab of its own, which people close and open again. */
@Tag("browser")
class NewTabStoryIT extends Story {

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void closingTheTabAndClickingAgainRunsTheHandlerAgainAndTheWaitGoesOn(String container)
      throws Exception {
    world.person("ann");
    comeAs(ANN, container);
    Page first = openTab();
    waits(first);
    String reference = reference(first);
    assertThat(handler.runs()).isEqualTo(1);
    first.close();

    Page second = openTab();

    waits(second);
    assertThat(reference(second)).isEqualTo(reference);
    assertThat(handler.runs()).isEqualTo(2);
    propagate(ANN);
    arrives(second, "Report");
    assertThat(handler.runs()).isEqualTo(2);
  }

  private Page openTab() {
    return visitor().waitForPage(() -> page.locator("#tab").click());
  }
}
