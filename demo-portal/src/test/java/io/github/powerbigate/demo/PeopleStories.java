package io.github.powerbigate.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.RequestOptions;
import io.github.powerbigate.simulator.wire.RequestLog;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.testing.Browser;
import io.github.powerbigate.testing.LogWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each of the demo's people on the way to Power BI. */
@Tag("browser")
public abstract class PeopleStories {
  private static final String WAITING = "We are setting up your access to Power BI";
  private static final String SLOW = "This is taking longer than usual";
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Map<String, String> SHORT =
      Map.of("firstPause", "1s", "longestPause", "2s", "slowAfter", "4s");
  private static final Pattern REFERENCE = Pattern.compile("ref=([0-9A-Z]{4}-[0-9A-Z]{4})");
  private static Browser browser;

  @RegisterExtension final LogWatch logs = new LogWatch();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final PortalServer.Kind kind;

  /** The stories on one kind of container. */
  protected PeopleStories(PortalServer.Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  static void openBrowser() {
    browser = Browser.open();
  }

  @AfterAll
  static void closeBrowser() {
    browser.close();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  @Test
  void longTimeMemberNeverSeesThePageAndIsAskedAboutOnce() throws IOException {
    // A machine that builds may be slower to answer for the first time than a portal is.
    SimulatedDemo demo = demo(Map.of("firstAnswerWithin", "9s"));
    PortalVisit visit = visit(demo, Role.LONG_TIME_MEMBER, "en-US");
    List<Integer> statuses = new ArrayList<>();
    visit
        .page()
        .onResponse(
            response -> {
              if (response.url().endsWith("/analytics")) {
                statuses.add(response.status());
              }
            });
    visit.openPowerBi();
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.REPORT, SOON);

    RequestLog asked = demo.simulator().requests();
    await().until(() -> asked.inFlight(Service.GRAPH) + asked.inFlight(Service.ENTRA) == 0);
    asked.clear();
    visit.page().navigate(demo.address().toString());
    visit.openPowerBi();
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.REPORT, SOON);

    assertThat(statuses).containsExactly(302, 302);
    assertThat(asked.count(Service.GRAPH)).isZero();
    assertThat(asked.count(Service.ENTRA)).isZero();
  }

  @Test
  void longTimeMemberIsNotHeldUpHoweverThePortalSendsPeople() throws IOException {
    SimulatedDemo demo = demo(Map.of("firstAnswerWithin", "9s"));
    PortalVisit visit = visit(demo, Role.LONG_TIME_MEMBER, "en-US");
    PortalVisit.expectPowerBi(visit.followPlainLink(), PortalVisit.REPORT, SOON);
    PortalVisit.expectPowerBi(visit.openByScript(), PortalVisit.REPORT, SOON);
    PortalVisit.expectPowerBi(visit.postForm(), PortalVisit.REPORT, SOON);
  }

