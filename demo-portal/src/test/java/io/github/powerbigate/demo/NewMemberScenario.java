package io.github.powerbigate.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What a brand-new guest lives through, from the link in the portal to Power BI. Told against
 * addresses only: the container is whoever's.
 */
public final class NewMemberScenario {
  /** The settings that the scenario's times belong to. */
  public static final Map<String, String> GATE = Map.of("stableFor", "4s", "longestPause", "3s");

  /** Replicas that agree after 7 s; Power BI reads them as they are. */
  static final Propagation SPREAD =
      Propagation.ofMembership(
              Delay.perReplica(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(7)))
          .withPowerBiFreeze(Duration.ofMinutes(1));

  private static final Duration STABLE_FOR = Duration.ofSeconds(4);
  private static final Duration AT_MOST_AFTER = STABLE_FOR.plusSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(40);
  private static final double PAGE_WITHIN_MILLIS = 2500;

  private final BrowserContext browser;
  private final URI portal;

  /**
   * A guest who has not come yet.
   *
   * @param portal its front page; ends with a slash
   */
  public NewMemberScenario(BrowserContext browser, URI portal) {
    this.browser = browser;
    this.portal = portal;
  }

  /** The whole way: handler, page, announcement, consent, Power BI in time, and back again. */
  public void waitsAndIsTakenTo(String headingOfPowerBi) {
    PortalVisit visit = PortalVisit.signIn(browser, portal, Role.BRAND_NEW_GUEST);
    Page page = visit.page();
    visit.openPowerBi();

    waitsFor(page);
    Instant taken = Instant.now();
    assertThat(Duration.between(visit.settledAt(), taken))
        .as("from the moment when every replica agreed")
        .isLessThan(AT_MOST_AFTER);
    PortalVisit.expectPowerBi(page, headingOfPowerBi, LONGEST);

    page.goBack();
    page.goBack();
    assertThat(page).hasURL(portal.toString());
    assertThat(page.locator("h1")).containsText("Hello");
    visit.expectHandlerRuns(1);
  }

  /**
   * The same where Power BI is later than the directory, and asked in the guest's name: the guest
   * accepts the invitation a step earlier, at the sign-in, and Power BI does not ask again.
   */
  void waitsForPowerBiTooAndIsTakenToTheReport() {
    PortalVisit visit = PortalVisit.signIn(browser, portal, Role.BRAND_NEW_GUEST);
    Page page = visit.page();
    visit.openPowerBi();
    PortalVisit.expectHeading(page, "We are setting up your access to Power BI", LONGEST);
    PortalVisit.expectHeading(page, "Review permissions", LONGEST);
    page.locator("button[name=invitation]").click();
    PortalVisit.expectPowerBi(page, PortalVisit.REPORT, LONGEST.multipliedBy(2));
    visit.expectHandlerRuns(1);
  }

  /** The same where a form is posted to the handler. */
  void postsAFormAndIsTakenToTheReport() {
    PortalVisit visit = PortalVisit.signIn(browser, portal, Role.BRAND_NEW_GUEST);
    Page tab = visit.postForm();
    waitsFor(tab);
    PortalVisit.expectPowerBi(tab, PortalVisit.REPORT, LONGEST);
    visit.expectHandlerRuns(1);
  }

  /** The same where a script asks for the address and opens the window. */
  void isTakenToTheReportByAScript() {
    PortalVisit visit = PortalVisit.signIn(browser, portal, Role.BRAND_NEW_GUEST);
    Page tab = visit.openByScript();
    waitsFor(tab);
    PortalVisit.expectPowerBi(tab, PortalVisit.REPORT, LONGEST);
    assertThat(tab.evaluate("window.opener === null")).isEqualTo(true);
    visit.expectHandlerRuns(1);
  }

  /** The same where a link leads to the gate, after somebody else has set the guest up. */
  void isTakenToTheReportByAPlainLink(Runnable setUp) {
    PortalVisit visit = PortalVisit.signIn(browser, portal, Role.BRAND_NEW_GUEST);
    setUp.run();
    Page tab = visit.followPlainLink();
    waitsFor(tab);
    PortalVisit.expectPowerBi(tab, PortalVisit.REPORT, LONGEST);
    visit.expectHandlerRuns(0);
  }

  /** The same visit without the gate: what people see today. */
  void isRefusedWithoutTheGate() {
    PortalVisit visit = PortalVisit.signIn(browser, portal, Role.BRAND_NEW_GUEST);
    Page tab = visit.goWithoutGate();
    PortalVisit.acceptInvitation(tab, LONGEST);
    PortalVisit.expectPowerBi(tab, PortalVisit.NO_ACCESS, LONGEST);
  }

  private static void waitsFor(Page tab) {
    PortalVisit.expectHeading(tab, "We are setting up your access to Power BI", LONGEST);
    assertThat(shownAfterMillis(tab)).isLessThan(PAGE_WITHIN_MILLIS);
    assertThat(tab.locator("[role=status] h1")).isVisible();

    PortalVisit.expectHeading(tab, "Your access is ready", LONGEST);
    assertThat(tab.locator("[role=status] h1")).hasText("Your access is ready");
    PortalVisit.acceptInvitation(tab, LONGEST);
  }

  /** By the browser's own clock, from the click to a document that can be read. */
  private static double shownAfterMillis(Page page) {
    Object millis =
        page.evaluate("() => performance.getEntriesByType('navigation')[0].domInteractive");
    return ((Number) millis).doubleValue();
  }
}
