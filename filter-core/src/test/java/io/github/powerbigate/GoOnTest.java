package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way on from the page that stands in the place of a redirect. */
class GoOnTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding BLOCKED = new Blocked(Cause.ACCOUNT_DISABLED);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/canary";
  private static final String WITH_TENANT = TARGET + "?ctid=11111111-1111-1111-1111-111111111111";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String FIELD = "powerbi-gate-ticket";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().atRedirect();
  private final PowerBiAccessGateFilter filter = gate.filter();

  @Test
  void whoIsInIsSentToTheTargetAndTheApplicationDoesNotRun() throws Exception {
    String ticket = ticket();
    admit();

    Visit.Result result = go(ticket).through(filter);

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(302);
    assertThat(result.header("Location")).isEqualTo(WITH_TENANT);
    assertThat(result.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(result.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void theSecondUseOfATicketDoesWhatTheFirstDid() throws Exception {
    String ticket = ticket();
    admit();

    go(ticket).through(filter);

    assertThat(go(ticket).through(filter).header("Location")).isEqualTo(WITH_TENANT);
  }

  @Test
  void whoWaitsGetsThePageWhoseLinksLeadToTheSameTarget() throws Exception {
    String ticket = ticket();

    Visit.Result result = go(ticket).through(filter);

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(202);
    assertThat(result.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(result.body()).doesNotContain("canary");
    admit();
    assertThat(go(result.ticket()).through(filter).header("Location")).isEqualTo(WITH_TENANT);
  }

  @Test
  void whoLooksAgainHasAnotherFullWaitBeforeTheTicketExpires() throws Exception {
    gate.with("whenOverdue", "wait");
    PowerBiAccessGateFilter patient = gate.filter();
    gate.probe.thenAnswers(NOT_YET);
    String first = Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(patient).ticket();
    gate.clock.advance(Duration.ofMinutes(70));
    gate.probe.thenAnswers(NOT_YET);
    String second = go(first).through(patient).ticket();
    gate.clock.advance(Duration.ofMinutes(70));
    gate.probe.thenAnswers(NOT_YET);

    assertThat(go(first).through(patient).status()).isEqualTo(404);
    assertThat(go(second).through(patient).status()).isEqualTo(202);
  }

  @Test
  void thePageOfAnExpiredTicketTellsNobodyOfIt() throws Exception {
    Visit.Result result = go("x").through(filter);

    assertThat(result.status()).isEqualTo(404);
    assertThat(result.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(result.body()).doesNotContain("powerbi-gate-ticket");
  }

  @Test
  void aWindowThatIsSentToTheStatusGetsAPageAndTheHandlerDoesNotRun() throws Exception {
    Visit.Result result = Visit.navigation("a=1&powerbi-gate=status").as(ANN).through(filter);

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(404);
    assertThat(result.header("Content-Type")).startsWith("text/html");
    assertThat(result.body()).contains("href=\"?a=1\"");
  }

  @Test
  void aWindowThatShowsTheAnswerToAPollGoesToThatPage() throws Exception {
    Visit.Result poll = Visit.poll().as(ANN).through(filter);

    assertThat(poll.header("Refresh")).isEqualTo("0; url=?powerbi-gate=go");
    Visit.Result page = Visit.navigation("powerbi-gate=go").as(ANN).through(filter);
    assertThat(page.status()).isEqualTo(404);
    assertThat(page.header("Content-Type")).startsWith("text/html");
  }

  @Test
  void whenTheGateIsSwitchedOffWhoeverHasATicketGoesOn() throws Exception {
    gate.with("ticketKey", KEY).probe.thenAnswers(NOT_YET);
    String ticket =
        Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(gate.filter()).ticket();
    int asked = gate.probe.count();
    PowerBiAccessGateFilter off = gate.with("mode", "off").filter();

    assertThat(go(ticket).through(off).header("Location")).isEqualTo(WITH_TENANT);
    assertThat(go("x").through(off).status()).isEqualTo(404);
    assertThat(go("x").through(off).header("Content-Type")).startsWith("text/html");
    assertThat(gate.probe.count()).isEqualTo(asked);
  }

  @Test
  void whoIsRefusedGetsThePageOfARefusal() throws Exception {
    String ticket = ticket();
    gate.clock.advance(Duration.ofMinutes(1));
    gate.probe.thenAnswers(BLOCKED);

    Visit.Result result = go(ticket).through(filter);

    assertThat(result.status()).isEqualTo(403);
    assertThat(result.header("X-PowerBI-Gate")).startsWith("refused; ref=");
  }

  @Test
  void aScriptThatWaitsGetsTheProblemWithAWayToTheSameTarget() throws Exception {
    String ticket = ticket();

    Visit.Result result = Visit.script(query(ticket)).as(ANN).through(filter);

    assertThat(result.status()).isEqualTo(409);
    admit();
    assertThat(go(result.ticket()).through(filter).header("Location")).isEqualTo(WITH_TENANT);
  }

  @Test
  void aHeadRequestGetsTheAnswerOfAGetWithoutItsBody() throws Exception {
    String ticket = ticket();
    Visit.Result waiting = head(ticket).through(filter);
    assertThat(waiting.status()).isEqualTo(202);
    assertThat(waiting.header("Content-Type")).startsWith("text/html");
    assertThat(waiting.body()).isEmpty();

    admit();

    assertThat(head(ticket).through(filter).header("Location")).isEqualTo(WITH_TENANT);
  }

  @Test
  void aPrefetchAsksNobody() throws Exception {
    String ticket = ticket();
    gate.clock.advance(Duration.ofMinutes(1));
    int asked = gate.probe.count();

    Visit.Result result = go(ticket).header("Sec-Purpose", "prefetch").through(filter);

    assertThat(result.status()).isEqualTo(409);
    assertThat(gate.probe.count()).isEqualTo(asked);
  }

  @Test
  void theTicketMayComeInTheFieldOfAForm() throws Exception {
    String ticket = ticket();
    admit();

    Visit.Result result =
        Visit.form("powerbi-gate=go").field(FIELD, ticket).as(ANN).through(filter);

    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location")).isEqualTo(WITH_TENANT);
  }

  @Test
  void aFieldOfARequestThatIsNoPostIsNoTicket() throws Exception {
    String ticket = ticket();
    admit();

    assertThat(
            Visit.navigation("powerbi-gate=go")
                .field(FIELD, ticket)
                .as(ANN)
                .through(filter)
                .status())
        .isEqualTo(404);
  }

  @Test
  void aPostToTheStatusOrByAnotherMethodIsNotFound() throws Exception {
    String ticket = ticket();
    for (Visit visit :
        new Visit[] {
          Visit.form("powerbi-gate=status&" + FIELD + "=" + ticket),
          Visit.form("powerbi-gate=x&" + FIELD + "=" + ticket),
          Visit.of("PUT", query(ticket)),
          Visit.of("DELETE", query(ticket)),
          Visit.of("OPTIONS", query(ticket))
        }) {
      Visit.Result result = visit.as(ANN).through(filter);
      assertThat(result.status()).isEqualTo(404);
      assertThat(result.passes()).isZero();
    }
  }

  @Test
  void aPersonWhoIsNotSignedInGetsAPageThatLeadsBackToTheTicket() throws Exception {
    String ticket = ticket();

    Visit.Result result = Visit.navigation(query(ticket)).through(filter);

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(401);
    assertThat(result.header("Content-Type")).startsWith("text/html");
    assertThat(result.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(result.ticket()).isEqualTo(ticket);
  }

  @Test
  void aScriptThatIsNotSignedInGetsAProblem() throws Exception {
    Visit.Result result = Visit.script(query(ticket())).through(filter);

    assertThat(result.status()).isEqualTo(401);
    assertThat(result.body()).contains("urn:powerbi-gate:signed-out");
  }

  @Test
  void textThatIsNoTicketIsNotRepeated() throws Exception {
    Visit.Result result =
        Visit.navigation("powerbi-gate=go&" + FIELD + "=%22//evil.example").through(filter);

    assertThat(result.status()).isEqualTo(401);
    assertThat(result.body()).doesNotContain("evil");
  }

  @Test
  void theChoiceOfALanguageIsRememberedAndLeadsBackToTheTicket() throws Exception {
    String ticket = ticket();

    Visit.Result result =
        Visit.navigation("a=1&" + query(ticket) + "&powerbi-gate-lang=es").as(ANN).through(filter);

    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location")).isEqualTo("?a=1&" + query(ticket));
    assertThat(result.header("Set-Cookie")).startsWith("pbgate_lang=es; ");
    assertThat(result.header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void aDryRunGoesOn() throws Exception {
    gate.with("ticketKey", KEY).probe.thenAnswers(NOT_YET, NOT_YET);
    Visit.Result page = Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(gate.filter());

    Visit.Result result = go(page.ticket()).through(gate.with("mode", "dry-run").filter());

    assertThat(result.status()).isEqualTo(302);
    assertThat(result.header("Location")).isEqualTo(WITH_TENANT);
  }

  /** The ticket on Ann's page. */
  private String ticket() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    return Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter).ticket();
  }

  /** Microsoft says yes until the gate believes it. */
  private void admit() throws Exception {
    for (int i = 0; i < 3; i++) {
      gate.clock.advance(Duration.ofSeconds(15));
      gate.probe.thenAnswers(READY);
      Visit.poll().as(ANN).through(filter);
    }
  }

  private static Visit go(String ticket) {
    return Visit.navigation(query(ticket)).as(ANN);
  }

  private static Visit head(String ticket) {
    return Visit.of("HEAD", query(ticket)).header("Sec-Fetch-Mode", "navigate").as(ANN);
  }

  private static String query(String ticket) {
    return "powerbi-gate=go&" + FIELD + "=" + ticket;
  }
}
