package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.powerbigate.page.ScriptedGate.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the page waits, tells and goes on. */
@Tag("browser")
class WaitPageBrowserIT extends ScriptedVisit {
  @Test
  void readyIsAnnouncedAndThreeSecondsLaterTheReportIsThereAndBackIsThePortal() {
    holdTheClock();
    page.navigate(gate.url("/portal"));
    page.getByText("Power BI").click();
    assertThat(heading()).hasText("We are setting up your access to Power BI");
    gate.admit();
    poll();
    assertThat(status())
        .hasText(Pattern.compile("Your access is ready\\s+We are opening Power BI\\."));
    assertThat(page).hasTitle("Your access is ready – Reports Portal");
    // Of the second after the poll none, some or all is gone.
    page.clock().runFor(1_900);
    assertThat(page).hasURL(gate.url("/powerbi?report=42#p2"));
    page.clock().runFor(1_200);
    assertThat(page).hasURL(Pattern.compile("/report(#p2)?$"));
    page.goBack();
    assertThat(page).hasURL(gate.url("/portal"));
  }

  @Test
  void thePageIsOneRequest() {
    List<String> requests = new ArrayList<>();
    page.onRequest(request -> requests.add(request.url()));

    visit();

    assertThat(requests).containsExactly(gate.url("/powerbi?report=42"));
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
    gate.answer(Answer.state("slow"));
    poll();
    assertThat(heading()).hasText("This is taking longer than usual");
    assertThat((int) page.evaluate("window.moves")).isPositive();
  }

  @Test
  void theTimeWaitedIsShownEachMinuteAndSpokenEachFive() {
    gate.show(view -> Views.view(PageState.WAITING, "en"));
    visit();
    assertThat(page.locator("#age")).hasText("Time waiting: 7 min");
    gate.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":300}"));
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
    assertThat(gate.polls()).isEmpty();
    assertThat(page.locator("#age")).hasText("Time waiting: 7 min");
    assertThat((int) page.evaluate("document.getAnimations().length")).isZero();
    page.getByText("Check now", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(button("Start automatic checks")).isVisible();
    page.clock().runFor(600_000);
    assertThat(gate.polls()).isEmpty();
    page.waitForResponse(
        poll -> isPoll(poll.url()), () -> button("Start automatic checks").click());
    assertThat(gate.polls()).hasSize(1);
    assertThat(button("Stop automatic checks")).isVisible();
  }

  @Test
  void stopAfterReadyKeepsThePersonHere() {
    visit();
    gate.admit();
    poll();
    button("Stop automatic checks").click();
    page.clock().runFor(60_000);
    assertThat(status()).containsText("Choose “Continue to Power BI” to go on.");
    link("Continue to Power BI").click();
    assertThat(page).hasURL(gate.url("/report"));
  }

  @Test
  void whoReadsTheDetailsIsNotTakenAway() {
    visit();
    page.getByText("Details for the help desk").click();
    assertThat(page.locator("#ref")).hasText("7F3K-92QM");
    gate.admit();
    poll();
    page.clock().runFor(60_000);
    assertThat(status()).containsText("Choose “Continue to Power BI” to go on.");
    assertThat(page).hasURL(gate.url("/powerbi?report=42"));
  }

  @Test
  void withoutAutoContinueThePageOnlySaysThatAccessIsReady() {
    gate.use(Views.settings("Reports Portal", false));
    visit();
    assertThat(page.locator("#auto")).containsText("tells you when your access is ready");
    gate.admit();
    poll();
    page.clock().runFor(60_000);
    assertThat(link("Continue to Power BI")).isVisible();
    assertThat(button("Stop automatic checks")).not().isVisible();
    assertThat(page).hasURL(gate.url("/powerbi?report=42"));
  }

  @Test
  void atTheLimitThePageSaysSoBeforeItGoesOn() {
    gate.show(view -> Views.admittingAtTheLimit());
    visit();
    gate.admit();
    gate.answer(Answer.json("{\"state\":\"overdue\",\"ready\":true}"));
    poll();
    assertThat(heading()).hasText("Your access may not be ready yet");
    page.clock().runFor(8_000);
    assertThat(page).hasURL(gate.url("/report"));
  }

  @Test
  void theWayPastAppearsWhenItIsOfferedAndGoesWhenItIsNot() {
    visit();
    assertThat(link("Open Power BI anyway")).not().isVisible();
    double below = page.locator("details").boundingBox().y;
    gate.answer(Answer.json("{\"state\":\"slow\",\"open\":\"report=42&powerbi-gate=open\"}"));
    poll();
    assertThat(link("Open Power BI anyway")).isVisible();
    assertThat(page.locator("details").boundingBox().y).isEqualTo(below);
    gate.answer(Answer.state("waiting"));
    poll(24_000);
    assertThat(link("Open Power BI anyway")).not().isVisible();
    gate.answer(Answer.json("{\"state\":\"slow\",\"open\":\"report=42&powerbi-gate=open\"}"));
    poll();
    link("Open Power BI anyway").click();
    assertThat(page).hasURL(gate.url("/report"));
  }

  @Test
  void aFirstFindingFillsTheDetails() {
    gate.show(view -> Views.view(PageState.CHECKING, "en"));
    visit();
    gate.answer(
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
}
