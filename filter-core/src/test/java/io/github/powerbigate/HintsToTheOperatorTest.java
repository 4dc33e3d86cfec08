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
import org.junit.jupiter.params.provider.EnumSource;

/** What the log says when the gate seems to stand in the wrong place. */
class HintsToTheOperatorTest {

  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/x?ctid=y";
  private static final String BEFORE_THE_SIGN_IN = "after the filter that signs people in";
  private static final String DEADLOCK = "use intercept=redirect";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final TestGate gate = new TestGate();

  /** Where a gate may stand. */
  enum Stand {
    BEFORE_THE_REQUEST,
    AT_THE_REDIRECT,
    IN_PLACE;

    PowerBiAccessGateFilter of(TestGate gate) {
      return switch (this) {
        case BEFORE_THE_REQUEST -> gate.filter();
        case AT_THE_REDIRECT -> gate.atRedirect().filter();
        case IN_PLACE -> gate.inPlaceOf(TARGET).filter();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStrangerOnTheWayToPowerBiIsReportedOnce(Stand stand) throws Exception {
    logs.expect(Level.WARNING, BEFORE_THE_SIGN_IN);
    PowerBiAccessGateFilter filter = stand.of(gate);
    for (int i = 0; i < 2; i++) {
      Visit.Result result = Visit.navigation(null).redirectedTo(TARGET).through(filter);
      assertThat(result.headers()).containsOnlyKeys("Location");
      assertThat(result.header("Location")).isEqualTo(TARGET);
    }

    assertThat(logs.messages(Level.WARNING)).hasSize(1);
    assertThat(gate.probe.count()).isZero();
  }

  @Test
  void aRedirectToPowerBiInAnotherCloudIsReportedOnceAndLeftAlone() throws Exception {
    logs.expect(Level.WARNING, "in another cloud than that of the setting cloud");
    PowerBiAccessGateFilter filter = gate.with("cloud", "gcc").atRedirect().filter();
    gate.probe.thenAnswers(NOT_YET);
    for (int i = 0; i < 2; i++) {
      Visit.Result result = Visit.navigation(null).as(ANN).redirectedTo(TARGET).through(filter);
      assertThat(result.header("Location")).isEqualTo(TARGET);
    }

    assertThat(logs.messages(Level.WARNING)).hasSize(1).noneMatch(line -> line.contains("/groups"));
  }

  @ParameterizedTest
  @EnumSource
  void aStrangerWhoTurnsOutToBeSignedInIsReportedOnce(Stand stand) throws Exception {
    logs.expect(Level.WARNING, BEFORE_THE_SIGN_IN);
    PowerBiAccessGateFilter filter = stand.of(gate);
    for (int i = 0; i < 2; i++) {
      Visit visit = Visit.navigation(null);
      visit.whoseApplication((request, response) -> visit.as(ANN)).through(filter);
    }

    assertThat(logs.messages(Level.WARNING)).hasSize(1).noneMatch(line -> line.contains("ann"));
  }

  @Test
  void onceItIsReportedStrangersAreWatchedForTheirRedirectsOnly() throws Exception {
    logs.expect(Level.WARNING, BEFORE_THE_SIGN_IN);
    for (boolean appends : new boolean[] {true, false}) {
      PowerBiAccessGateFilter filter =
          gate.with("appendTenant", Boolean.toString(appends)).filter();
      assertThat(Visit.navigation(null).through(filter).watched()).isTrue();
      Visit.navigation(null).redirectedTo(TARGET).through(filter);

      assertThat(Visit.navigation(null).through(filter).watched()).isEqualTo(appends);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOrdinaryStrangerIsNothingToReport(Stand stand) throws Exception {
    PowerBiAccessGateFilter filter = stand.of(gate);

    assertThat(Visit.navigation(null).through(filter).passed()).isTrue();
    Visit.navigation(null).redirectedTo("/sign-in").through(filter);

    assertThat(logs.messages(Level.WARNING)).isEmpty();
  }

  @Test
  void aStrangerWhoIsNotGuardedIsNothingToReport() throws Exception {
    gate.with("only", "/app");

    Visit.navigation(null).within("/x", null).redirectedTo(TARGET).through(gate.filter());

    assertThat(logs.messages(Level.WARNING)).isEmpty();
  }

  @Test
  void aLongWaitInVainBeforeTheApplicationIsReportedOnce() throws Exception {
    logs.expect(Level.WARNING, DEADLOCK);
    PowerBiAccessGateFilter filter = gate.filter();
    waitLong("ann@example.org", filter);
    waitLong("bob@example.org", filter);

    assertThat(logs.messages(Level.WARNING)).hasSize(1).noneMatch(line -> line.contains("ann"));
  }

  @Test
  void thePollTellsItToo() throws Exception {
    logs.expect(Level.WARNING, DEADLOCK);
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(NOT_YET, NOT_YET);
    Visit.poll().as(ANN).through(filter);
    gate.clock.advance(Duration.ofMinutes(10));

    Visit.poll().as(ANN).through(filter);

    assertThat(logs.messages(Level.WARNING)).hasSize(1);
  }

  @Test
  void aShortWaitIsNothingToReport() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(NOT_YET, NOT_YET);
    Visit.navigation(null).as(ANN).through(filter);
    gate.clock.advance(Duration.ofMinutes(10).minusMillis(1));
    Visit.navigation(null).as(ANN).through(filter);

    assertThat(logs.messages(Level.WARNING)).isEmpty();
  }

  @Test
  void aLongWaitWithoutANoIsNotThisTrouble() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(READY);
    Visit.navigation(null).as(ANN).attribute("powerbigate.granted", 1).through(filter);
    gate.clock.advance(Duration.ofMinutes(10));

    assertThat(Visit.navigation(null).as(ANN).through(filter).status()).isEqualTo(202);
    assertThat(logs.messages(Level.WARNING)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "BEFORE_THE_REQUEST", mode = EnumSource.Mode.EXCLUDE)
  void whereTheApplicationIsNotHeldUpALongWaitIsNothingToReport(Stand stand) throws Exception {
    waitLong(ANN, stand.of(gate));

    assertThat(logs.messages(Level.WARNING)).isEmpty();
  }

  @Test
  void onceAWaitHasEndedWellALongOneIsNothingToReport() throws Exception {
    PowerBiAccessGateFilter filter = gate.filter();
    gate.probe.thenAnswers(NOT_YET);
    Visit.navigation(null).as("kim@example.org").through(filter);
    for (int i = 0; i < 3; i++) {
      gate.clock.advance(Duration.ofSeconds(20));
      gate.probe.thenAnswers(READY);
      Visit.poll().as("kim@example.org").through(filter);
    }
    assertThat(Visit.navigation(null).as("kim@example.org").through(filter).passed()).isTrue();

    waitLong(ANN, filter);

    assertThat(logs.messages(Level.WARNING)).isEmpty();
  }

  private void waitLong(String name, PowerBiAccessGateFilter filter) throws Exception {
    gate.probe.thenAnswers(NOT_YET, NOT_YET);
    Visit.navigation(null).as(name).redirectedTo(TARGET).through(filter);
    gate.clock.advance(Duration.ofMinutes(10));
    Visit.Result result = Visit.navigation(null).as(name).redirectedTo(TARGET).through(filter);
    assertThat(result.status()).isEqualTo(202);
  }
}
