package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.testing.TestPortal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A portal whose own policy allows nothing inline, on every answer. What breaks a policy is told.
 */
@Tag("browser")
class OuterPolicyStoryIT extends Story {

  private static final String STRICT = "default-src 'self'";

  @ParameterizedTest
  @CsvSource({"Jetty, false", "Tomcat, false", "Jetty, true", "Tomcat, true"})
  void withItsFilesBesideItThePageGoesOnByItself(String container, boolean longTarget)
      throws Exception {
    set("assets", "self");
    leadTo(longTarget ? LONG_QUERY : "");
    List<String> files = new CopyOnWriteArrayList<>();
    page.onRequest(
        request -> {
          if (request.url().contains("powerbi-gate=wait.")) {
            files.add(request.url());
          }
        });
    beginToWait(container);
    assertThat(page.locator("#stop")).isVisible();
    assertThat(page.locator(".card")).hasCSS("border-radius", "12px");
    assertThat(files)
        .hasSize(2)
        .allMatch(url -> !url.contains("ticket") && !url.contains("from=portal"));

    propagate(ANN);

    arrivesAt("Report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void withItsFilesInItThePageIsStillTrueAndItsLinkWorks(String container) throws Exception {
    beginToWait(container);
    assertThat(page.locator("#stop")).isHidden();
    assertThat(page.locator("#auto")).hasText("Choose “Check now” from time to time.");
    assertThat(complaints).anyMatch(complaint -> complaint.contains("inline script"));

    propagate(ANN);

    await()
        .until(
            () -> {
              page.locator("#go").click();
              return page.url().startsWith(world.simulator.powerBiWebUrl().toString());
            });
    arrivesAt("Report");
    complaints.clear();
  }

  private void beginToWait(String container) throws Exception {
    world.person("ann");
    comeAs(ANN, TestPortal.on(container).contentSecurityPolicy(STRICT));
    // The icon of the portal's own page.
    page.waitForCondition(() -> !complaints.isEmpty());
    complaints.clear();
    click();
    waits(page);
  }
}
