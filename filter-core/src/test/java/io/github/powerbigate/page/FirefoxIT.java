package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.powerbigate.page.ScriptedGate.Answer;
import io.github.powerbigate.testing.Firefox;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of the page in a second engine, where the machine has one. */
@Tag("browser")
@NullUnmarked
class FirefoxIT {
  private static final String HEADING = "document.querySelector('h1').textContent";
  private static final String STATE = "document.querySelector('main').className";

  private static ScriptedGate gate;
  private static Firefox firefox;

  @BeforeAll
  static void open() throws IOException {
    Optional<Firefox> found = Firefox.open();
    assumeTrue(found.isPresent(), "there is no Firefox");
    firefox = found.get();
    gate = new ScriptedGate();
  }

  @AfterAll
  static void close() throws IOException {
    if (firefox != null) {
      firefox.close();
      gate.close();
    }
  }

  @BeforeEach
  void start() {
    gate.reset();
    gate.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":1}"));
    // Neither the script's memory of another test nor a page of it.
    firefox.navigate(gate.url("/portal"));
    firefox.value("sessionStorage.clear()");
  }

  @Test
  void thePageWaitsGoesOnWhenAccessIsReadyAndBackIsThePortal() {
    firefox.value("document.querySelector('a').click()");
    firefox.until(STATE, "waiting");
    gate.answer(Answer.state("slow"));
    pollUntil("slow");
    assertThat(firefox.value("document.title"))
        .isEqualTo("This is taking longer than usual – Reports Portal");
    gate.admit();
    pollUntil("ready");
    assertThat(firefox.value(HEADING)).isEqualTo("Your access is ready");
    firefox.until("location.pathname", "/report");
    firefox.back();
    firefox.until("location.pathname", "/portal");
  }

  @Test
  void theButtonStopsTheChecksAndStartsThemAgain() {
    visit();
    firefox.click("stop");
    firefox.until(
        "document.getElementById('say').textContent",
        "Automatic checks are off. Choose “Check now” to check again.");
    int polls = settled();
    await().during(Duration.ofSeconds(3)).until(() -> gate.polls().size() == polls);
    firefox.click("stop");
    await().until(() -> gate.polls().size() > polls);
  }

  @Test
  void whoIsSignedOutIsOfferedTheWayBack() {
    visit();
    gate.answer(Answer.status(401));
    pollUntil("signed_out");
    assertThat(firefox.value("document.getElementById('go').textContent"))
        .isEqualTo("Sign in again");
    assertThat(firefox.value("document.getElementById('go').getAttribute('href')"))
        .isEqualTo("?report=42");
  }

  @Test
  void failedPollsAreSaidFromTheThirdAndForgottenWithTheNextAnswer() {
    visit();
    gate.answer(Answer.status(500));
    pollUntil("unavailable");
    gate.answer(Answer.state("waiting"));
    pollUntil("waiting");
  }

  @Test
  void offlineIsSaidAndOnlineChecksAtOnce() {
    visit();
    gate.answer(Answer.json("{\"state\":\"waiting\",\"retryAfterSeconds\":300}"));
    firefox.value("dispatchEvent(new Event('offline'))");
    firefox.until(STATE, "offline");
    pollUntil("waiting");
  }

  @Test
  void whileNothingChangesNothingInTheLiveRegionsMoves() {
    visit();
    firefox.value(
        "(window.moves = 0, document.querySelectorAll('[role=status]').forEach(e => new"
            + " MutationObserver(m => window.moves += m.length).observe(e, {subtree: true,"
            + " childList: true, characterData: true, attributes: true})))");
    int polls = gate.polls().size();
    await().until(() -> gate.polls().size() > polls + 2);
    assertThat(firefox.value("window.moves")).isEqualTo("0");
    gate.answer(Answer.state("slow"));
    pollUntil("slow");
    assertThat(firefox.value("window.moves > 0")).isEqualTo("true");
  }

  private static void visit() {
    firefox.navigate(gate.url("/powerbi?report=42"));
    firefox.until(STATE, "waiting");
  }

  /** The polls so far, once none is on its way. */
  private static int settled() {
    int[] seen = {-1};
    await()
        .pollInterval(Duration.ofMillis(300))
        .until(() -> seen[0] == (seen[0] = gate.polls().size()));
    return seen[0];
  }

  /** Says "online" until the page has asked and shows the state. */
  private static void pollUntil(String state) {
    firefox.until("(dispatchEvent(new Event('online')), " + STATE + ")", state);
  }
}
