package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.testing.LogWatch;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the page, where they have addresses of their own (assets=self). */
class FixedResourcesTest {

  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x";
  private static final String YEAR = "private, max-age=31536000, immutable";
  private static final Pattern REFERENCE =
      Pattern.compile("<(?:link rel=\"stylesheet\" href|script src)=\"\\?([^\"]*)\">");

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().with("assets", "self");

  @Test
  void theyAreKeptForAYearByTheBrowserThatAskedAndByNobodyElse() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();

    for (String query : references(filter)) {
      Visit.Result file = file(query).as(ANN).through(filter);
      assertThat(file.status()).isEqualTo(200);
      assertThat(file.passes()).isZero();
      assertThat(file.body()).isNotEmpty();
      assertThat(file.headers())
          .containsEntry("Cache-Control", YEAR)
          .containsEntry("Vary", "Cookie")
          .containsEntry("X-Content-Type-Options", "nosniff")
          .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
          .containsEntry(
              "Content-Type",
              query.contains("wait.js")
                  ? "text/javascript; charset=UTF-8"
                  : "text/css; charset=UTF-8")
          .doesNotContainKeys("Expires", "Pragma", "Set-Cookie");
    }
  }

  @Test
  void whoIsNotSignedInGetsThemToo() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();

    for (String query : references(filter)) {
      assertThat(file(query).through(filter).status()).isEqualTo(200);
    }
    assertThat(gate.probe.count()).isEqualTo(1);
  }

  @Test
  void thePageOfAMissingTicketHasItsOwnScript() throws Exception {
    PowerBiAccessGateFilter filter = gate.atRedirect().filter();

    List<String> references =
        references(Visit.navigation("powerbi-gate=go").as(ANN).through(filter).body());

    assertThat(references).hasSize(2).last().asString().startsWith("powerbi-gate=back.js&");
    assertThat(file(references.get(1)).as(ANN).through(filter).body()).contains("location.replace");
  }

  @Test
  void anAnswerToHeadHasTheSameHeadersAndNoBody() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String query = references(filter).get(1);

    Visit.Result head = Visit.of("HEAD", query).as(ANN).through(filter);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Cache-Control")).isEqualTo(YEAR);
    assertThat(head.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "powerbi-gate=wait.js",
        "powerbi-gate=wait.css",
        "powerbi-gate=back.js",
        "powerbi-gate=wait.js&powerbi-gate-hash=",
        "powerbi-gate=wait.js&powerbi-gate-hash=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
        "powerbi-gate=page.js&powerbi-gate-hash=x"
      })
  void withAnotherHashOrNoneThereIsNothingAndNobodyKeepsThat(String query) throws Exception {
    assertNothing(file(query).as(ANN).through(gate.filter()));
    assertNothing(file(query).through(gate.filter()));
  }

  @Test
  void aQueryWithAnythingElseInItIsAnother() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String query = references(filter).get(1);

    assertNothing(file(query + "&a=1").as(ANN).through(filter));
    assertNothing(file("a=1&" + query).as(ANN).through(filter));
    assertNothing(file(query + "&powerbi-gate=status").as(ANN).through(filter));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void theyAreOnlyRead(String method) throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String query = references(filter).get(1);

    assertNothing(Visit.of(method, query).as(ANN).through(filter));
  }

  @Test
  void aPathThatCouldLeadElsewhereGetsNoneOfThem() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String query = references(filter).get(1);

    Visit.Result result = file(query).path("//evil.example/..;/powerbi").as(ANN).through(filter);

    assertThat(result.status()).isEqualTo(400);
    assertThat(result.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void whereThePageHoldsThemTheyAreNotThere() throws Exception {
    List<String> references = references(gate.filter());
    TestGate inline = new TestGate();

    for (String query : references) {
      assertNothing(file(query).as(ANN).through(inline.filter()));
    }
  }

  @Test
  void neitherAreTheyWhereTheGateIsOff() throws Exception {
    List<String> references = references(gate.filter());

    for (String query : references) {
      assertNothing(file(query).as(ANN).through(gate.with("mode", "off").filter()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void theyAreFoundWhereTheGuardNeedsAQueryThatTheyDoNotCarry(String intercept) throws Exception {
    gate.with("intercept", intercept).with("only", "action=open");
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(new NotYet(Cause.NOT_IN_GROUP, false));
    String page =
        Visit.navigation("action=open&patient=4711")
            .within("/app", null)
            .as(ANN)
            .redirectedTo(TARGET)
            .through(filter)
            .body();

    assertThat(references(page)).hasSize(2).allMatch(query -> !query.contains("4711"));
    for (String query : references(page)) {
      assertThat(file(query).within("/app", null).as(ANN).through(filter).status()).isEqualTo(200);
    }
    assertThat(file("powerbi-gate=wait.js").within("/app", null).as(ANN).through(filter).passes())
        .isEqualTo(1);
  }

  @Test
  void whoIsAdmittedCanStillLoadThePageThatIsOpen() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    String query = references(filter).get(1);
    gate.probe.thenAnswers(new Ready(gate.clock.instant(), false));
    Visit.navigation(null).as("bob@example.org").through(filter);

    assertThat(file(query).as("bob@example.org").through(filter).status()).isEqualTo(200);
  }

  @Test
  void thePreviewIsOfNobodyAndForAnybodyAndNobodyKeepsIt() throws Exception {
    logs.expect(Level.WARNING, "preview=true: anybody can look at the page");
    PowerBiAccessGateFilter filter = new TestGate().with("preview", "true").filter();

    for (Visit visit :
        List.of(
            Visit.navigation("powerbi-gate=preview"),
            Visit.navigation("powerbi-gate=preview").as(ANN))) {
      Visit.Result preview = visit.through(filter);
      assertThat(preview.status()).isEqualTo(200);
      assertThat(preview.passes()).isZero();
      assertThat(preview.body()).contains("Preview of the wait page").doesNotContain(ANN);
      assertThat(preview.headers())
          .containsEntry("Cache-Control", "no-store")
          .containsEntry("X-Robots-Tag", "noindex, nofollow")
          .containsEntry("Content-Type", "text/html; charset=UTF-8")
          .doesNotContainKey("Set-Cookie");
    }
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void thereIsNoPreviewUnlessItIsSwitchedOn() throws Exception {
    assertNothing(Visit.navigation("powerbi-gate=preview").as(ANN).through(gate.filter()));
    assertNothing(Visit.navigation("powerbi-gate=preview").through(gate.filter()));
  }

  @Test
  void thePreviewIsOnlyReadAndGoneWhereTheGateIsOff() throws Exception {
    logs.expect(Level.WARNING, "preview=true");
    gate.with("preview", "true");

    assertNothing(Visit.of("POST", "powerbi-gate=preview").as(ANN).through(gate.filter()));
    assertNothing(
        Visit.navigation("powerbi-gate=preview")
            .as(ANN)
            .through(gate.with("mode", "off").filter()));
  }

  private static Visit file(String query) {
    return Visit.of("GET", query)
        .header("Accept", "*/*")
        .header("Sec-Fetch-Mode", "no-cors")
        .header("Sec-Fetch-Site", "same-origin");
  }

  /** The queries to which the page of somebody who waits refers: the style sheet, the script. */
  private List<String> references(PowerBiAccessGateFilter filter) throws Exception {
    gate.probe.thenAnswers(new NotYet(Cause.NOT_IN_GROUP, false));
    List<String> references = references(Visit.navigation(null).as(ANN).through(filter).body());
    assertThat(references).hasSize(2);
    return references;
  }

  private static List<String> references(String page) {
    return REFERENCE
        .matcher(page)
        .results()
        .map((MatchResult found) -> found.group(1).replace("&amp;", "&"))
        .toList();
  }

  private static void assertNothing(Visit.Result result) {
    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(404);
    assertThat(result.header("Cache-Control")).isEqualTo("no-store");
    assertThat(result.header("Content-Type")).isEqualTo("application/problem+json");
  }
}
