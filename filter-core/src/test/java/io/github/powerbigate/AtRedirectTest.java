package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the application's redirect to Power BI. */
class AtRedirectTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding BLOCKED = new Blocked(Cause.ACCOUNT_DISABLED);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/canary?filter=a";
  private static final String WITH_TENANT = TARGET + "&ctid=11111111-1111-1111-1111-111111111111";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().atRedirect();

  @Test
  void aMembersRedirectIsUntouchedButForTheTenant() throws Exception {
    gate.probe.thenAnswers(READY);

    Visit.Result result =
        Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(gate.filter());

    assertThat(result.passes()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(302);
    assertThat(result.headers()).containsOnlyKeys("Location");
    assertThat(result.header("Location")).isEqualTo(WITH_TENANT);
    assertThat(result.body()).isEmpty();
  }

  @Test
  void aMembersSecondVisitAsksNobody() throws Exception {
    gate.probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.filter();
    for (int i = 0; i < 2; i++) {
      Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter);
    }

    assertThat(gate.probe.count()).isEqualTo(1);
  }

  @Test
  void aNewMemberGetsThePageInThePlaceOfTheRedirect() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(gate.filter());

    assertThat(result.passes()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(202);
    assertThat(result.header("X-PowerBI-Gate"))
        .matches("waiting; ref=[0-9A-Z]{4}-[0-9A-Z]{4}; cause=not-in-group");
    assertThat(result.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(result.header("Cache-Control")).isEqualTo("no-store");
    assertThat(result.header("Content-Security-Policy")).contains("form-action 'none'");
    assertThat(result.headers()).doesNotContainKey("Location");
    assertThat(result.body()).startsWith("<!DOCTYPE html>").doesNotContain("canary", "<form");
  }

  @Test
  void allLinksOfThePageButThePollLeadToTheTicket() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        Visit.navigation("report=1").as(ANN).redirectedTo(TARGET).through(gate.filter());

    String go = "?report=1&amp;powerbi-gate=go&amp;powerbi-gate-ticket=" + result.ticket();
    assertThat(result.body())
        .contains(
            "id=\"go\" href=\"" + go + "\"",
            "href=\"" + go + "&amp;powerbi-gate-lang=es\"",
            "data-status=\"?report=1&amp;powerbi-gate=status\"");
  }

  @Test
  void aRefusedUserIsSentToThePageOfTheRefusalSinceThatCannotMoveByItself() throws Exception {
    gate.probe.thenAnswers(BLOCKED);
    PowerBiAccessGateFilter filter = gate.filter();

    Visit.Result result = Visit.navigation("a=1").as(ANN).redirectedTo(TARGET).through(filter);

    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location"))
        .isEqualTo("?a=1&powerbi-gate=go&powerbi-gate-ticket=" + result.ticket());
    assertThat(result.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(
            Visit.navigation(result.header("Location").substring(1))
                .as(ANN)
                .through(filter)
                .status())
        .isEqualTo(403);
  }

  @Test
  void whoSeemsToBeNobodyInTheThreadOfTheRedirectIsWhoeverCame() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    Visit visit = Visit.navigation(null).as(ANN);

    Visit.Result result =
        visit
            .whoseApplication(
                (request, response) -> {
                  when(visit.request().getUserPrincipal()).thenReturn(null);
                  response.sendRedirect(TARGET);
                })
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(202);
  }

  @Test
  void aRefusedUsersScriptGetsTheProblem() throws Exception {
    gate.probe.thenAnswers(BLOCKED);

    Visit.Result result = Visit.script(null).as(ANN).redirectedTo(TARGET).through(gate.filter());

    assertThat(result.status()).isEqualTo(403);
    assertThat(result.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void aHandlerOfAFormGetsThePageToo() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result = Visit.form(null).as(ANN).redirectedTo(TARGET).through(gate.filter());

    assertThat(result.passes()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(202);
    assertThat(result.header("Content-Type")).startsWith("text/html");
  }

  @Test
  void aScriptGetsAProblemThatSaysWhereToAskAndWhereToGoOn() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result = Visit.script("a=1").as(ANN).redirectedTo(TARGET).through(gate.filter());

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(result.headers()).doesNotContainKey("Location");
    assertThat(result.body())
        .contains(
            "\"statusUrl\":\"?a=1&powerbi-gate=status\"",
            "\"continueUrl\":\"?a=1&powerbi-gate=go&powerbi-gate-ticket=" + result.ticket() + "\"")
        .doesNotContain("canary");
  }

  @Test
  void anXmlHttpRequestOfAnOldBrowserGetsTheProblemToo() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    assertThat(
            Visit.of("POST", null)
                .header("Accept", "text/html")
                .header("X-Requested-With", "XMLHttpRequest")
                .as(ANN)
                .redirectedTo(TARGET)
                .through(gate.filter())
                .status())
        .isEqualTo(409);
  }

  @Test
  void aPrefetchBeginsNoWaitAndAsksNobody() throws Exception {
    Visit.Result result =
        Visit.navigation(null)
            .header("Sec-Purpose", "prefetch")
            .as(ANN)
            .redirectedTo(TARGET)
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.headers()).doesNotContainKey("Location");
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void aMembersPrefetchGoesOn() throws Exception {
    gate.probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter);

    assertThat(
            Visit.navigation(null)
                .header("Sec-Purpose", "prefetch")
                .as(ANN)
                .redirectedTo(TARGET)
                .through(filter)
                .header("Location"))
        .isEqualTo(WITH_TENANT);
  }

  @Test
  void whatIsNoRedirectToPowerBiIsTheApplicationsToWhoWaitsToo() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        Visit.navigation(null).as(ANN).redirectedTo("/help?x=1").through(gate.filter());

    assertThat(result.headers()).containsOnlyKeys("Location");
    assertThat(result.header("Location")).isEqualTo("/help?x=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.microsoftonline.com/redeem?rd=x",
        "https://invitations.microsoft.com/redeem/?tenant=x"
      })
  void aLinkThatAcceptsAnInvitationIsOnTheWayToPowerBi(String link) throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    assertThat(Visit.navigation(null).as(ANN).redirectedTo(link).through(gate.filter()).status())
        .isEqualTo(202);
  }

  @Test
  void aNameThatCannotBeEntrasGoesOnWithTheTenantAndIsReported() throws Exception {
    logs.expect(Level.SEVERE, "userForm");

    assertThat(
            Visit.navigation(null)
                .as("bob")
                .redirectedTo(TARGET)
                .through(gate.filter())
                .header("Location"))
        .isEqualTo(WITH_TENANT);
  }

  @Test
  void aDryRunLeavesTheRedirectAsItIsAndCountsIt() throws Exception {
    gate.with("mode", "dry-run").probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    Visit.Result result = Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter);
    filter.destroy();

    assertThat(result.headers()).containsOnlyKeys("Location");
    assertThat(result.header("Location")).isEqualTo(TARGET);
    assertThat(logs.messages(Level.INFO))
        .anyMatch(line -> line.contains("0 requests would have passed, 1 waited"));
  }

  @Test
  void aDryRunCountsEveryRedirectOfAMemberOnce() throws Exception {
    gate.with("mode", "dry-run").probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.filter();
    for (int i = 0; i < 3; i++) {
      Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter);
    }
    Visit.navigation(null).as(ANN).through(filter);
    filter.destroy();

    assertThat(logs.messages(Level.INFO))
        .anyMatch(line -> line.contains("3 requests would have passed, 0 waited"));
  }

  @Test
  void switchedOffNothingIsWatched() throws Exception {
    gate.with("mode", "off");

    Visit.Result result =
        Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(gate.filter());

    assertThat(result.watched()).isFalse();
    assertThat(result.header("Location")).isEqualTo(TARGET);
    assertThat(gate.probe.count()).isZero();
  }
}
