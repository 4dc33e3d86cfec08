package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets whose ticket no address can hold: it travels in a form. */
class LongTargetTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final String ANN = "ann@example.org";
  private static final String BASE = "https://app.powerbi.com/groups/x?ctid=y&filter=";
  private static final int LONGEST = 16 * 1024;

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().atRedirect();

  @Test
  void thePageHasAFormOfOneField() throws Exception {
    Visit.Result page = page(gate.filter(), 5000);

    assertThat(page.body())
        .contains(
            "<form id=\"f\" method=\"post\" action=\"?a=1&amp;powerbi-gate=go\">"
                + "<input type=\"hidden\" name=\"powerbi-gate-ticket\" value=\""
                + page.ticket()
                + "\"></form>",
            "<button id=\"go\" form=\"f\">")
        .containsOnlyOnce("<input")
        .doesNotContain("powerbi-gate-ticket=" + page.ticket());
  }

  @Test
  void thatPageAloneMayPostAndMaySayWhereItCameFrom() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.Result page = page(filter, 5000);
    Visit.Result other = page(filter, 100);

    assertThat(page.header("Content-Security-Policy")).contains("form-action 'self' https:;");
    assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(other.header("Content-Security-Policy")).contains("form-action 'none';");
    assertThat(other.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(other.body()).doesNotContain("<form");
  }

  @Test
  void inACustomCloudItMayPostToTheLoopbackOriginsToo() throws Exception {
    logs.expect(Level.WARNING, "cloud=custom");
    gate.inACloudWith("app.powerbi.com,http://localhost:4");

    assertThat(page(gate.filter(), 5000).header("Content-Security-Policy"))
        .contains("form-action 'self' https: http://localhost:4;");
  }

  @Test
  void aQueryThatFillsTheAddressMakesAFormToo() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result page =
        Visit.navigation("a=" + "x".repeat(4000))
            .as(ANN)
            .redirectedTo(target(100))
            .through(gate.filter());

    assertThat(page.body()).contains("<form");
  }

  @Test
  void noAddressOnAPageIsLongerThanServersTake() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    for (int length = 2500; length < 3200; length += 25) {
      Visit.Result page = page(filter, length);
      int link = page.body().indexOf("id=\"go\" href=\"");
      boolean isForm = page.body().contains("<form");
      assertThat(isForm).isEqualTo(link < 0);
      String self = isForm ? "" : page.body().substring(link).split("\"", 5)[3];
      assertThat(self.replace("&amp;", "&")).hasSizeLessThanOrEqualTo(4001);
    }
  }

  @Test
  void aScriptIsNotToldAnAddressThatNobodyTakes() throws Exception {
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        Visit.script(null).as(ANN).redirectedTo(target(5000)).through(gate.filter());

    assertThat(result.status()).isEqualTo(409);
    assertThat(result.body()).contains("statusUrl").doesNotContain("continueUrl");
  }

  @ParameterizedTest
  @ValueSource(ints = {5000, 10_000, LONGEST})
  void postingTheFormGoesOn(int length) throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String ticket = page(filter, length).ticket();
    admit(filter);

    Visit.Result result = post("a=1&powerbi-gate=go", ticket).through(filter);

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(303);
    assertThat(result.header("Location")).isEqualTo(target(length));
  }

  @Test
  void postingTheFormTooEarlyGetsThePageAgain() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String ticket = page(filter, 5000).ticket();

    Visit.Result result = post("a=1&powerbi-gate=go", ticket).through(filter);

    assertThat(result.status()).isEqualTo(202);
    assertThat(result.body()).contains("<form");
    admit(filter);
    assertThat(post("a=1&powerbi-gate=go", result.ticket()).through(filter).header("Location"))
        .isEqualTo(target(5000));
  }

  @Test
  void theLanguagesAreButtonsOfTheForm() throws Exception {
    assertThat(page(gate.filter(), 5000).body())
        .contains("<button form=\"f\" name=\"powerbi-gate-lang\" value=\"es\"")
        .doesNotContain("href=\"?a=1&amp;powerbi-gate=go&amp;powerbi-gate-lang");
  }

  @Test
  void theButtonOfALanguageChangesThePageAndIsRemembered() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String ticket = page(filter, 5000).ticket();

    Visit.Result result =
        post("powerbi-gate=go", ticket).field("powerbi-gate-lang", "es").through(filter);

    assertThat(result.header("Content-Language")).isEqualTo("es");
    assertThat(result.body()).contains("<html lang=\"es\"");
    assertThat(result.body()).contains("<form");
    assertThat(result.header("Set-Cookie"))
        .isEqualTo("pbgate_lang=es; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void aLanguageThatWeDoNotSpeakIsNotRemembered() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String ticket = page(filter, 5000).ticket();

    Visit.Result result =
        post("powerbi-gate=go", ticket).field("powerbi-gate-lang", "x\r\nX: y").through(filter);

    assertThat(result.status()).isEqualTo(202);
    assertThat(result.headers()).doesNotContainKey("Set-Cookie");
  }

  @Test
  void theWayPastIsAButtonOfTheForm() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    page(filter, 5000);
    gate.clock.advance(Duration.ofMinutes(10));

    Visit.Result page = page(filter, 5000);
    assertThat(page.body())
        .contains(
            "<button id=\"any\" form=\"f\" formaction=\"?a=1&amp;powerbi-gate=open\""
                + " formtarget=\"_top\">");

    Visit.Result open = post("a=1&powerbi-gate=open", page.ticket()).through(filter);
    assertThat(open.status()).isEqualTo(303);
    assertThat(open.header("Location")).isEqualTo(target(5000));
  }

  @Test
  void aTicketThatIsTooLongForAnAddressIsNotTakenFromOne() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String ticket = page(filter, 10_000).ticket();
    assertThat(ticket).hasSizeGreaterThan(8000);
    admit(filter);

    assertThat(
            Visit.navigation("powerbi-gate=go&powerbi-gate-ticket=" + ticket)
                .as(ANN)
                .through(filter)
                .status())
        .isEqualTo(404);
  }

  @Test
  void anAddressThatNoTicketHoldsPassesAndIsReportedHourly() throws Exception {
    logs.expect(Level.WARNING, "more than 16384 characters");
    PowerBiAccessGateFilter filter = gate.filter();
    for (int i = 0; i < 2; i++) {
      Visit.Result result = page(filter, LONGEST + 1);
      assertThat(result.status()).isEqualTo(302);
      assertThat(result.header("Location")).isEqualTo(target(LONGEST + 1));
    }
    assertThat(logs.messages(Level.WARNING)).hasSize(1).noneMatch(line -> line.contains("ann"));

    gate.clock.advance(Duration.ofHours(1));
    page(filter, LONGEST + 1);

    assertThat(logs.messages(Level.WARNING)).hasSize(2);
  }

  /** What Ann gets who waits and is redirected to an address of this length. */
  private Visit.Result page(PowerBiAccessGateFilter filter, int length) throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    return Visit.navigation("a=1").as(ANN).redirectedTo(target(length)).through(filter);
  }

  private void admit(PowerBiAccessGateFilter filter) throws Exception {
    for (int i = 0; i < 3; i++) {
      gate.clock.advance(Duration.ofSeconds(15));
      gate.probe.thenAnswers(READY);
      Visit.poll().as(ANN).through(filter);
    }
  }

  private static Visit post(String query, String ticket) {
    return Visit.form(query).field("powerbi-gate-ticket", ticket).as(ANN);
  }

  private static String target(int length) {
    return BASE + "x".repeat(length - BASE.length());
  }
}
