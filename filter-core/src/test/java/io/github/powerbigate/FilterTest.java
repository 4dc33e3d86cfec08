package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request to the guarded address. */
class FilterTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding BLOCKED = new Blocked(Cause.ACCOUNT_DISABLED);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x?ctid=y";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate();

  @Test
  void aMemberPassesAndTheSecondVisitAsksNobody() throws Exception {
    gate.probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.navigation(null).as("Ann@Example.ORG").through(filter).passed()).isTrue();
    assertThat(gate.probe.count()).isEqualTo(1);
  }

  @Test
  void aNewMemberGetsThePage() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result = Visit.navigation("report=1").as(ANN).through(gate.filter());

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(202);
    assertThat(result.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
    assertThat(result.header("X-PowerBI-Gate"))
        .matches("waiting; ref=[0-9A-Z]{4}-[0-9A-Z]{4}; cause=not-in-group");
    assertThat(result.header("Retry-After")).isEqualTo("2");
    assertThat(result.header("Cache-Control")).isEqualTo("no-store");
    assertThat(result.header("Content-Security-Policy")).startsWith("default-src 'none';");
    assertThat(result.headers()).doesNotContainKey("Refresh");
    assertThat(result.body()).contains("href=\"?report=1\"");
  }

  @Test
  void theReferenceIsTheSameInPageJsonAndHeader() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    Visit.Result page = Visit.navigation(null).as(ANN).through(filter);
    Visit.Result status = Visit.poll().as(ANN).through(filter);

    String reference = page.header("X-PowerBI-Gate").split("; ", -1)[1].substring("ref=".length());
    assertThat(page.body()).contains(reference);
    assertThat(status.body()).contains("\"reference\":\"" + reference + "\"");
    assertThat(status.header("X-PowerBI-Gate")).contains("; ref=" + reference + "; ");
    assertThat(logs.messages(Level.INFO)).anyMatch(line -> line.contains(reference));
  }

  @Test
  void aScriptGetsAProblemThatIsNoSuccess() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        Visit.of("GET", null).header("Accept", "*/*").as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(result.header("Retry-After")).isEqualTo("2");
    assertThat(result.header("Link")).isEqualTo("<?powerbi-gate=status>; rel=\"status\"");
    assertThat(result.body())
        .contains("\"type\":\"urn:powerbi-gate:access-pending\"", "\"statusUrl\":\"?powerbi-gate=");
  }

  @Test
  void theStatusesAreTheOperatorsChoice() throws Exception {
    gate.with("pendingStatus", "200").with("pendingApiStatus", "503");
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation(null).as(ANN).through(filter).status()).isEqualTo(200);
    assertThat(Visit.of("GET", null).as(ANN).through(filter).status()).isEqualTo(503);
  }

  @Test
  void aRefusedUserGetsThePageOfARefusalWithTheWayPast() throws Exception {
    gate.probe.thenAnswers(BLOCKED);
    PowerBiAccessGateFilter filter = gate.filter();

    Visit.Result page = Visit.navigation(null).as(ANN).through(filter);

    assertThat(page.status()).isEqualTo(403);
    assertThat(page.header("X-PowerBI-Gate")).startsWith("refused; ref=");
    assertThat(page.headers()).doesNotContainKey("Retry-After");
    assertThat(page.body()).contains("?powerbi-gate=open");
    assertThat(Visit.of("GET", null).as(ANN).through(filter).status()).isEqualTo(403);
  }

  @Test
  void nobodySignedInPassesToTheApplicationWhoseSignInItIs() throws Exception {
    assertThat(Visit.navigation(null).through(gate.filter()).passed()).isTrue();
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void nobodySignedInIsRefusedWhereTheOperatorSaysSo() throws Exception {
    gate.with("anonymous", "refuse");
    PowerBiAccessGateFilter filter = gate.filter();

    Visit.Result page = Visit.navigation(null).through(filter);
    Visit.Result problem = Visit.of("GET", null).through(filter);

    assertThat(page.status()).isEqualTo(401);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.body()).contains("urn:powerbi-gate:signed-out");
    assertThat(page.headers()).doesNotContainKey("WWW-Authenticate");
    assertThat(problem.headers()).doesNotContainKey("WWW-Authenticate");
  }

  @Test
  void aBlankNameIsNobodys() throws Exception {
    gate.with("anonymous", "refuse");

    assertThat(Visit.navigation(null).as(" ").through(gate.filter()).status()).isEqualTo(401);
  }

  @Test
  void aNameThatCannotBeEntrasPassesAndIsReportedOnceWithoutTheName() throws Exception {
    logs.expect(Level.SEVERE, "userForm");
    PowerBiAccessGateFilter filter = gate.filter();
    String keycloak = "0f5c1e3a-0000-4000-8000-00000000beef";

    assertThat(Visit.navigation(null).as(keycloak).through(filter).passed()).isTrue();
    assertThat(Visit.navigation(null).as("bob").through(filter).passed()).isTrue();

    assertThat(gate.probe.count()).isZero();
    assertThat(logs.messages(Level.WARNING)).hasSize(1).noneMatch(line -> line.contains(keycloak));
  }

  @Test
  void theRemoteUserIsReadWhereTheOperatorSaysSo() throws Exception {
    gate.with("user", "remote-user");
    gate.probe.thenAnswers(READY);
    Visit visit = Visit.navigation(null);
    when(visit.request().getRemoteUser()).thenReturn(ANN);

    assertThat(visit.through(gate.filter()).passed()).isTrue();
    assertThat(gate.probe.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = DispatcherType.class,
      names = {"FORWARD", "INCLUDE", "ERROR", "ASYNC"})
  void onlyTheRequestItselfIsGated(DispatcherType type) throws Exception {
    assertThat(Visit.navigation(null).as(ANN).dispatched(type).through(gate.filter()).passed())
        .isTrue();
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void whomTheApplicationCallsGrantedIsNotAdmittedByOneYes() throws Exception {
    gate.probe.thenAnswers(READY, READY);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(
            Visit.navigation(null)
                .as(ANN)
                .attribute("powerbigate.granted", "yes")
                .through(filter)
                .status())
        .isEqualTo(202);
    assertThat(
            Visit.navigation(null)
                .as("bob@example.org")
                .sessionAttribute("powerbigate.granted", 1L)
                .through(filter)
                .status())
        .isEqualTo(202);
  }

  @Test
  void aPrefetchBeginsNoWaitAndAsksNobody() throws Exception {
    Visit.Result result =
        Visit.navigation(null).header("Sec-Purpose", "prefetch").as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.header("Cache-Control")).isEqualTo("no-store");
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void withATargetTheGateItselfSendsAMemberOn() throws Exception {
    gate.inPlaceOf(TARGET).probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.filter();

    for (int i = 0; i < 2; i++) {
      Visit.Result result = Visit.navigation("x=1").as(ANN).through(filter);
      assertThat(result.passes()).isZero();
      assertThat(result.status()).isEqualTo(302);
      assertThat(result.header("Location")).isEqualTo(TARGET);
      assertThat(result.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void withATargetAnUnusableNameIsSentOnToo() throws Exception {
    logs.expect(Level.SEVERE, "userForm");
    Visit.Result result = Visit.navigation(null).as("bob").through(gate.inPlaceOf(TARGET).filter());

    assertThat(result.header("Location")).isEqualTo(TARGET);
  }

  @Test
  void withATargetAPersonWhoIsNotSignedInStillMeetsTheApplicationsSignIn() throws Exception {
    assertThat(Visit.navigation(null).through(gate.inPlaceOf(TARGET).filter()).passed()).isTrue();
  }

  @Test
  void aDryRunHoldsNobodyAndCountsWhatWouldHaveBeen() throws Exception {
    gate.with("mode", "dry-run").probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.poll().as(ANN).through(filter).body()).contains("\"state\":\"waiting\"");
    filter.destroy();

    assertThat(logs.messages(Level.INFO)).anyMatch(line -> line.contains("1 waited"));
  }

  @Test
  void aDryRunCountsEveryVisitOfAMember() throws Exception {
    gate.with("mode", "dry-run").probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.filter();
    for (String spelling : List.of(ANN, ANN, "Ann@example.org")) {
      Visit.navigation(null).as(spelling).through(filter);
    }
    filter.destroy();

    assertThat(logs.messages(Level.INFO))
        .anyMatch(line -> line.contains("3 requests would have passed, 0 waited"));
  }

  @Test
  void aDryRunDoesNotWaitForTheFirstAnswer() throws Exception {
    gate.with("mode", "dry-run").with("firstAnswerWithin", "10m");

    assertThat(Visit.navigation(null).as(ANN).through(gate.filter()).passed()).isTrue();
  }

  @Test
  void switchedOffNobodyIsAskedAndTheGatesOwnResourcesAreGone() throws Exception {
    gate.with("mode", "off");
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation("powerbi=1").as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.poll().as(ANN).through(filter).status()).isEqualTo(404);
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void aFaultOfTheGateLetsTheRequestPassExactlyOnce() throws Exception {
    logs.expect(Level.SEVERE, "the request passes");
    PowerBiAccessGateFilter filter = gate.filter();
    for (Visit visit : faulty()) {
      Visit.Result result = visit.through(filter);
      assertThat(result.passed()).isTrue();
    }
    assertThat(logs.messages(Level.SEVERE)).hasSize(1);
  }

  private static List<Visit> faulty() {
    RuntimeException fault = new IllegalStateException("fault");
    Visit query = Visit.navigation(null).as(ANN);
    when(query.request().getQueryString()).thenThrow(fault);
    Visit principal = Visit.navigation(null);
    when(principal.request().getUserPrincipal()).thenThrow(fault);
    Visit attribute = Visit.navigation(null).as(ANN);
    when(attribute.request().getAttribute(anyString())).thenThrow(fault);
    Visit session = Visit.navigation(null).as(ANN);
    when(session.request().getSession(false)).thenThrow(fault);
    Visit header = Visit.navigation(null).as(ANN);
    when(header.request().getHeader(anyString())).thenThrow(fault);
    Visit cookies = Visit.navigation(null).as("kim@example.org");
    when(cookies.request().getCookies()).thenThrow(fault);
    return List.of(query, principal, attribute, session, header, cookies);
  }

  @Test
  void aFaultAtAResourceOfTheGatesNeverRunsTheApplication() throws Exception {
    logs.expect(Level.SEVERE, "java.lang.IllegalStateException");
    Visit poll = Visit.poll().as(ANN);
    when(poll.request().getRequestURI()).thenThrow(new IllegalStateException("canary"));

    Visit.Result result = poll.through(gate.filter());

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(500);
    assertThat(result.body()).contains("urn:powerbi-gate:internal");
    assertThat(logs.messages(Level.INFO)).noneMatch(line -> line.contains("canary"));
  }

  @Test
  void aLibraryThatIsNotTheOneWeNeedLetsPeoplePass() throws Exception {
    logs.expect(Level.SEVERE, "NoSuchMethodError");
    PowerBiAccessGateFilter filter =
        gate.filter(
            question -> {
              throw new NoSuchMethodError("another version");
            });

    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
  }

  @Test
  void aRequestInFlightWhileTheApplicationIsTakenDownIsNoFault() throws Exception {
    List<Runnable> takeDown = new ArrayList<>();
    PowerBiAccessGateFilter filter =
        gate.filter(
            question -> {
              takeDown.forEach(Runnable::run);
              throw new NoClassDefFoundError("put away");
            });
    takeDown.add(filter::destroy);

    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
  }

  @Test
  void aFaultSendsNobodyToTheTargetWhoIsNotSignedIn() throws Exception {
    logs.expect(Level.SEVERE, "IllegalStateException");
    Visit visit = Visit.navigation(null);
    when(visit.request().getUserPrincipal()).thenThrow(new IllegalStateException("fault"));

    assertThat(visit.through(gate.inPlaceOf(TARGET).filter()).passed()).isTrue();
  }

  @Test
  void aDryRunDoesNotMindAPrefetch() throws Exception {
    gate.with("mode", "dry-run").probe.thenAnswers(NOT_YET);

    assertThat(
            Visit.navigation(null)
                .header("Sec-Purpose", "prefetch")
                .as(ANN)
                .through(gate.filter())
                .passed())
        .isTrue();
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void switchedOffATargetIsStillReachedBySignedInPeopleAlone() throws Exception {
    gate.with("mode", "off").inPlaceOf(TARGET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation(null).as(ANN).through(filter).header("Location")).isEqualTo(TARGET);
    assertThat(Visit.navigation(null).through(filter).passed()).isTrue();
  }

  @Test
  void switchedOffAChoiceOfLanguageIsNothingOfOurs() throws Exception {
    gate.with("mode", "off");

    assertThat(Visit.navigation("powerbi-gate-lang=es").as(ANN).through(gate.filter()).passed())
        .isTrue();
  }

  @Test
  void aLongOrOddQueryIsNoLinkHeader() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(NOT_YET);
    for (String query : List.of("filter=" + "x".repeat(8000), "a=>;rel=x")) {
      Visit.Result result = Visit.of("GET", query).as(ANN).through(filter);
      assertThat(result.status()).isEqualTo(409);
      assertThat(result.headers()).doesNotContainKey("Link");
    }
  }

  @Test
  void everyAnswerOfOursSaysSo() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    for (Visit visit :
        List.of(
            Visit.poll(),
            Visit.poll().as(ANN).header("Sec-Fetch-Site", "cross-site"),
            Visit.navigation("powerbi-gate=x").as(ANN),
            Visit.navigation("powerbi-gate=status").as(ANN),
            Visit.navigation(null).as(ANN).header("Sec-Purpose", "prefetch"))) {
      assertThat(visit.through(filter).headers()).containsKey("X-PowerBI-Gate");
    }
  }

  @Test
  void whatTheApplicationThrowsArrivesUnchanged() {
    gate.probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.filter();
    RuntimeException own = new IllegalStateException("the application's own");
    IOException io = new IOException("the application's own");

    assertThatThrownBy(
            () -> Visit.navigation(null).as(ANN).whoseApplicationThrows(own).through(filter))
        .isSameAs(own);
    assertThatThrownBy(
            () -> Visit.navigation(null).as(ANN).whoseApplicationThrows(io).through(filter))
        .isSameAs(io);
  }

  @Test
  void noSessionIsEverBegunAndNoParameterEverAsked() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    Visit visit = Visit.navigation("powerbi-gate-lang=es").as(ANN);
    PowerBiAccessGateFilter filter = gate.filter();
    visit.through(filter);
    Visit page = Visit.navigation(null).as(ANN);
    page.through(filter);

    for (Visit each : List.of(visit, page)) {
      verify(each.request(), never()).getSession();
      verify(each.request(), never()).getSession(true);
      verify(each.request(), never()).getParameter(anyString());
      verify(each.request(), never()).getParameterMap();
    }
  }

  @Test
  void aFilterThatIsDestroyedOrWasNeverStartedPassesEverything() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    filter.destroy();
    filter.destroy();

    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.navigation(null).as(ANN).through(new PowerBiAccessGateFilter()).passed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"es", "es-MX,en;q=0.5"})
  void thePageSpeaksTheVisitorsLanguage(String accepted) throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        Visit.navigation(null).header("Accept-Language", accepted).as(ANN).through(gate.filter());

    assertThat(result.header("Content-Language")).isEqualTo("es");
    assertThat(result.body()).contains("<html lang=\"es\"");
  }

  @Test
  void aWaitThatTakesLongerThanUsualOffersTheWayPastAndTheLimitAdmits() throws Exception {
    logs.expect(Level.WARNING, "use intercept=redirect");
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(NOT_YET);
    assertThat(Visit.navigation(null).as(ANN).through(filter).body())
        .doesNotContain("powerbi-gate=open");

    gate.clock.advance(Duration.ofMinutes(10));
    gate.probe.thenAnswers(NOT_YET);
    Visit.Result slow = Visit.poll().as(ANN).through(filter);
    assertThat(slow.body())
        .contains("\"state\":\"slow\"", "\"open\":\"powerbi-gate=open\"", "\"elapsedSeconds\":600");

    gate.clock.advance(Duration.ofMinutes(55));
    gate.probe.thenAnswers(NOT_YET);
    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.poll().as(ANN).through(filter).body())
        .contains("\"state\":\"overdue\"", "\"ready\":true");
    assertThat(logs.messages(Level.INFO)).anyMatch(line -> line.contains("admitted, overdue"));
  }

  @Test
  void aPendingInvitationIsANoteOnThePage() throws Exception {
    gate.probe.thenAnswers(new NotYet(Cause.NOT_IN_GROUP, true));

    assertThat(Visit.navigation(null).as(ANN).through(gate.filter()).body())
        .contains("accept an invitation");
  }

  @Test
  void answersOfACustomCloudSaySo() throws Exception {
    logs.expect(Level.WARNING, "cloud=custom");
    gate.with("cloud", "custom")
        .with("entraUrl", "https://localhost:1")
        .with("graphUrl", "https://localhost:2")
        .with("powerBiApiUrl", "https://localhost:3")
        .with("powerBiScope", "https://localhost:3/.default")
        .with("powerBiWebHosts", "http://localhost:4")
        .probe
        .thenAnswers(NOT_YET);

    assertThat(Visit.navigation(null).as(ANN).through(gate.filter()).header("X-PowerBI-Gate"))
        .endsWith("; custom-cloud");
  }
}
