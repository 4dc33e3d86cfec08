package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.testing.LogWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests under the mapping the gate looks at (settings only and except). */
class GuardedRequestsTest {

  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate();

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "/app, /reports/sales, 202",
        "/app/reports, null, 202",
        "/app, /reports, 202",
        "/app, /report, 0",
        "/app, null, 0",
        "/other, /app/reports, 0"
      })
  void thePathIsThatOfTheServletAndWhatFollowsIt(
      String servletPath, @Nullable String pathInfo, int status) throws Exception {
    gate.with("only", "/app/reports/**").probe.thenAnswers(NOT_YET);

    assertThat(
            Visit.navigation(null)
                .within(servletPath, pathInfo)
                .as(ANN)
                .through(gate.filter())
                .status())
        .isEqualTo(status);
  }

  @Test
  void thePathIsTheOneThatTheContainerHasDecoded() throws Exception {
    gate.with("only", "/app/Málaga").probe.thenAnswers(NOT_YET);

    assertThat(
            Visit.navigation(null)
                .path("/portal/app/M%C3%A1laga;v=1")
                .within("/app/Málaga", null)
                .as(ANN)
                .through(gate.filter())
                .status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({
    "action=open, 202",
    "a=1&action=open&b=2, 202",
    "action=close, 0",
    "xaction=open, 0",
    "action=open%20, 0"
  })
  void aPairIsLookedForInTheQuery(String query, int status) throws Exception {
    gate.with("only", "action=open").probe.thenAnswers(NOT_YET);

    assertThat(Visit.navigation(query).within("/app", null).as(ANN).through(gate.filter()).status())
        .isEqualTo(status);
  }

  @Test
  void whatIsExceptedIsNotGuarded() throws Exception {
    gate.with("except", "/app/help/**").probe.thenAnswers(NOT_YET);
    PowerBiAccessGateFilter filter = gate.filter();

    assertThat(Visit.navigation(null).within("/app/help/x", null).as(ANN).through(filter).passed())
        .isTrue();
    assertThat(Visit.navigation(null).within("/app/x", null).as(ANN).through(filter).status())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "powerbi-gate=status",
        "powerbi-gate=go&powerbi-gate-ticket=x",
        "powerbi-gate=open",
        "powerbi-gate=nonsense",
        "powerbi-gate-lang=es"
      })
  void whatIsNotGuardedIsUntouchedWhateverItAsks(String query) throws Exception {
    gate.with("only", "/app");
    for (String intercept : new String[] {"request", "redirect"}) {
      Visit.Result result =
          Visit.navigation(query)
              .within("/other", null)
              .as(ANN)
              .redirectedTo(TARGET)
              .through(gate.with("intercept", intercept).filter());

      assertThat(result.passes()).isEqualTo(1);
      assertThat(result.watched()).isFalse();
      assertThat(result.headers()).containsOnlyKeys("Location");
      assertThat(result.header("Location")).isEqualTo(TARGET);
    }
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void whatIsNotGuardedIsUntouchedWhereTheGateStandsInTheApplicationsPlace() throws Exception {
    gate.inPlaceOf(TARGET).with("only", "/app");

    assertThat(
            Visit.navigation(null).within("/other", null).as(ANN).through(gate.filter()).passed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "redirect"})
  void allLinksOfThePageKeepTheQueryThatTheGuardNeeds(String intercept) throws Exception {
    gate.with("intercept", intercept).with("only", "action=open").with("slowAfter", "1s");
    PowerBiAccessGateFilter filter = gate.filter();
    if (intercept.equals("request")) {
      logs.expect(java.util.logging.Level.WARNING, "use intercept=redirect");
    }
    page(filter);
    gate.clock.advance(Duration.ofMinutes(1));

    List<String> links = links(page(filter));

    // Language, check now, the way past; and the poll.
    assertThat(links).hasSize(4).allMatch(link -> link.startsWith("?action=open"));
    for (String link : links) {
      assertThat(guarded(link, filter).passes()).as(link).isZero();
    }
  }

  @Test
  void noParameterOfTheApplicationsIsEverAsked() throws Exception {
    gate.atRedirect().with("only", "action=open");
    PowerBiAccessGateFilter filter = gate.filter();
    List<Visit> visits = new ArrayList<>();
    for (String query : new String[] {null, "action=open", "action=open&powerbi-gate-lang=es"}) {
      visits.add(Visit.form(query).within("/app", null).as(ANN).redirectedTo(TARGET));
      visits.add(Visit.navigation(query).within("/app", null).as(ANN).redirectedTo(TARGET));
    }
    for (Visit visit : visits) {
      gate.probe.thenAnswers(NOT_YET);
      visit.through(filter);
      verify(visit.request(), never()).getParameter(anyString());
      verify(visit.request(), never()).getParameterMap();
      verify(visit.request(), never()).getParameterNames();
      verify(visit.request(), never()).getParameterValues(anyString());
      verify(visit.request(), never()).getInputStream();
      verify(visit.request(), never()).getReader();
    }
  }

  private String page(PowerBiAccessGateFilter filter) throws Exception {
    gate.probe.thenAnswers(NOT_YET);
    return Visit.navigation("action=open")
        .within("/app", null)
        .as(ANN)
        .redirectedTo(TARGET)
        .through(filter)
        .body();
  }

  private static List<String> links(String page) {
    return java.util.regex.Pattern.compile("(?:href|data-status)=\"(\\?[^\"]*)\"")
        .matcher(page)
        .results()
        .map(found -> found.group(1).replace("&amp;", "&"))
        .toList();
  }

  /** What becomes of a link: as the browser asks for it, or as the page polls. */
  private static Visit.Result guarded(String link, PowerBiAccessGateFilter filter)
      throws Exception {
    Visit visit = Visit.navigation(link.substring(1)).within("/app", null).as(ANN);
    return visit.through(filter);
  }
}
