package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.powerbigate.page.ScriptedGate.Answer;
import io.github.powerbigate.testing.Browser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the script does, with the clock in the test's hand. */
@Tag("browser")
class WaitPageBrowserIT {
  private static final Browser BROWSER = Browser.open();
  private static final ScriptedGate GATE = new ScriptedGate();

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final BrowserContext visitor = BROWSER.visitor();
  private final Page page = visitor.newPage();

  @AfterAll
  static void close() {
    GATE.close();
    BROWSER.close();
  }

  @BeforeEach
  void start() {
    GATE.reset();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
  }

  @AfterEach
  void end() {
    visitor.close();
    assertThat(complaints).isEmpty();
  }

  @Test
  void readyIsAnnouncedAndThreeSecondsLaterTheReportIsThereAndBackIsThePortal() {
    page.clock().install();
    page.navigate(GATE.url("/portal"));
    page.getByText("Power BI").click();
    assertThat(heading()).hasText("We are setting up your access to Power BI");
    GATE.admit();
    poll();
    assertThat(status())
        .hasText(Pattern.compile("Your access is ready\\s+We are opening Power BI\\."));
    assertThat(page).hasTitle("Your access is ready – Reports Portal");
    page.clock().runFor(2_900);
    assertThat(page).hasURL(GATE.url("/powerbi?report=42#p2"));
    page.clock().runFor(200);
    assertThat(page).hasURL(Pattern.compile("/report(#p2)?$"));
    page.goBack();
    assertThat(page).hasURL(GATE.url("/portal"));
  }

  @Test
  void aPollSaysThatItIsOne() {
    visit();
    poll();
    assertThat(GATE.polls()).hasSize(1);
    assertThat(GATE.polls().get(0))
        .containsEntry("Accept", List.of("application/json"))
        .containsEntry("X-requested-with", List.of("XMLHttpRequest"))
        .containsEntry("X-powerbi-gate-poll", List.of("1"));
  }

