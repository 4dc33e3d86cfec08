package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Finding.Misconfigured;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Finding.Unavailable;
import io.github.powerbigate.testing.LogWatch;
import java.time.Duration;
import java.util.Random;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator reads. */
class GateJournalTest {

  private static final Finding UNKNOWN = new NotYet(Cause.NOT_IN_DIRECTORY, false);
  private static final Finding WRONG_SECRET =
      new Misconfigured(
          new Trouble(Cause.CLIENT_SECRET, "The secret is wrong.", "AADSTS7000215", "r-1"));
  private static final Finding AWAY =
      new Unavailable(null, new Trouble(Cause.UNAVAILABLE, "Away.", "http-503", null));

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final FakeClock clock = new FakeClock();
  private final ScriptedProbe probe = new ScriptedProbe();
  private final AccessGate gate =
      new AccessGate(
          "powerbi",
          GateTimings.DEFAULT,
          GateLimits.DEFAULT,
          new LocalVerdictStore(1000),
          probe,
          clock,
          new Random(1));

  @Test
  void whatAnAdministratorMustMendIsAnErrorWithinOneProbeAndAtMostHourly() {
    logs.expect(
        Level.SEVERE,
        "Gate powerbi: access cannot be checked: The secret is wrong. [client-secret, AADSTS7000215, request-id r-1]");
    for (int minute = 0; minute < 60; minute++) {
      visit(minute, WRONG_SECRET);
      clock.advance(Duration.ofSeconds(59));
    }
    assertThat(logs.messages(Level.SEVERE)).hasSize(1);

    clock.advance(Duration.ofMinutes(2));
    visit(1000, WRONG_SECRET);
    assertThat(logs.messages(Level.SEVERE)).hasSize(2);
  }

  @Test
  void anOutageIsOneWarningAndItsEndIsOneLine() {
    logs.expect(Level.WARNING, "http-503");
    for (int i = 0; i < 100; i++) {
      visit(i, AWAY);
      clock.advance(Duration.ofSeconds(1));
    }
    visit(200, new Ready(null, false));

    assertThat(logs.messages(Level.WARNING)).hasSize(1);
    assertThat(logs.messages(Level.INFO))
        .contains("Gate powerbi: Microsoft answers again, after 100 s.");
  }

  @Test
  void anOutageInWhichEveryOtherCallFailsIsOneWarningAndNothingElse() {
    logs.expect(Level.WARNING, "http-503");
    for (int i = 0; i < 200; i++) {
      visit(i, i % 2 == 0 ? AWAY : new Ready(null, false));
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(logs.messages(Level.WARNING)).hasSize(1);
    assertThat(logs.messages(Level.INFO)).noneMatch(line -> line.contains("answers again"));
  }

  @Test
  void aMistakeThatWasMendedAndIsMadeAgainIsToldAgain() {
    logs.expect(Level.SEVERE, "AADSTS7000215");
    visit(1, WRONG_SECRET);
    clock.advance(Duration.ofMinutes(5));
    visit(2, new Ready(null, false));
    clock.advance(Duration.ofMinutes(5));
    visit(3, WRONG_SECRET);

    assertThat(logs.messages(Level.SEVERE)).hasSize(2);
  }

  @Test
  void fiveDifferentUnknownUsersAndNoneEverFoundIsAnErrorOnce() {
    for (int i = 0; i < 4; i++) {
      visit(i, UNKNOWN);
      clock.advance(Duration.ofSeconds(2));
      visit(i, UNKNOWN);
    }
    assertThat(logs.messages(Level.SEVERE)).isEmpty();

    logs.expect(Level.SEVERE, "userForm");
    for (int i = 4; i < 20; i++) {
      visit(i, UNKNOWN);
    }
    assertThat(logs.messages(Level.SEVERE)).hasSize(1);
  }

  @Test
  void oneKnownUserIsProofThatTheNamesAreEntras() {
    visit(0, new NotYet(Cause.NOT_IN_GROUP, false));
    for (int i = 1; i < 20; i++) {
      visit(i, UNKNOWN);
    }
    assertThat(logs.messages(Level.SEVERE)).isEmpty();
  }

  @Test
  void namesOfPeopleAreForDebugOnly() {
    visit(7, new NotYet(Cause.NOT_IN_GROUP, false));

    assertThat(logs.messages(Level.INFO)).isNotEmpty().noneMatch(line -> line.contains("user7"));
    assertThat(logs.messages(Level.FINE)).anyMatch(line -> line.contains("user7@example.org"));
  }

  private void visit(int user, Finding finding) {
    probe.thenAnswers(finding);
    gate.visit(
        new UserId(UserId.Form.AUTO, "user" + user + "@example.org"),
        Arrival.VISIT,
        TokenSource.NONE);
  }
}