  @Test
  void whoWasNeverAddedWaitsThenIsToldThatItIsSlowThenIsLetGo() throws IOException {
    SimulatedDemo demo = demo(with("propagationLimit", "9s"));
    PortalVisit visit = visit(demo, Role.NEVER_ADDED, "en-US");
    long began = System.nanoTime();
    visit.openPowerBi();
    PortalVisit.expectHeading(visit.page(), WAITING, SOON);

    PortalVisit.expectHeading(visit.page(), SLOW, SOON);
    assertThat(since(began)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(9));
    assertThat(visit.page().locator("#any")).isVisible();

    PortalVisit.expectHeading(visit.page(), "Your access may not be ready yet", SOON);
    assertThat(since(began)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(14));
    // Told in peace what comes, then Power BI, which says what the gate spared them so far.
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.NO_ACCESS, Duration.ofSeconds(15));
    assertThat(logs.messages(Level.INFO)).anyMatch(it -> it.endsWith("admitted, overdue"));
  }

  @Test
  void referenceIsTheSameOnThePageInTheJsonInTheHeaderAndInTheLog() throws IOException {
    SimulatedDemo demo = demo(Map.of());
    PortalVisit visit = visit(demo, Role.NEVER_ADDED, "en-US");
    Page page = visit.page();
    Response answer = page.waitForResponse("**/analytics", visit::openPowerBi);
    PortalVisit.expectHeading(page, WAITING, SOON);

    String reference = reference(String.valueOf(answer.headerValue("X-PowerBI-Gate")));
    assertThat(page.locator("#ref")).hasText(reference);
    APIResponse status =
        page.request()
            .get(
                demo.address() + "analytics?powerbi-gate=status",
                RequestOptions.create()
                    .setHeader("Accept", "application/json")
                    .setHeader("X-Requested-With", "XMLHttpRequest")
                    .setHeader("X-PowerBI-Gate-Poll", "1"));
    assertThat(status.text()).contains("\"reference\":\"" + reference + "\"");
    assertThat(status.headers().get("x-powerbi-gate")).contains("ref=" + reference);
    assertThat(logs.messages(Level.INFO))
        .anyMatch(it -> it.contains(": wait " + reference + " began"));
  }

  @Test
  void wayPastLetsExactlyOneVisitThrough() throws IOException {
    SimulatedDemo demo = demo(with("propagationLimit", "5m"));
    PortalVisit visit = visit(demo, Role.NEVER_ADDED, "en-US");
    visit.openPowerBi();
    PortalVisit.expectHeading(visit.page(), SLOW, SOON);
    visit.page().locator("#any").click();
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.NO_ACCESS, SOON);

    visit.page().navigate(demo.address().toString());
    visit.openPowerBi();
    PortalVisit.expectHeading(visit.page(), SLOW, SOON);
  }

  @Test
  void accessByAnotherWayIsReachedByTheWayPast() throws IOException {
    SimulatedDemo demo = demo(with("propagationLimit", "5m"));
    PortalVisit visit = visit(demo, Role.OTHER_WAY, "en-US");
    Page tab = visit.openPowerBiInNewTab();
    assertThat(tab.evaluate("window.opener === null")).isEqualTo(true);
    PortalVisit.expectHeading(tab, SLOW, SOON);
    tab.locator("text=Open Power BI anyway").click();
    PortalVisit.expectPowerBi(tab, PortalVisit.REPORT, SOON);
  }

  @Test
  void disabledAccountIsRefusedAtOnce() throws IOException {
    SimulatedDemo demo = demo(Map.of());
    PortalVisit visit = visit(demo, Role.ACCOUNT_DISABLED, "en-US");
    visit.openPowerBi();
    PortalVisit.expectHeading(visit.page(), "Your account is turned off", SOON);
    assertThat(visit.page().locator("text=Open Power BI anyway")).isVisible();
  }

  @Test
  void nameThatIsAKeycloakUuidPassesAndTheLogSaysWhatToDo() throws IOException {
    SimulatedDemo demo = demo(Map.of());
    logs.expect(Level.SEVERE, "Check the settings user (principal) and userForm (auto)");
    PortalVisit visit = visit(demo, Role.KEYCLOAK_UUID, "en-US");
    visit.openPowerBi();
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.REPORT, SOON);
    assertThat(demo.simulator().requests().count(Service.GRAPH, "/users")).isZero();
  }

  @Test
  void whoWasInPowerBiBeforeMeetsItsErrorIfTheDirectoryAloneIsAsked() throws IOException {
    SimulatedDemo demo = demo(Map.of("stableFor", "1s", "firstPause", "500ms"));
    PortalVisit visit = visit(demo, Role.IN_POWER_BI_BEFORE, "en-US");
    visit.openPowerBi();
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.NO_ACCESS, Duration.ofSeconds(30));
  }

  @Test
  void whoWasInPowerBiBeforeSeesTheReportIfPowerBiIsAskedInTheirName() throws IOException {
    SimulatedDemo demo = demoAskingAsUser(Map.of("stableFor", "1s", "firstPause", "500ms"));
    PortalVisit visit = visit(demo, Role.IN_POWER_BI_BEFORE, "en-US");
    visit.openPowerBi();
    PortalVisit.expectHeading(visit.page(), WAITING, SOON);
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.REPORT, Duration.ofSeconds(60));
  }

  @Test
  void whoMustGiveASecondFactorGivesItOnceAndSeesTheReport() throws IOException {
    SimulatedDemo demo = demoAskingAsUser(Map.of("firstAnswerWithin", "9s"));
    PortalVisit visit = visit(demo, Role.SECOND_FACTOR, "en-US");
    visit.openPowerBi();
    visit.page().locator("button[name=proof]").click();
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.REPORT, SOON);
  }

  @Test
  void whoeverIsSignedInAsSomebodyElseIsToldAndMayGoOn() throws IOException {
    SimulatedDemo demo = demoAskingAsUser(Map.of("firstAnswerWithin", "9s"));
    PortalVisit visit = visit(demo, Role.WRONG_ACCOUNT, "en-US");
    visit.openPowerBi();
    visit.page().locator("button:has-text('" + Role.LONG_TIME_MEMBER.fullName() + "')").click();
    PortalVisit.expectHeading(visit.page(), "That was another account", SOON);

    visit.page().navigate(demo.address().toString());
    visit.openPowerBi();
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.REPORT, SOON);
  }

  @Test
  void whomNobodyInvitedWaitsForTheDirectory() throws IOException {
    SimulatedDemo demo = demo(Map.of());
    PortalVisit visit = visit(demo, Role.NEVER_INVITED, "en-US");
    Page page = visit.page();
    Response answer = page.waitForResponse("**/analytics", visit::openPowerBi);
    PortalVisit.expectHeading(page, WAITING, SOON);
    assertThat(answer.headerValue("X-PowerBI-Gate")).contains("cause=not-in-directory");
  }

  @Test
  void spanishBrowserSeesSpanish() throws IOException {
    SimulatedDemo demo = demo(Map.of());
    PortalVisit visit = visit(demo, Role.NEVER_ADDED, "es-ES");
    visit.openPowerBi();
    PortalVisit.expectHeading(visit.page(), "Estamos preparando su acceso a Power BI", SOON);
    assertThat(visit.page().locator("html")).hasAttribute("lang", "es");
  }

  @Test
  void pageLeftOpenByOnePersonDoesNotMakeTheNextOneWait() throws IOException {
    SimulatedDemo demo = demo(Map.of("firstAnswerWithin", "9s"));
    PortalVisit visit = visit(demo, Role.NEVER_ADDED, "en-US");
    Page left = visit.openPowerBiInNewTab();
    PortalVisit.expectHeading(left, WAITING, SOON);
    visit.page().locator("text=Sign out").click();
    visit.page().locator("button[value=" + Role.LONG_TIME_MEMBER.id() + "]").click();
    PortalVisit.expectHeading(left, "You may be signed out", Duration.ofSeconds(20));
    visit.openPowerBi();
    PortalVisit.expectPowerBi(visit.page(), PortalVisit.REPORT, SOON);
  }

  private SimulatedDemo demo(Map<String, String> gateSettings) throws IOException {
    logs.expect(Level.WARNING, "cloud=custom");
    SimulatedDemo demo = SimulatedDemo.start(kind, gateSettings);
    open.add(demo);
    return demo;
  }

  private SimulatedDemo demoAskingAsUser(Map<String, String> gateSettings) throws IOException {
    logs.expect(Level.WARNING, "cloud=custom");
    SimulatedDemo demo = SimulatedDemo.startAskingAsUser(kind, gateSettings);
    open.add(demo);
    return demo;
  }

  private PortalVisit visit(SimulatedDemo demo, Role role, String locale) {
    // Entra ID of the simulator has a certificate of its own.
    BrowserContext visitor =
        browser.visitor(new NewContextOptions().setLocale(locale).setIgnoreHTTPSErrors(true));
    open.add(0, visitor);
    return PortalVisit.signIn(visitor, demo.address(), role);
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> settings = new HashMap<>(SHORT);
    settings.put(name, value);
    return settings;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static String reference(String header) {
    Matcher matcher = REFERENCE.matcher(header);
    assertThat(matcher.find()).as(header).isTrue();
    return matcher.group(1);
  }
}
