package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.Blocked;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Unavailable;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.testing.LogWatch;
import java.time.Duration;
import java.util.Locale;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No page of the gate is loaded anew behind the back of who reads it: neither by a header nor by
 * the document. No accessibility checker that looks at a document sees the header.
 */
class NoRefreshTest {
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding DOWN =
      new Unavailable(null, new Trouble(Cause.UNAVAILABLE, "Words.", "http-503", null));
  private static final String ANN = "ann@example.org";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().with("firstAnswerWithin", "1ms");

  @Test
  void notWhileChecking() throws Exception {
    assertNoRefresh("checking", visit().through(gate.filter()));
  }

  @ParameterizedTest
  @CsvSource({"0, waiting", "10, slow", "66, overdue"})
  void notWhileWaiting(int minutes, String state) throws Exception {
    if (minutes > 0) {
      logs.expect(Level.WARNING, "somebody has waited long");
    }
    gate.with("whenOverdue", "wait").probe.thenAnswers(NOT_YET, NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();
    Visit.Result first = visit().through(filter);
    gate.clock.advance(Duration.ofMinutes(minutes));

    assertNoRefresh("waiting", first);
    Visit.poll().as(ANN).through(filter);
    assertNoRefresh(state, visit().through(filter));
  }

  @Test
  void notWhenMicrosoftCannotBeAsked() throws Exception {
    logs.expect(Level.WARNING, "");
    gate.with("whenUnavailable", "wait").probe.thenAnswers(DOWN, DOWN);
    PowerBiAccessGateFilter filter = gate.filter();
    visit().through(filter);

    assertNoRefresh("unavailable", visit().through(filter));
  }

  @Test
  void notAtARefusal() throws Exception {
    gate.probe.thenAnswers(new Blocked(Cause.ACCOUNT_DISABLED));

    assertNoRefresh("not_entitled", visit().through(gate.filter()));
  }

  @Test
  void notWhenNobodyIsSignedIn() throws Exception {
    gate.with("anonymous", "refuse");

    assertNoRefresh("signed_out", Visit.navigation(null).through(gate.filter()));
  }

  @Test
  void notOnAPageThatIsOutOfDate() throws Exception {
    Visit.Result page =
        Visit.navigation("powerbi-gate=go&powerbi-gate-ticket=x")
            .as(ANN)
            .through(gate.atRedirect().filter());

    assertNoRefresh("expired", page);
  }

  /**
   * The one answer that has it is no page, and no browser that polls follows it: XMLHttpRequest
   * knows no Refresh. It is for a container that saves a poll at a sign-in and afterwards shows the
   * answer in a window as a document of its own: from there the person shall come back.
   */
  @Test
  void onlyTheAnswerToAPollHasItForAWindowThatShowsItAsADocument() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();
    visit().through(filter);

    assertThat(Visit.poll().as(ANN).through(filter).header("Refresh")).isEqualTo("0; url=?");
  }

  private static Visit visit() {
    return Visit.navigation("a=1").as(ANN);
  }

  private static void assertNoRefresh(String state, Visit.Result page) {
    assertThat(page.body()).contains("<main id=\"gate\" class=\"" + state + "\"");
    assertThat(page.body().toLowerCase(Locale.ROOT)).doesNotContain("http-equiv", "<noscript");
    assertThat(page.headers().keySet())
        .noneMatch(name -> name.equalsIgnoreCase("Refresh"))
        .contains("Content-Security-Policy");
  }
}
