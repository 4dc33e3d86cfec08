package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.testing.LogWatch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CertificateWatchTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final String SOON = "The certificate of clientCertificate expires on ";
  private static final String OVER = "The certificate of clientCertificate expired on ";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final FakeClock clock = new FakeClock();
  private final CertificateWatch watch = new CertificateWatch(clock);

  @Test
  void aCertificateThatLastsLongerThanThirtyDaysIsNotSpokenOf() {
    look(CertificateWatch.AHEAD.plusMillis(1));

    assertThat(logs.records()).isEmpty();
  }

  @Test
  void fromThirtyDaysOnItsEndIsToldWithTheDaysThatAreLeftAndWhatToDo() {
    logs.expect(Level.WARNING, SOON);
    look(CertificateWatch.AHEAD);

    assertThat(warnings())
        .containsExactly(
            SOON
                + "2026-12-21, days left: 30. Make a new certificate, upload it to the app"
                + " registration, and put it with its key in the place of the old one; from a file"
                + " the gate takes it up by itself.");
  }

  @Test
  void itIsToldOnceADay() {
    logs.expect(Level.WARNING, SOON);
    Instant end = FakeClock.START.plus(DAY.multipliedBy(10));
    for (int i = 0; i < 48; i++) {
      watch.look(end);
      clock.advance(Duration.ofHours(1));
    }

    assertThat(warnings()).hasSize(2).last().asString().contains("days left: 9");
  }

  @Test
  void thatItHasExpiredIsAnErrorAndToldAtOnce() {
    logs.expect(Level.WARNING, SOON);
    logs.expect(Level.SEVERE, OVER);
    Instant end = FakeClock.START.plusSeconds(60);
    watch.look(end);
    clock.set(end);
    watch.look(end);
    clock.advance(DAY);
    watch.look(end);

    assertThat(warnings()).hasSize(3).last().asString().startsWith(OVER + "2026-11-21. Make a new");
  }

  @Test
  void aClockThatIsSetBackDoesNotSilenceIt() {
    logs.expect(Level.WARNING, SOON);
    Instant end = FakeClock.START.plus(DAY);
    watch.look(end);
    clock.advance(DAY.negated());
    watch.look(end);

    assertThat(warnings()).hasSize(2);
  }

  @Test
  void theGateLooksWhenItGetsAToken() {
    logs.expect(Level.WARNING, "days left: 10");
    Instant end =
        TestKeys.certificate(TestKeys.keyStore())
            .getNotAfter()
            .toInstant()
            .minus(DAY.multipliedBy(10));
    Credential certificate =
        new Credential.ClientCertificate(
            () -> Files.readAllBytes(TestKeys.keyStore()),
            () -> TestKeys.PASSWORD.getBytes(StandardCharsets.UTF_8));
    try (ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
        Gate gate = new Gate(TestSettings.of(microsoft.cloud()).credential(certificate))) {
      gate.clock.set(end);
      var unused = gate.ask(new UserId(UserId.Form.UPN, "kim@example.org"));
    }

    assertThat(warnings()).hasSize(1);
  }

  private void look(Duration left) {
    watch.look(FakeClock.START.plus(left));
  }

  private List<String> warnings() {
    return logs.messages(Level.WARNING);
  }
}
