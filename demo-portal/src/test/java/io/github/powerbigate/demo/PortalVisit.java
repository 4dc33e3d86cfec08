package io.github.powerbigate.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Somebody at the portal, in a browser. Knows nothing but its address, so that it is the same visit
 * whatever container is behind it.
 */
public final class PortalVisit {
  static final String NO_ACCESS = "User doesn't have access to group";

  /** The heading of the report. */
  public static final String REPORT = "Quality measures";

  private static final Pattern POWER_BI = Pattern.compile(".*Power BI \\(simulator\\)");

  private final BrowserContext browser;
  private final Page page;
  private final URI portal;

  private PortalVisit(BrowserContext browser, Page page, URI portal) {
    this.browser = browser;
    this.page = page;
    this.portal = portal;
  }

  /** Goes to the portal and signs in. */
  static PortalVisit signIn(BrowserContext browser, URI portal, Role role) {
    Page page = browser.newPage();
    page.navigate(portal.toString());
    page.locator("button[value=" + role.id() + "]").click();
    assertThat(page.locator("h1")).containsText("Hello");
    return new PortalVisit(browser, page, portal);
  }

  /** The tab of the portal. */
  Page page() {
    return page;
  }

  /** Follows the link to the guarded address, in the tab of the portal. */
  void openPowerBi() {
    page.locator("text=Open it in this tab").click();
  }

  /** Follows the big link, which opens a tab of its own. */
  Page openPowerBiInNewTab() {
    return browser.waitForPage(() -> page.locator("a.main").click());
  }

  /** Follows the link behind which nothing stands but a gate. */
  Page followPlainLink() {
    return browser.waitForPage(() -> page.locator("text=A plain link").click());
  }

  /** Sends the form that leads to Power BI. */
  Page postForm() {
    return browser.waitForPage(() -> page.locator("text=Post a form").click());
  }

  /** Lets the page's script ask where Power BI is, and open a window. */
  Page openByScript() {
    return browser.waitForPage(() -> page.locator("text=Open by script").click());
  }

  /** Expects that the portal's handler has run so often for whoever is signed in. */
  void expectHandlerRuns(int runs) {
    page.navigate(portal.toString());
    assertThat(page.locator("#runs")).hasText(String.valueOf(runs));
  }

  /** When every replica sees the membership, as the portal says; the guest has been set up. */
  Instant settledAt() {
    try (Page home = browser.newPage()) {
      home.navigate(portal.toString());
      return Instant.parse(home.locator(".moment time").getAttribute("datetime"));
    }
  }

  /** Makes the same visit without the gate. */
  Page goWithoutGate() {
    return browser.waitForPage(() -> page.locator("text=Go without the gate").click());
  }

  /** Expects the tab to come to Power BI's report, or to its error page. */
  static void expectPowerBi(Page tab, String heading, Duration within) {
    assertThat(tab)
        .hasTitle(POWER_BI, new PageAssertions.HasTitleOptions().setTimeout(millis(within)));
    assertThat(tab.locator("h1")).hasText(heading);
  }

  /** Expects Power BI to ask a guest for consent, and gives it. */
  static void acceptInvitation(Page tab, Duration within) {
    expectHeading(tab, "Review permissions", within);
    tab.locator("text=Accept the invitation").click();
  }

  /** Expects a heading on the wait page. */
  static void expectHeading(Page tab, String heading, Duration within) {
    assertThat(tab.locator("h1"))
        .hasText(heading, new LocatorAssertions.HasTextOptions().setTimeout(millis(within)));
  }

  private static double millis(Duration length) {
    return length.toMillis();
  }
}
