package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.testing.LogWatch;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Where the application adds people itself, a yes that came before the handler ran proves access; a
 * later one may be the first echo of what the handler wrote, and only an unbroken run of them does.
 */
class FreshAtRedirectTest {

  private static final Finding READY = new Ready(null, false);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().atRedirect().with("firstAnswerWithin", "1ms");

  @Test
  void aYesBeforeTheHandlerAdmitsAtOnce() throws Exception {
    gate.probe.thenAnswers(READY);

    assertThat(redirected().through(gate.filter()).status()).isEqualTo(302);
  }

  /** It could tell nobody from anybody, and would hold up every member until somebody mends it. */
  @Test
  void aGateThatIsSetUpWrongHoldsNobodyUp() throws Exception {
    logs.expect(Level.SEVERE, "expired");
    Trouble expired = new Trouble(Cause.CLIENT_SECRET, "The secret has expired", "7000222", null);
    gate.probe.thenAnswers(new Finding.Misconfigured(expired));

    assertThat(redirected().through(gate.filter()).status()).isEqualTo(302);
  }

  @Test
  void theQuestionIsAskedBeforeTheHandlerRuns() throws Exception {
    gate.probe.thenAnswers(READY);
    int[] asked = {0};

    Visit.navigation(null)
        .as(ANN)
        .whoseApplication((request, response) -> asked[0] = gate.probe.count())
        .through(gate.filter());

    assertThat(asked[0]).isEqualTo(1);
  }

  @Test
  void aYesThatComesWhileTheHandlerRunsAdmitsNobody() throws Exception {
    Visit.Result result =
        Visit.navigation(null)
            .as(ANN)
            .whoseApplication(
                (request, response) -> {
                  gate.probe.answer(READY);
                  response.sendRedirect(TARGET);
                })
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(202);
  }

  @Test
  void aPrefetchDoesNotRunTheHandlerOfWhoeverIsNotIn() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();

    Visit.Result result = redirected().header("Sec-Purpose", "prefetch").through(filter);

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(409);
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void aPrefetchOfWhoeverIsInRunsIt() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(READY);
    redirected().through(filter);

    Visit.Result result = redirected().header("Sec-Purpose", "prefetch").through(filter);

    assertThat(result.status()).isEqualTo(302);
  }

  @Test
  void aRefusalForgetsNotThatTheUserIsFresh() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    redirected().through(filter);
    gate.probe.answer(new Finding.Blocked(Cause.ACCOUNT_DISABLED));
    gate.clock.advance(Duration.ofMinutes(6));
    gate.probe.thenAnswers(READY);

    assertThat(redirected().through(filter).status()).isEqualTo(202);
  }

  @Test
  void aYesThatComesAfterTheRedirectAdmitsNobody() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.Result page = redirected().through(filter);
    assertThat(page.header("X-PowerBI-Gate")).isEqualTo("checking");

    gate.probe.answer(READY);

    assertThat(go(page).through(filter).status()).isEqualTo(202);
  }

  @Test
  void manyAnswersInAShortTimeAdmitNobodyBeforeTheTimeIsOver() throws Exception {
    gate.with("confirmations", "3").with("stableFor", "20s").with("longestPause", "3s");
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.Result page = freshPage(filter);

    for (int i = 0; i < 6; i++) {
      assertThat(statusAfter(Duration.ofSeconds(3), page, filter)).isEqualTo(202);
    }
    assertThat(statusAfter(Duration.ofSeconds(3), page, filter)).isEqualTo(302);
  }

  @Test
  void aLongTimeWithFewAnswersAdmitsNobodyBeforeThereAreEnough() throws Exception {
    gate.with("confirmations", "3").with("stableFor", "20s");
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.Result page = freshPage(filter);

    assertThat(statusAfter(Duration.ofMinutes(1), page, filter)).isEqualTo(202);
    assertThat(statusAfter(Duration.ofMinutes(1), page, filter)).isEqualTo(302);
  }

  @Test
  void theApplicationsWordInTheRequestBeforeTheHandlerMakesFresh() throws Exception {
    gate.probe.thenAnswers(READY);

    assertThat(redirected().attribute("powerbigate.granted", 1).through(gate.filter()).status())
        .isEqualTo(202);
  }

  @Test
  void theApplicationsWordInTheSessionMakesFresh() throws Exception {
    gate.probe.thenAnswers(READY);

    assertThat(
            redirected().sessionAttribute("powerbigate.granted", 1).through(gate.filter()).status())
        .isEqualTo(202);
  }

  @Test
  void theHandlersOwnWordDoesNotHoldWhoWasInBeforeIt() throws Exception {
    gate.probe.thenAnswers(READY);
    Visit visit = Visit.navigation(null).as(ANN);

    Visit.Result result =
        visit
            .whoseApplication(
                (request, response) -> {
                  visit.attribute("powerbigate.granted", 1);
                  response.sendRedirect(TARGET);
                })
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(302);
  }

  @Test
  void aYoungAccountIsFreshThoughItsYesCameBeforeTheHandler() throws Exception {
    gate.probe.thenAnswers(new Ready(FakeClock.START.minusSeconds(60), false));

    assertThat(redirected().through(gate.filter()).status()).isEqualTo(202);
  }

  @Test
  void anOldAccountIsNot() throws Exception {
    gate.probe.thenAnswers(new Ready(FakeClock.START.minus(Duration.ofDays(1)), false));

    assertThat(redirected().through(gate.filter()).status()).isEqualTo(302);
  }

  @Test
  void whoGoesOnOfWhomNothingIsKnownIsFresh() throws Exception {
    gate.with("ticketKey", KEY);
    Visit.Result page = redirected().through(gate.filter());
    gate.probe.thenAnswers(READY);

    assertThat(go(page).through(gate.filter()).status()).isEqualTo(202);
  }

  @Test
  void whoPollsOfWhomNothingIsKnownIsFresh() throws Exception {
    gate.probe.thenAnswers(READY);

    assertThat(Visit.poll().as(ANN).through(gate.filter()).body()).contains("\"ready\":false");
  }

  @Test
  void whomTheHandlerSignsInIsHeldAndIsFresh() throws Exception {
    logs.expect(Level.WARNING, "after the filter that signs people in");
    gate.probe.thenAnswers(READY);
    Visit visit = Visit.form(null);

    Visit.Result result =
        visit
            .whoseApplication(
                (request, response) -> {
                  visit.as(ANN);
                  response.sendRedirect(TARGET);
                })
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(202);
    assertThat(gate.probe.count()).isEqualTo(1);
  }

  /** A page whose wait has begun with one yes. */
  private Visit.Result freshPage(PowerBiAccessGateFilter filter) throws Exception {
    Visit.Result page = redirected().through(filter);
    gate.probe.answer(READY);
    return page;
  }

  private int statusAfter(Duration pause, Visit.Result page, PowerBiAccessGateFilter filter)
      throws Exception {
    gate.clock.advance(pause);
    gate.probe.thenAnswers(READY);
    return go(page).through(filter).status();
  }

  private static Visit redirected() {
    return Visit.navigation(null).as(ANN).redirectedTo(TARGET);
  }

  private static Visit go(Visit.Result page) {
    return Visit.navigation("powerbi-gate=go&powerbi-gate-ticket=" + page.ticket()).as(ANN);
  }
}
