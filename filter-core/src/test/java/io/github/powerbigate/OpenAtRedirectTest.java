package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import java.time.Duration;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way past the gate from the page that stands in the place of a redirect. */
class OpenAtRedirectTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding BLOCKED = new Blocked(Cause.ACCOUNT_DISABLED);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x";
  private static final String WITH_TENANT = TARGET + "?ctid=11111111-1111-1111-1111-111111111111";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().atRedirect();
  private final PowerBiAccessGateFilter filter = gate.filter();

  @Test
  void whoHasWaitedLongIsSentToTheTarget() throws Exception {
    String ticket = slowTicket();

    Visit.Result result = open(ticket).through(filter);

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(302);
    assertThat(result.header("Location")).isEqualTo(WITH_TENANT);
    assertThat(result.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(logs.messages(Level.INFO)).anyMatch(line -> line.contains("opened anyway"));
  }

  @Test
  void thePageOffersItByALinkThatCarriesTheTicket() throws Exception {
    String ticket = slowTicket();

    Visit.Result page = go(ticket).through(filter);

    assertThat(page.body())
        .contains(
            "id=\"any\" href=\"?powerbi-gate=open&amp;powerbi-gate-ticket=" + page.ticket() + "\"");
  }

  @Test
  void thePollOffersItWithoutTheTicketWhichIsThePages() throws Exception {
    slowTicket();

    assertThat(Visit.poll().as(ANN).through(filter).body())
        .contains("\"open\":\"powerbi-gate=open\"")
        .doesNotContain("powerbi-gate-ticket");
  }

  @Test
  void theNextVisitWaitsAgain() throws Exception {
    String ticket = slowTicket();

    open(ticket).through(filter);

    assertThat(go(ticket).through(filter).status()).isEqualTo(202);
    assertThat(redirected().through(filter).status()).isEqualTo(202);
  }

  @Test
  void whoIsRefusedMayGoPast() throws Exception {
    gate.probe.thenAnswers(BLOCKED);
    String ticket = redirected().through(filter).ticket();

    assertThat(open(ticket).through(filter).header("Location")).isEqualTo(WITH_TENANT);
  }

  @Test
  void beforeItIsOfferedThereIsThePage() throws Exception {
    String ticket = ticket();

    assertIsHeld(open(ticket));
  }

  @Test
  void whoIsInMeanwhileGoesOn() throws Exception {
    String ticket = ticket();
    for (int i = 0; i < 3; i++) {
      gate.clock.advance(Duration.ofSeconds(15));
      gate.probe.thenAnswers(READY);
      Visit.poll().as(ANN).through(filter);
    }

    assertThat(open(ticket).through(filter).header("Location")).isEqualTo(WITH_TENANT);
    assertThat(logs.messages(Level.INFO)).noneMatch(line -> line.contains("opened anyway"));
  }

  @Test
  void aDryRunGoesOn() throws Exception {
    gate.with("ticketKey", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    gate.probe.thenAnswers(NOT_YET, NOT_YET);
    String ticket = redirected().through(gate.filter()).ticket();

    assertThat(open(ticket).through(gate.with("mode", "dry-run").filter()).status()).isEqualTo(302);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "Sec-Fetch-Dest, iframe"
  })
  void noOtherSiteNorFrameCanPushSomebodyPast(String header, String value) throws Exception {
    String ticket = slowTicket();

    assertIsHeld(open(ticket).header(header, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-Purpose", "Purpose", "X-Moz"})
  void aPrefetchPushesNobodyPastAndAsksNobody(String header) throws Exception {
    String ticket = slowTicket();
    gate.clock.advance(Duration.ofMinutes(1));
    int asked = gate.probe.count();

    Visit.Result result = open(ticket).header(header, "prefetch").through(filter);

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.headers()).doesNotContainKey("Location");
    assertThat(gate.probe.count()).isEqualTo(asked);
  }

  @Test
  void noImageCanPushSomebodyPast() throws Exception {
    String ticket = slowTicket();

    Visit.Result result =
        open(ticket)
            .header("Sec-Fetch-Mode", "no-cors")
            .header("Sec-Fetch-Dest", "image")
            .through(filter);

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.headers()).doesNotContainKey("Location");
  }

  @Test
  void anotherUsersTicketLeadsNowhere() throws Exception {
    String ticket = slowTicket();
    gate.probe.thenAnswers(BLOCKED);
    Visit.navigation(null).as("bob@example.org").redirectedTo(TARGET).through(filter);

    assertThat(open(ticket).as("bob@example.org").through(filter).status()).isEqualTo(404);
  }

  @Test
  void withoutATicketThereIsNowhereToGo() throws Exception {
    slowTicket();

    assertThat(Visit.navigation("powerbi-gate=open").as(ANN).through(filter).status())
        .isEqualTo(404);
  }

  @Test
  void aBrowserThatDoesNotSayWhereItComesFromNeedsThePassOfItsPage() throws Exception {
    String ticket = slowTicket();
    String page = silent("powerbi-gate=go&powerbi-gate-ticket=" + ticket).through(filter).body();
    String open = "powerbi-gate=open&powerbi-gate-ticket=" + ticket;

    assertIsHeld(silent(open));
    assertIsHeld(silent(open + "&powerbi-gate-proof=" + ticket));
    assertThat(
            silent(open + "&powerbi-gate-proof=" + pass(page)).through(filter).header("Location"))
        .isEqualTo(WITH_TENANT);
  }

  @Test
  void thePassIsGoodForTenMinutes() throws Exception {
    String ticket = slowTicket();
    String page = silent("powerbi-gate=go&powerbi-gate-ticket=" + ticket).through(filter).body();

    gate.clock.advance(Duration.ofMinutes(10));

    assertIsHeld(
        silent(
            "powerbi-gate=open&powerbi-gate-ticket="
                + ticket
                + "&powerbi-gate-proof="
                + pass(page)));
  }

  @Test
  void theOperatorMayOfferNoWayPast() throws Exception {
    PowerBiAccessGateFilter strict = gate.with("openAnyway", "never").filter();
    gate.probe.thenAnswers(BLOCKED);
    String ticket = redirected().through(strict).ticket();

    Visit.Result page = go(ticket).through(strict);
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).doesNotContain("powerbi-gate=open");
    assertThat(open(ticket).through(strict).status()).isEqualTo(403);
  }

  @Test
  void whoIsNotSignedInGetsAPage() throws Exception {
    String ticket = slowTicket();

    assertThat(
            Visit.navigation("powerbi-gate=open&powerbi-gate-ticket=" + ticket)
                .through(filter)
                .status())
        .isEqualTo(401);
  }

  private void assertIsHeld(Visit visit) throws Exception {
    Visit.Result result = visit.through(filter);
    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(202);
    assertThat(result.headers()).doesNotContainKey("Location");
  }

  private String ticket() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    return redirected().through(filter).ticket();
  }

  /** The ticket of Ann, who has waited longer than usual. */
  private String slowTicket() throws Exception {
    String ticket = ticket();
    gate.clock.advance(Duration.ofMinutes(10));
    gate.probe.thenAnswers(NOT_YET);
    go(ticket).through(filter);
    return ticket;
  }

  private static Visit redirected() {
    return Visit.navigation(null).as(ANN).redirectedTo(TARGET);
  }

  private static Visit go(String ticket) {
    return Visit.navigation("powerbi-gate=go&powerbi-gate-ticket=" + ticket).as(ANN);
  }

  private static Visit open(String ticket) {
    return Visit.navigation("powerbi-gate=open&powerbi-gate-ticket=" + ticket).as(ANN);
  }

  private static Visit silent(@Nullable String query) {
    return Visit.of("GET", query).header("Accept", "text/html").as(ANN);
  }

  private static String pass(String page) {
    Matcher matcher = Pattern.compile("powerbi-gate-proof=([A-Za-z0-9_.-]+)").matcher(page);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