  @Test
  void theServerSetsThePace() {
    visit();
    GATE.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":100}"));
    poll();
    page.clock().runFor(99_000);
    assertThat(GATE.polls()).hasSize(1);
    poll(16_100);
    assertThat(GATE.polls()).hasSize(2);
  }

  @Test
  void nothingInTheLiveRegionsMovesWhileNothingChanges() {
    visit();
    page.evaluate(
        "window.moves = 0; document.querySelectorAll('[role=status]').forEach(e => new"
            + " MutationObserver(m => window.moves += m.length).observe(e, {subtree: true,"
            + " childList: true, characterData: true, attributes: true}))");
    for (int i = 0; i < 20; i++) {
      poll();
    }
    assertThat(page.evaluate("window.moves")).isEqualTo(0);
    GATE.answer(Answer.state("slow"));
    poll();
    assertThat(heading()).hasText("This is taking longer than usual");
    assertThat((int) page.evaluate("window.moves")).isPositive();
  }

  @Test
  void theTimeWaitedIsShownEachMinuteAndSpokenEachFive() {
    GATE.show(view -> Views.view(PageState.WAITING, "en"));
    visit();
    assertThat(page.locator("#age")).hasText("Time waiting: 7 min");
    GATE.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":300}"));
    page.clock().runFor(120_000);
    assertThat(page.locator("#age")).hasText("Time waiting: 9 min");
    assertThat(page.locator("#say")).hasText("");
    page.clock().runFor(185_000);
    assertThat(page.locator("#say")).hasText("Time waiting: 12 min");
  }

  @Test
  void stopStopsEverythingAndOutlastsCheckNow() {
    visit();
    button("Stop automatic checks").click();
    assertThat(page.locator("#say")).containsText("Automatic checks are off.");
    page.clock().runFor(600_000);
    assertThat(GATE.polls()).isEmpty();
    assertThat(page.locator("#age")).hasText("Time waiting: 7 min");
    assertThat((int) page.evaluate("document.getAnimations().length")).isZero();
    page.getByText("Check now", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(button("Start automatic checks")).isVisible();
    page.clock().runFor(600_000);
    assertThat(GATE.polls()).isEmpty();
    page.waitForResponse(
        poll -> isPoll(poll.url()), () -> button("Start automatic checks").click());
    assertThat(GATE.polls()).hasSize(1);
    assertThat(button("Stop automatic checks")).isVisible();
  }

  @Test
  void stopAfterReadyKeepsThePersonHere() {
    visit();
    GATE.admit();
    poll();
    button("Stop automatic checks").click();
    page.clock().runFor(60_000);
    assertThat(status()).containsText("Choose “Continue to Power BI” to go on.");
    link("Continue to Power BI").click();
    assertThat(page).hasURL(GATE.url("/report"));
  }

  @Test
  void whoReadsTheDetailsIsNotTakenAway() {
    visit();
    page.getByText("Details for the help desk").click();
    assertThat(page.locator("#ref")).hasText("7F3K-92QM");
    GATE.admit();
    poll();
    page.clock().runFor(60_000);
    assertThat(status()).containsText("Choose “Continue to Power BI” to go on.");
    assertThat(page).hasURL(GATE.url("/powerbi?report=42"));
  }

  @Test
  void withoutAutoContinueThePageOnlySaysThatAccessIsReady() {
    GATE.use(Views.settings("Reports Portal", false));
    visit();
    assertThat(page.locator("#auto")).containsText("tells you when your access is ready");
    GATE.admit();
    poll();
    page.clock().runFor(60_000);
    assertThat(link("Continue to Power BI")).isVisible();
    assertThat(button("Stop automatic checks")).not().isVisible();
    assertThat(page).hasURL(GATE.url("/powerbi?report=42"));
  }

  @Test
  void atTheLimitThePageSaysSoBeforeItGoesOn() {
    GATE.show(
        v ->
            new PageView(
                v.state(),
                "en",
                v.reference(),
                v.since(),
                v.checkedAt(),
                v.now(),
                5,
                false,
                false,
                false,
                true,
                null,
                v.query()));
    visit();
    GATE.admit();
    GATE.answer(Answer.json("{\"state\":\"overdue\",\"ready\":true}"));
    poll();
    assertThat(heading()).hasText("Your access may not be ready yet");
    page.clock().runFor(8_000);
    assertThat(page).hasURL(GATE.url("/report"));
  }

  @Test
  void theWayPastAppearsWhenItIsOfferedAndGoesWhenItIsNot() {
    visit();
    assertThat(link("Open Power BI anyway")).not().isVisible();
    double below = page.locator("details").boundingBox().y;
    GATE.answer(Answer.json("{\"state\":\"slow\",\"open\":\"report=42&powerbi-gate=open\"}"));
    poll();
    assertThat(link("Open Power BI anyway")).isVisible();
    assertThat(page.locator("details").boundingBox().y).isEqualTo(below);
    GATE.answer(Answer.state("waiting"));
    poll(12_000);
    assertThat(link("Open Power BI anyway")).not().isVisible();
    GATE.answer(Answer.json("{\"state\":\"slow\",\"open\":\"report=42&powerbi-gate=open\"}"));
    poll();
    link("Open Power BI anyway").click();
    assertThat(page).hasURL(GATE.url("/report"));
  }

  @Test
  void aFirstFindingFillsTheDetails() {
    GATE.show(view -> Views.view(PageState.CHECKING, "en"));
    visit();
    GATE.answer(
        Answer.json(
            "{\"state\":\"waiting\",\"ready\":false,\"reference\":\"7F3K-92QM\",\"elapsedSeconds\":90,"
                + "\"since\":\"2026-11-21T19:05:12Z\",\"checkedAt\":\"2026-11-21T19:06:42Z\","
                + "\"retryAfterSeconds\":5,\"invitationPending\":true}"));
    poll();
    page.getByText("Details for the help desk").click();
    assertThat(page.locator("#ref")).hasText("7F3K-92QM");
    assertThat(page.locator("#from")).containsText("Nov 21, 2026");
    assertThat(page.locator("#now")).hasText("We are setting up your access to Power BI");
    assertThat(status()).containsText("The next page will ask you to accept an invitation.");
    page.clock().runFor(5_000);
    assertThat(page.locator("#age")).hasText("Time waiting: 1 min");
  }

  @Test
  void aRefusalEndsTheChecks() {
    visit();
    GATE.answer(Answer.state("not_entitled"));
    poll();
    assertThat(heading()).hasText("You do not have access to Power BI");
    assertThat(button("Stop automatic checks")).not().isVisible();
    page.clock().runFor(600_000);
    assertThat(GATE.polls()).hasSize(1);
  }

  @Test
  void anUnknownStateCountsAsWaiting() {
    visit();
    GATE.answer(Answer.state("levitating"));
    poll();
    assertThat(heading()).hasText("We are setting up your access to Power BI");
  }

  @Test
  void afterTwoAnswersOfAPerhapsLostSessionThePageOffersTheWayBack() {
    visit();
    GATE.answer(Answer.status(401));
    poll();
    assertThat(heading()).hasText("We are setting up your access to Power BI");
    GATE.answer(Answer.signInPage());
    poll();
    assertThat(heading()).hasText("You may be signed out");
    assertThat(link("Sign in again")).hasAttribute("href", "?report=42");
    page.clock().runFor(600_000);
    assertThat(GATE.polls()).hasSize(2);
  }

  @Test
  void aRedirectToASignInElsewhereCountsAsALostSession() {
    visit();
    GATE.answer(new Answer(302, "text/plain", "", Map.of("Location", GATE.elsewhere("/report"))));
    for (int i = 0; i < 100 && GATE.polls().size() < 2; i++) {
      page.clock().runFor(500);
    }
    page.waitForCondition(() -> complaints.size() > 1);
    page.clock().runFor(500);
    assertThat(heading()).hasText("You may be signed out");
    assertThat(complaints).allMatch(complaint -> complaint.contains("connect-src 'self'"));
    complaints.clear();
  }

  @Test
  void failuresAreSaidFromTheThirdAndForgottenWithTheNextAnswer() {
    visit();
    GATE.answer(Answer.status(500));
    poll();
    poll(12_000);
    assertThat(heading()).hasText("We are setting up your access to Power BI");
    poll(24_000);
    assertThat(heading()).hasText("We cannot check your access right now");
    GATE.answer(Answer.state("waiting"));
    poll(47_000);
    assertThat(heading()).hasText("We are setting up your access to Power BI");
  }

  @Test
  void tooManyChecksIsAReasonToGoSlowerAndNoFailure() {
    visit();
    GATE.answer(new Answer(429, "text/plain", "", Map.of("Retry-After", "20")));
    for (int i = 0; i < 4; i++) {
      poll(24_000);
    }
    assertThat(GATE.polls()).hasSizeLessThanOrEqualTo(5);
    assertThat(heading()).hasText("We are setting up your access to Power BI");
  }

  @Test
  void offlineIsSaidAndOnlineChecksAtOnce() {
    visit();
    visitor.setOffline(true);
    assertThat(heading()).hasText("You are offline");
    page.waitForResponse(poll -> isPoll(poll.url()), () -> visitor.setOffline(false));
    assertThat(heading()).hasText("We are setting up your access to Power BI");
  }

  @Test
  void withoutASignOfThePersonTheChecksEnd() {
    visit();
    GATE.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":300}"));
    page.clock().fastForward(1_810_000);
    page.clock().runFor(5_000);
    assertThat(button("Start automatic checks")).isVisible();
    assertThat(page.locator("#say")).containsText("Automatic checks are off.");
    int polls = GATE.polls().size();
    page.clock().runFor(600_000);
    assertThat(GATE.polls()).hasSize(polls);
  }

  private void visit() {
    page.clock().install();
    page.navigate(GATE.url("/powerbi?report=42"));
  }

  private void poll() {
    poll(6_000);
  }

  private void poll(long milliseconds) {
    page.waitForResponse(
            response -> isPoll(response.url()), () -> page.clock().runFor(milliseconds))
        .finished();
  }

  private static boolean isPoll(String url) {
    return url.endsWith("?report=42&powerbi-gate=status");
  }

  private Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  private Locator status() {
    return page.locator("#msg");
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }
}
