package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tickets open the way on, and what all the others get: the same, whatever is wrong. */
class WhoseTicketTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/canary";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().atRedirect().with("ticketKey", KEY);
  private String ticket = "";

  @BeforeEach
  void annWaits() throws Exception {
    ticket = ticketOf(gate, TARGET);
  }

  @Test
  void aNodeWithTheSameKeyOpensIt() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    assertThat(go(ticket).as(ANN).through(gate.filter()).status()).isEqualTo(202);
  }

  @Test
  void withoutAKeyItDoesNotOutliveARestart() throws Exception {
    TestGate keyless = new TestGate().atRedirect();
    String itsTicket = ticketOf(keyless, TARGET);

    assertIsNoTicket(go(itsTicket).as(ANN), keyless.filter());
  }

  @Test
  void whatWasSealedByAnotherKeyIsNone() throws Exception {
    gate.with("ticketKey", "AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    assertIsNoTicket(go(ticket).as(ANN), gate.filter());
  }

  @Test
  void anotherUsersIsNone() throws Exception {
    assertIsNoTicket(go(ticket).as("bob@example.org"), gate.filter());
  }

  @Test
  void itIsTheUsersHoweverTheNameIsSpelt() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    assertThat(go(ticket).as("Ann@Example.ORG").through(gate.filter()).status()).isEqualTo(202);
  }

  @Test
  void anotherGatesIsNone() throws Exception {
    assertIsNoTicket(go(ticket).as(ANN), gate.named("another").filter());
  }

  @Test
  void itIsGoodForTheLongestWaitAndTenMinutes() throws Exception {
    gate.clock.advance(Duration.ofMinutes(75).minusMillis(1));
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();
    assertThat(go(ticket).as(ANN).through(filter).status()).isEqualTo(202);

    gate.clock.advance(Duration.ofMillis(1));

    assertIsNoTicket(go(ticket).as(ANN), filter);
  }

  @Test
  void oneThatWasTamperedWithIsNone() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    int middle = ticket.length() / 2;
    char other = ticket.charAt(middle) == 'A' ? 'B' : 'A';

    assertIsNoTicket(
        go(ticket.substring(0, middle) + other + ticket.substring(middle + 1)).as(ANN), filter);
    assertIsNoTicket(go(ticket.substring(1)).as(ANN), filter);
    assertIsNoTicket(go(ticket + "A").as(ANN), filter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "powerbi-gate=go",
        "powerbi-gate=go&powerbi-gate-ticket",
        "powerbi-gate=go&powerbi-gate-ticket=",
        "powerbi-gate=go&powerbi-gate-ticket=x",
        "powerbi-gate=go&powerbi-gate-ticket=a.b.c.d.e",
        "powerbi-gate=go&ticket=x"
      })
  void noneIsNone(String query) throws Exception {
    assertIsNoTicket(Visit.navigation(query).as(ANN), gate.filter());
  }

  @Test
  void aPassIsNoTicket() throws Exception {
    gate.probe.thenAnswers(new Finding.Blocked(Cause.ACCOUNT_DISABLED));
    String page =
        Visit.of("GET", null)
            .header("Accept", "text/html")
            .as(ANN)
            .redirectedTo(TARGET)
            .through(gate.filter())
            .body();
    String pass = page.replaceAll("(?s).*powerbi-gate-proof=([A-Za-z0-9_.-]+).*", "$1");

    assertIsNoTicket(go(pass).as(ANN), gate.filter());
  }

  @Test
  void aScriptGetsAProblemThatDoesNotSayWhy() throws Exception {
    Visit.Result result =
        Visit.script("powerbi-gate=go&powerbi-gate-ticket=x").as(ANN).through(gate.filter());

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(404);
    assertThat(result.body()).contains("urn:powerbi-gate:no-such-resource");
  }

  @Test
  void anUnusableNameHasNone() throws Exception {
    assertIsNoTicket(go(ticket).as("bob"), gate.filter());
  }

  @Test
  void itsPageLeadsToTheGuardedAddressAndNeverRunsTheHandlerByItself() throws Exception {
    Visit.Result result =
        Visit.navigation("a=1&powerbi-gate=go&powerbi-gate-ticket=x")
            .as(ANN)
            .through(gate.filter());

    assertThat(result.body())
        .contains("id=\"go\" href=\"?a=1\"", "class=\"expired\"")
        // Its script goes to the address of a ticket, and from an address without one only.
        .contains("/^\\?.*gate-ticket=/.test(a)&&!/gate-ticket=/.test(location.search)&&")
        .doesNotContain("reload", "http-equiv");
    assertThat(result.header("X-PowerBI-Gate")).isEqualTo("expired");
  }

  @Test
  void whereTheGateStandsElsewhereThereIsNoWayOn() throws Exception {
    TestGate before = new TestGate().with("ticketKey", KEY);
    TestGate inPlace = new TestGate().with("ticketKey", KEY).inPlaceOf(TARGET);
    for (TestGate other : new TestGate[] {before, inPlace}) {
      Visit.Result result = go(ticket).as(ANN).through(other.filter());
      assertThat(result.passes()).isZero();
      assertThat(result.status()).isEqualTo(404);
    }
  }

  @Test
  void aTargetWhoseHostIsListedNoLongerIsNotGoneTo() throws Exception {
    logs.expect(Level.WARNING, "cloud=custom");
    TestGate custom =
        new TestGate().atRedirect().with("ticketKey", KEY).inACloudWith("one.example,two.example");
    String toTwo = ticketOf(custom, "https://two.example/x");
    custom.probe.thenAnswers(READY);
    assertThat(go(toTwo).as(ANN).through(custom.filter()).status()).isEqualTo(202);

    custom.inACloudWith("one.example");

    assertIsNoTicket(go(toTwo).as(ANN), custom.filter());
  }

  private static String ticketOf(TestGate whose, String target) throws Exception {
    whose.probe.thenAnswers(NOT_YET);
    return Visit.navigation(null).as(ANN).redirectedTo(target).through(whose.filter()).ticket();
  }

  private static Visit go(String ticket) {
    return Visit.navigation("powerbi-gate=go&powerbi-gate-ticket=" + ticket);
  }

  private static void assertIsNoTicket(Visit visit, PowerBiAccessGateFilter filter)
      throws Exception {
    Visit.Result result = visit.through(filter);
    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(404);
    assertThat(result.header("X-PowerBI-Gate")).startsWith("expired");
    assertThat(result.headers()).doesNotContainKey("Location");
    assertThat(result.body()).doesNotContain("canary", "two.example");
  }
}
