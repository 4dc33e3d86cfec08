package io.github.powerbigate.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.page.ScriptedGate.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the page asks, and what it makes of each kind of answer. */
@Tag("browser")
class WaitPagePollBrowserIT extends ScriptedVisit {
  @Test
  void aPollSaysThatItIsOne() {
    visit();
    poll();
    assertThat(gate.polls()).hasSize(1);
    assertThat(gate.polls().get(0))
        .containsEntry("Accept", List.of("application/json"))
        .containsEntry("X-requested-with", List.of("XMLHttpRequest"))
        .containsEntry("X-powerbi-gate-poll", List.of("1"));
  }

  @Test
  void theServerSetsThePace() {
    visit();
    gate.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":100}"));
    poll();
    page.clock().runFor(99_000);
    assertThat(gate.polls()).hasSize(1);
    poll(16_100);
    assertThat(gate.polls()).hasSize(2);
  }

  @Test
  void aRefusalEndsTheChecks() {
    visit();
    gate.answer(Answer.state("not_entitled"));
    poll();
    assertThat(heading()).hasText("You do not have access to Power BI");
    assertThat(button("Stop automatic checks")).not().isVisible();
    page.clock().runFor(600_000);
    assertThat(gate.polls()).hasSize(1);
  }

  @Test
  void anUnknownStateCountsAsWaiting() {
    visit();
    gate.answer(Answer.state("levitating"));
    poll();
    assertThat(heading()).hasText("We are setting up your access to Power BI");
  }

  @Test
  void afterTwoAnswersOfAPerhapsLostSessionThePageOffersTheWayBack() {
    visit();
    gate.answer(Answer.status(401));
    poll();
    assertThat(heading()).hasText("We are setting up your access to Power BI");
    gate.answer(Answer.signInPage());
    poll();
    assertThat(heading()).hasText("You may be signed out");
    assertThat(link("Sign in again")).hasAttribute("href", "?report=42");
    page.clock().runFor(600_000);
    assertThat(gate.polls()).hasSize(2);
  }

  @Test
  void aRedirectToASignInElsewhereCountsAsALostSession() {
    visit();
    gate.answer(new Answer(302, "text/plain", "", Map.of("Location", gate.elsewhere("/report"))));
    // The browser may report the first blocked redirect after the poll has failed; then it takes
    // one
    // poll more.
    for (int i = 0; i < 400 && !heading().innerText().equals("You may be signed out"); i++) {
      page.clock().runFor(500);
    }
    assertThat(heading()).hasText("You may be signed out");
    assertThat(gate.polls()).hasSizeBetween(2, 3);
    assertThat(complaints).allMatch(complaint -> complaint.contains("connect-src 'self'"));
    complaints.clear();
  }

  @Test
  void failuresAreSaidFromTheThirdAndForgottenWithTheNextAnswer() {
    visit();
    gate.answer(Answer.status(500));
    poll();
    poll(12_000);
    assertThat(heading()).hasText("We are setting up your access to Power BI");
    poll(24_000);
    assertThat(heading()).hasText("We cannot check your access right now");
    gate.answer(Answer.state("waiting"));
    poll(47_000);
    assertThat(heading()).hasText("We are setting up your access to Power BI");
  }

  @Test
  void tooManyChecksIsAReasonToGoSlowerAndNoFailure() {
    visit();
    gate.answer(new Answer(429, "text/plain", "", Map.of("Retry-After", "20")));
    for (int i = 0; i < 4; i++) {
      poll(24_000);
    }
    assertThat(gate.polls()).hasSizeLessThanOrEqualTo(5);
    assertThat(heading()).hasText("We are setting up your access to Power BI");
  }

  @Test
  void offlineIsSaidAndOnlineChecksAtOnce() {
    visit();
    page.context().setOffline(true);
    assertThat(heading()).hasText("You are offline");
    page.waitForResponse(poll -> isPoll(poll.url()), () -> page.context().setOffline(false));
    assertThat(heading()).hasText("We are setting up your access to Power BI");
  }

  @Test
  void withoutASignOfThePersonTheChecksEnd() {
    visit();
    gate.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":300}"));
    page.clock().runFor(1_810_000);
    assertThat(button("Start automatic checks")).isVisible();
    assertThat(page.locator("#say")).containsText("Automatic checks are off.");
    // The last poll may still be on its way.
    AtomicInteger polls = new AtomicInteger();
    await()
        .during(Duration.ofMillis(500))
        .until(() -> polls.getAndSet(gate.polls().size()) == gate.polls().size());
    page.clock().runFor(600_000);
    assertThat(gate.polls()).hasSize(polls.get());
  }
}
