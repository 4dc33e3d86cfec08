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
import java.util.function.Supplier;

/**
 * What a brand-new guest lives through, from the link in the portal to Power BI. Told against
 * addresses only: the container is whoever's.
 */
final class NewMemberScenario {
  /** The settings that the scenario's times belong to. */
  static final Map<String, String> GATE = Map.of("stableFor", "4s", "longestPause", "3s");

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
  private final Supplier<Instant> settledAt;

  /**
   * A guest who has not come yet.
   *
   * @param settledAt tells, once the guest is signed in, when every replica will agree
   */
  NewMemberScenario(BrowserContext browser, URI portal, Supplier<Instant> settledAt) {
    this.browser = browser;
    this.portal = portal;
    this.settledAt = settledAt;
  }

  /** The whole way: link, page, announcement, Power BI in time, and back to the portal. */
  void waitsAndIsTakenTo(String headingOfPowerBi) {
    PortalVisit visit = PortalVisit.signIn(browser, portal, Role.BRAND_NEW_GUEST);
    Page page = visit.page();
    visit.openPowerBi();

    PortalVisit.expectHeading(page, "We are setting up your access to Power BI", LONGEST);
    assertThat(shownAfterMillis(page)).isLessThan(PAGE_WITHIN_MILLIS);
    assertThat(page.locator("[role=status] h1")).isVisible();

    PortalVisit.expectHeading(page, "Your access is ready", LONGEST);
    assertThat(page.locator("[role=status] h1")).hasText("Your access is ready");

    PortalVisit.expectPowerBi(page, headingOfPowerBi, LONGEST);
    assertThat(Duration.between(settledAt.get(), Instant.now()))
        .as("from the moment when every replica agreed")
        .isLessThan(AT_MOST_AFTER);

    page.goBack();
    assertThat(page).hasURL(portal.toString());
    assertThat(page.locator("h1")).containsText("Hello");
  }

  /** The same visit without the gate: what people see today. */
  void isRefusedWithoutTheGate() {
    PortalVisit visit = PortalVisit.signIn(browser, portal, Role.BRAND_NEW_GUEST);
    PortalVisit.expectPowerBi(visit.goWithoutGate(), PortalVisit.NO_ACCESS, LONGEST);
  }

  /** By the browser's own clock, from the click to a document that can be read. */
  private static double shownAfterMillis(Page page) {
    Object millis =
        page.evaluate("() => performance.getEntriesByType('navigation')[0].domInteractive");
    return ((Number) millis).doubleValue();
  }
}
