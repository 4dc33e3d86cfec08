package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.TestPortal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal is started anew while a person waits, and not all is as before. */
@Tag("browser")
class RestartedOtherwiseStoryIT extends Story {

  private static final String OTHER_KEY = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void whereTheGateStandsBeforeTheHandlerThePageNeedsNothingOfBefore(String container)
      throws Exception {
    set("intercept", "request");
    beginToWait(container);

    restart(container);
    propagate(ANN);

    arrivesAt("Report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void underAnotherKeyThePageIsOutOfDateAndItsLinkBeginsAnew(String container) throws Exception {
    beginToWait(container);

    set("ticketKey", OTHER_KEY);
    restart(container);
    propagate(ANN);
    heading(page, "This page is out of date");
    assertThat(handler.runs()).isEqualTo(1);
    page.locator("#go").click();

    arrives(page, "Report");
    assertThat(handler.runs()).isEqualTo(2);
  }

  private void beginToWait(String container) throws Exception {
    world.person("ann");
    comeAs(ANN, container);
    click();
    waits(page);
  }

  private void restart(String container) throws Exception {
    replacePortal(TestPortal.on(container).signIn(new CookieSignIn()));
    page.evaluate("dispatchEvent(new Event('online'))");
  }
}
