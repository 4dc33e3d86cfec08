package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.TestPortal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate is switched off, or taken out of the portal, while a person waits. */
@Tag("browser")
class GateTakenOffStoryIT extends Story {

  @ParameterizedTest
  @CsvSource({"Jetty,redirect", "Tomcat,request"})
  void switchedOffThePageGoesOnByItself(String container, String intercept) throws Exception {
    beginToWait(container, intercept);

    set("mode", "off");
    replacePortal(plan(container));
    lookAgain();

    arrivesPastTheGate();
    assertThat(handler.runs()).isEqualTo(1);
  }

  /** The polls then reach the handler, which leads where no poll may follow. */
  @ParameterizedTest
  @CsvSource({"Jetty,redirect", "Tomcat,request"})
  void takenOutThePageOffersItsLinkWhichLeadsOn(String container, String intercept)
      throws Exception {
    beginToWait(container, intercept);

    takeTheGateOff(plan(container));
    lookAgain();
    heading(page, "You may be signed out");
    int runs = handler.runs();
    page.locator("#go").click();

    arrivesPastTheGate();
    assertThat(handler.runs()).isEqualTo(runs + 1);
    assertThat(complaints).isNotEmpty().allMatch(words -> words.contains("connect-src 'self'"));
    complaints.clear();
  }

  private void beginToWait(String container, String intercept) throws Exception {
    set("intercept", intercept);
    world.person("ann");
    comeAs(ANN, plan(container));
    click();
    waits(page);
  }

  private static TestPortal.Plan plan(String container) {
    return TestPortal.on(container).signIn(new CookieSignIn());
  }

  /** Not only when the pause after a failed poll is over. */
  private void lookAgain() {
    page.evaluate("dispatchEvent(new Event('online'))");
  }

  private void arrivesPastTheGate() {
    // Without the gate nobody names the tenant.
    page.waitForURL(url -> url.startsWith(world.simulator.powerBiWebUrl().toString()));
  }
}
