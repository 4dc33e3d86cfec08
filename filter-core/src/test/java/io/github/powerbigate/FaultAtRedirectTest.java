package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.when;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.testing.LogWatch;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever fails in the gate at the redirect leaves the redirect as it is. */
class FaultAtRedirectTest {

  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate().atRedirect();

  @Test
  void aFaultWhileTheRedirectIsJudgedLeavesItAsItIs() throws Exception {
    logs.expect(Level.SEVERE, "IllegalStateException");
    PowerBiAccessGateFilter filter = gate.filter();
    RuntimeException fault = new IllegalStateException("canary");
    List<Consumer<Visit>> faults =
        List.of(
            visit -> when(visit.request().getUserPrincipal()).thenThrow(fault),
            visit -> when(visit.request().getHeader(anyString())).thenThrow(fault),
            visit -> when(visit.request().getQueryString()).thenThrow(fault),
            visit -> when(visit.request().getCookies()).thenThrow(fault));
    for (Consumer<Visit> breaks : faults) {
      gate.probe.thenAnswers(NOT_YET);
      Visit visit = Visit.navigation(null).as(ANN);

      Visit.Result result =
          visit
              .whoseApplication(
                  (request, response) -> {
                    breaks.accept(visit);
                    response.sendRedirect(TARGET);
                  })
              .through(filter);

      assertLeft(result);
    }
    assertThat(logs.messages(Level.SEVERE)).hasSize(1).noneMatch(line -> line.contains("canary"));
  }

  @Test
  void aFilterFurtherOutThatAllowsNoResetGetsTheRedirect() throws Exception {
    logs.expect(Level.SEVERE, "IllegalStateException");
    gate.probe.thenAnswers(NOT_YET, NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();
    for (Visit.Application application :
        List.<Visit.Application>of(
            (request, response) -> response.sendRedirect(TARGET),
            (request, response) -> {
              response.setStatus(302);
              response.setHeader("Location", TARGET);
            })) {
      Visit.Result result =
          Visit.navigation(null)
              .as(ANN)
              .answeredThrough(
                  response ->
                      new HttpServletResponseWrapper(response) {
                        @Override
                        public void reset() {
                          throw new IllegalStateException("canary");
                        }
                      })
              .whoseApplication(application)
              .through(filter);

      assertLeft(result);
    }
    assertThat(logs.messages(Level.SEVERE)).hasSize(1).noneMatch(line -> line.contains("canary"));
  }

  @Test
  void whatTheApplicationThrowsArrivesEvenIfThePageCannotBeTakenBack() throws Exception {
    logs.expect(Level.SEVERE, "IllegalStateException");
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();
    int[] resets = {0};
    Visit visit =
        Visit.navigation(null)
            .as(ANN)
            .answeredThrough(
                response ->
                    new HttpServletResponseWrapper(response) {
                      @Override
                      public void reset() {
                        if (++resets[0] > 1) {
                          throw new IllegalStateException("canary");
                        }
                        super.reset();
                      }
                    })
            .whoseApplication(
                (request, response) -> {
                  response.setStatus(302);
                  response.setHeader("Location", TARGET);
                  throw new IOException("the application's");
                });

    assertThatThrownBy(() -> visit.through(filter)).hasMessage("the application's");
    assertThat(resets[0]).isEqualTo(2);
  }

  @Test
  void aFilterFurtherOutThatAllowsNoBodyGetsTheRedirectWithItsHeaders() throws Exception {
    logs.expect(Level.SEVERE, "UnsupportedOperationException");
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result =
        Visit.navigation(null)
            .as(ANN)
            .answeredThrough(
                response ->
                    new HttpServletResponseWrapper(response) {
                      @Override
                      public ServletOutputStream getOutputStream() {
                        throw new UnsupportedOperationException();
                      }
                    })
            .whoseApplication(
                (request, response) -> {
                  response.setHeader("Cache-Control", "no-cache");
                  response.sendRedirect(TARGET);
                })
            .through(gate.filter());

    assertThat(result.status()).isEqualTo(302);
    assertThat(result.headers()).containsOnlyKeys("Cache-Control", "Location");
    assertThat(result.header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void aFaultBeforeTheHandlerRunsLetsItRunOnce() throws Exception {
    logs.expect(Level.SEVERE, "IllegalStateException");
    Visit visit = Visit.navigation(null).as(ANN).redirectedTo(TARGET);
    when(visit.request().getSession(false)).thenThrow(new IllegalStateException("fault"));
    gate.probe.thenAnswers(NOT_YET);

    Visit.Result result = visit.through(gate.filter());

    assertThat(result.passes()).isEqualTo(1);
  }

  @Test
  void aLibraryThatIsNotTheOneWeNeedLeavesTheRedirectAsItIs() throws Exception {
    logs.expect(Level.SEVERE, "NoSuchMethodError");
    PowerBiAccessGateFilter filter =
        gate.filter(
            question -> {
              throw new NoSuchMethodError("another version");
            });

    Visit.Result result = Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter);

    assertThat(result.passes()).isEqualTo(1);
    assertThat(result.status()).isIn(202, 302);
  }

  @Test
  void aProbeThatThrowsIsAServiceThatDoesNotAnswer() throws Exception {
    logs.expect(Level.WARNING, "");
    PowerBiAccessGateFilter filter =
        gate.filter(
            question -> {
              throw new IllegalStateException("canary");
            });

    Visit.Result result = Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter);

    assertThat(result.passes()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(202);
    assertThat(result.header("X-PowerBI-Gate")).startsWith("unavailable");
    assertThat(result.body()).doesNotContain("canary");
  }

  @Test
  void aFaultAtTheWayOnIsAnAnswerAndNeverTheApplication() throws Exception {
    logs.expect(Level.SEVERE, "IllegalStateException");
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(NOT_YET);
    String ticket = Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter).ticket();
    Visit go = Visit.navigation("powerbi-gate=go&powerbi-gate-ticket=" + ticket).as(ANN);
    when(go.request().getCookies()).thenThrow(new IllegalStateException("fault"));

    Visit.Result result = go.through(filter);

    assertThat(result.passes()).isZero();
    assertThat(result.status()).isEqualTo(500);
  }

  @Test
  void aFaultAfterTheHandlerOfAStrangerIsNotTheApplications() throws Exception {
    logs.expect(Level.SEVERE, "IllegalStateException");
    Visit visit = Visit.navigation(null);

    Visit.Result result =
        visit
            .whoseApplication(
                (request, response) -> {
                  when(visit.request().getUserPrincipal())
                      .thenThrow(new IllegalStateException("fault"));
                  response.setStatus(200);
                })
            .through(gate.filter());

    assertThat(result.passes()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void aRequestInFlightWhenTheGateStopsIsNoFault() throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();
    Visit visit = Visit.navigation(null).as(ANN);

    Visit.Result result =
        visit
            .whoseApplication(
                (request, response) -> {
                  filter.destroy();
                  when(visit.request().getHeader(anyString()))
                      .thenThrow(new NoClassDefFoundError("put away"));
                  response.sendRedirect(TARGET);
                })
            .through(filter);

    assertLeft(result);
  }

  private static void assertLeft(Visit.Result result) {
    assertThat(result.passes()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(302);
    assertThat(result.headers()).containsOnlyKeys("Location");
    assertThat(result.header("Location")).isEqualTo(TARGET);
    assertThat(result.body()).isEmpty();
  }
}
