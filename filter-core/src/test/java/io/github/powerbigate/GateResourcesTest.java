package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.Misconfigured;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate's own resources: the status, the way past, the choice of a language. */
class GateResourcesTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding BLOCKED = new Blocked(Cause.ACCOUNT_DISABLED);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x?ctid=y";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate();

  @Test
  void theChoiceOfALanguageLeavesTheCookiesOfTheSignInAlone() throws Exception {
    List<String> replaced = new ArrayList<>();
    Visit.navigation("powerbi-gate-lang=es")
        .as(ANN)
        .answeredThrough(
            response ->
                new HttpServletResponseWrapper(response) {
                  @Override
                  public void setHeader(String name, String value) {
                    replaced.add(name);
                    super.setHeader(name, value);
                  }
                })
        .through(gate.filter());

    assertThat(replaced).contains("Location").doesNotContain("Set-Cookie");
  }

  @Test
  void whatOnlyAnAdministratorCanMendIsAStateOfItsOwn() throws Exception {
    logs.expect(Level.SEVERE, "group-missing");
    gate.with("whenUnavailable", "wait")
        .probe
        .thenAnswers(
            new Misconfigured(
                new Trouble(Cause.GROUP_MISSING, "No such group.", "http-404", null)));
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation(null).as(ANN).through(filter).body())
        .contains("The people who run this portal must fix this.")
        .doesNotContain("group-missing", "No such group", "http-404");
    assertThat(Visit.poll().as(ANN).through(filter).body()).contains("\"state\":\"misconfigured\"");
  }

  @Test
  void theStatusTellsTheSignedInUserHowHeStandsAndNoIds() throws Exception {
    gate.with("supportUrl", "/help").probe.thenAnswers(NOT_YET);

    Visit.Result result = Visit.poll().as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(200);
    assertThat(result.header("Content-Type")).isEqualTo("application/json");
    assertThat(result.header("Cache-Control")).isEqualTo("no-store");
    assertThat(result.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(result.header("Retry-After")).isEqualTo("2");
    assertThat(result.body())
        .contains(
            "\"version\":1",
            "\"state\":\"waiting\"",
            "\"ready\":false",
            "\"since\":\"2026-11-21T19:00:00Z\"",
            "\"elapsedSeconds\":0",
            "\"retryAfterSeconds\":2",
            "\"maxWaitSeconds\":3900",
            "\"language\":\"en\"",
            "\"supportUrl\":\"/help\"")
        .doesNotContain("ann", "1111", "2222", "3333", "\"open\"");
  }

  @Test
  void whileTheFirstQuestionIsUnderWayThereIsNoWaitToTellOf() throws Exception {
    Visit.Result result = Visit.poll().as(ANN).through(gate.filter());

    assertThat(result.body())
        .contains("\"state\":\"checking\"", "\"retryAfterSeconds\":1")
        .doesNotContain("reference", "since", "elapsedSeconds");
  }

  @Test
  void whenReadyThereIsNothingToComeBackFor() throws Exception {
    gate.probe.thenAnswers(READY);
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.navigation(null).as(ANN).through(filter);

    Visit.Result result = Visit.poll().as(ANN).through(filter);

    assertThat(result.body())
        .contains("\"state\":\"ready\"", "\"ready\":true")
        .doesNotContain("retryAfterSeconds", "reference", "http");
    assertThat(result.headers()).doesNotContainKey("Retry-After");
  }

  @Test
  void whomTheLimitLetsInIsToldSo() throws Exception {
    logs.expect(Level.WARNING, "use intercept=redirect");
    PowerBiAccessGateFilter filter = slow();
    gate.clock.advance(Duration.ofHours(1));
    gate.probe.thenAnswers(NOT_YET);

    assertThat(Visit.poll().as(ANN).through(filter).body())
        .contains("\"state\":\"overdue\"", "\"ready\":true");
  }

  @Test
  void aPendingInvitationIsTold() throws Exception {
    gate.probe.thenAnswers(new NotYet(Cause.NOT_IN_GROUP, true));

    assertThat(Visit.poll().as(ANN).through(gate.filter()).body())
        .contains("\"invitationPending\":true");
  }

  @Test
  void whyTheyWaitAndWhoMustActIsTold() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.poll().as(ANN).through(filter).body())
        .contains("\"cause\":\"not-in-group\"", "\"whoMustAct\":\"nobody\"");
    assertThat(Visit.script(null).as(ANN).through(filter).body())
        .contains("\"cause\":\"not-in-group\"", "\"whoMustAct\":\"nobody\"");
  }

  @Test
  void theMessageIsInTheVisitorsLanguage() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    assertThat(Visit.poll().header("Accept-Language", "es").as(ANN).through(gate.filter()).body())
        .contains("\"language\":\"es\"", "Power BI");
  }

  @Test
  void aNavigationToTheStatusIsSentToThePageByAReferenceWithoutAPath() throws Exception {
    Visit.Result result =
        Visit.navigation("a=1&powerbi-gate=status&b=%2F&c").as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location")).isEqualTo("?a=1&b=%2F&c");
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void nobodySignedInGetsAnAnswerAndNeverARedirect() throws Exception {
    Visit.Result result = Visit.poll().through(gate.filter());

    assertThat(result.status()).isEqualTo(401);
    assertThat(result.body()).contains("urn:powerbi-gate:signed-out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void noOtherSiteMayAsk(String site) throws Exception {
    Visit.Result result =
        Visit.poll().header("Sec-Fetch-Site", site).as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(403);
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void jsonIsGivenOnlyToAPollThatCarriesOurHeader() throws Exception {
    Visit.Result result =
        Visit.poll().header("X-PowerBI-Gate-Poll", null).as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(403);
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void twentyTabsOfOnePersonSeeNoErrorAndMoreAreAskedToBeSlower() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();
    for (int i = 0; i < 20; i++) {
      assertThat(Visit.poll().as(ANN).through(filter).status()).isEqualTo(200);
    }
    assertThat(Visit.poll().as(ANN).through(filter).status()).isEqualTo(429);
    assertThat(Visit.poll().as("bob@example.org").through(filter).status()).isEqualTo(200);

    gate.clock.advance(Duration.ofSeconds(1));
    assertThat(Visit.poll().as(ANN).through(filter).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "powerbi-gate=",
        "powerbi-gate",
        "powerbi-gate=go",
        "powerbi-gate=wait.js",
        "powerbi-gate=preview",
        "powerbi-gate=health",
        "powerbi-gate=STATUS",
        "powerbi-gate=status%20",
        "powerbi-gate=status&powerbi-gate=status",
        "powerbi-gate=status&x=1&powerbi-gate=open"
      })
  void whatTheGateDoesNotKnowIsNotFoundAndNeverTheApplication(String query) throws Exception {
    for (String name : new String[] {ANN, "bob"}) {
      Visit.Result result = Visit.navigation(query).as(name).through(gate.filter());
      assertThat(result.passes()).isZero();
      assertThat(result.status()).isEqualTo(404);
    }
    assertThat(Visit.navigation(query).through(gate.filter()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, status",
    "PUT, status",
    "POST, open",
    "DELETE, open",
    "OPTIONS, status",
  })
  void theGatesResourcesAreOnlyRead(String method, String value) throws Exception {
    Visit.Result result = Visit.of(method, "powerbi-gate=" + value).as(ANN).through(gate.filter());

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xpowerbi-gate=status", "q=powerbi-gate=status", "powerbi%2Dgate=status"})
  void whatOnlyLooksLikeOursIsTheApplications(String query) throws Exception {
    gate.probe.thenAnswers(READY);

    assertThat(Visit.navigation(query).as(ANN).through(gate.filter()).passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/..;/powerbi",
        "//evil.example/powerbi",
        "/a\\evil.example/powerbi",
        "/x/..;/powerbi",
        "/x/.;v=1/powerbi",
        "/power\tbi",
        "/power\u007fbi"
      })
  void aPathThatCouldLeadElsewhereIsNeverAnsweredByAResourceOfOurs(String path) throws Exception {
    for (String query :
        new String[] {"powerbi-gate=status", "powerbi-gate=open", "powerbi-gate-lang=es"}) {
      Visit.Result result = Visit.navigation(query).path(path).as(ANN).through(gate.filter());
      assertThat(result.status()).isEqualTo(400);
      assertThat(result.headers()).doesNotContainKeys("Location", "Set-Cookie");
    }
  }

  @Test
  void theChoiceOfALanguageIsRememberedInACookieAndLeavesTheAddress() throws Exception {
    Visit.Result result =
        Visit.navigation("a=1&powerbi-gate-lang=es").as(ANN).through(gate.filter());

    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location")).isEqualTo("?a=1");
    assertThat(result.header("Set-Cookie"))
        .isEqualTo("pbgate_lang=es; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void aLanguageThatWeDoNotSpeakIsNotRemembered() throws Exception {
    Visit.Result result =
        Visit.navigation("powerbi-gate-lang=%0d%0aX").as(ANN).through(gate.filter());

    assertThat(result.headers()).doesNotContainKey("Set-Cookie");
    assertThat(result.header("Location")).isEqualTo("?");
  }

  @Test
  void theRememberedLanguageWinsOverTheBrowsers() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    assertThat(
            Visit.navigation(null)
                .cookie("pbgate_lang", "es")
                .header("Accept-Language", "en")
                .as(ANN)
                .through(gate.filter())
                .header("Content-Language"))
        .isEqualTo("es");
  }

  @Test
  void theWayPastLetsExactlyOneNavigationThrough() throws Exception {
    logs.expect(Level.WARNING, "use intercept=redirect");
    PowerBiAccessGateFilter filter = slow();

    Visit.Result open = Visit.navigation("a=1&powerbi-gate=open").as(ANN).through(filter);
    assertThat(open.status()).isEqualTo(303);
    assertThat(open.header("Location")).isEqualTo("?a=1");
    assertThat(Visit.of("GET", null).as(ANN).through(filter).status()).isEqualTo(409);
    assertThat(Visit.navigation("a=1").as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.navigation("a=1").as(ANN).through(filter).status()).isEqualTo(202);
    assertThat(logs.messages(Level.INFO)).anyMatch(line -> line.contains("opened anyway"));
  }

  @Test
  void theWayPastIsOpenToWhoIsRefused() throws Exception {
    gate.probe.thenAnswers(BLOCKED);
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.navigation(null).as(ANN).through(filter);

    Visit.navigation("powerbi-gate=open").as(ANN).through(filter);

    assertThat(Visit.navigation(null).as(ANN).through(filter).passed()).isTrue();
    assertThat(Visit.navigation(null).as(ANN).through(filter).status()).isEqualTo(403);
  }

  @Test
  void thereIsNoWayPastBeforeItIsOffered() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.navigation(null).as(ANN).through(filter);

    assertNoWayPast(Visit.navigation("powerbi-gate=open").as(ANN), filter);
  }

  @Test
  void thereIsNoWayPastForWhoHasNoVerdict() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    assertNoWayPast(Visit.navigation("powerbi-gate=open").as(ANN), gate.filter());
  }

  @Test
  void noOtherSiteNorImageNorFrameNorPrefetchCanPushSomebodyPast() throws Exception {
    logs.expect(Level.WARNING, "use intercept=redirect");
    PowerBiAccessGateFilter filter = slow();

    assertNoWayPast(open().header("Sec-Fetch-Site", "cross-site"), filter);
    assertNoWayPast(open().header("Sec-Fetch-Site", "same-site"), filter);
    assertNoWayPast(open().header("Sec-Fetch-Site", "none"), filter);
    assertNoWayPast(open().header("Sec-Fetch-Dest", "iframe"), filter);
    assertNoWayPast(
        open().header("Sec-Fetch-Mode", "no-cors").header("Sec-Fetch-Dest", "image"), filter);
    assertNoWayPast(open().header("Sec-Purpose", "prefetch"), filter);
  }

  @Test
  void aBrowserThatDoesNotSayWhereItComesFromNeedsTheTicketOfItsPage() throws Exception {
    logs.expect(Level.WARNING, "use intercept=redirect");
    PowerBiAccessGateFilter filter = slow();
    String ticket = ticketOnThePageOf(ANN, filter);

    assertNoWayPast(silent("powerbi-gate=open").as(ANN), filter);
    assertNoWayPast(silent("powerbi-gate=open&powerbi-gate-proof=x").as(ANN), filter);
    assertNoWayPast(
        silent("powerbi-gate=open&powerbi-gate-proof=" + ticket).as("bob@example.org"), filter);

    silent("powerbi-gate=open&powerbi-gate-proof=" + ticket).as(ANN).through(filter);
    assertThat(silent(null).as(ANN).through(filter).passed()).isTrue();
  }

  @Test
  void theTicketHoldsNoNameAndExpires() throws Exception {
    logs.expect(Level.WARNING, "use intercept=redirect");
    PowerBiAccessGateFilter filter = slow();
    String ticket = ticketOnThePageOf(ANN, filter);
    assertThat(
            new String(
                Base64.getUrlDecoder().decode(ticket.split("\\.", -1)[0]),
                StandardCharsets.US_ASCII))
        .doesNotContain("ann");

    gate.clock.advance(Duration.ofMinutes(10));

    assertNoWayPast(silent("powerbi-gate=open&powerbi-gate-proof=" + ticket).as(ANN), filter);
  }

  @Test
  void theOperatorMayOfferNoWayPast() throws Exception {
    gate.with("openAnyway", "never").probe.thenAnswers(BLOCKED);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation(null).as(ANN).through(filter).body())
        .doesNotContain("powerbi-gate=open");
    Visit.navigation("powerbi-gate=open").as(ANN).through(filter);
    assertThat(Visit.navigation(null).as(ANN).through(filter).status()).isEqualTo(403);
  }

  @Test
  void theOperatorMayOfferTheWayPastOnlyWhenOverdue() throws Exception {
    logs.expect(Level.WARNING, "use intercept=redirect");
    gate.with("openAnyway", "overdue").with("whenOverdue", "wait");
    PowerBiAccessGateFilter filter = slow();
    assertNoWayPast(open(), filter);

    gate.clock.advance(Duration.ofHours(1));
    gate.probe.thenAnswers(NOT_YET);
    assertThat(Visit.navigation(null).as(ANN).through(filter).body()).contains("powerbi-gate=open");
  }

  @Test
  void withATargetTheWayPastLeadsThere() throws Exception {
    gate.inPlaceOf(TARGET);
    PowerBiAccessGateFilter filter = slow();

    Visit.Result open = open().through(filter);

    assertThat(open.status()).isEqualTo(302);
    assertThat(open.header("Location")).isEqualTo(TARGET);
  }

  private static Visit open() {
    return Visit.navigation("powerbi-gate=open").as(ANN);
  }

  private static Visit silent(@Nullable String query) {
    return Visit.of("GET", query).header("Accept", "text/html");
  }

  /** A filter at which Ann waits longer than usual. */
  private PowerBiAccessGateFilter slow() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(NOT_YET, NOT_YET);
    Visit.navigation(null).as(ANN).through(filter);
    gate.clock.advance(Duration.ofMinutes(10));
    Visit.navigation(null).as(ANN).through(filter);
    return filter;
  }

  private static String ticketOnThePageOf(String name, PowerBiAccessGateFilter filter)
      throws Exception {
    String page = silent(null).as(name).through(filter).body();
    Matcher matcher = Pattern.compile("powerbi-gate-proof=([A-Za-z0-9_.-]+)").matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static void assertNoWayPast(Visit visit, PowerBiAccessGateFilter filter)
      throws Exception {
    Visit.Result result = visit.through(filter);
    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location")).isEqualTo("?");
    assertThat(Visit.navigation(null).as(ANN).through(filter).status()).isEqualTo(202);
  }
}
