package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.FakeClock;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassTicketTest {

  private static final String ANN = "ann@example.org";

  private final FakeClock clock = new FakeClock();
  private final PassTicket tickets = new PassTicket(new SecureRandom(), clock);

  @Test
  void aTicketOpensForItsUserUntilItExpires() {
    String ticket = tickets.seal(ANN);

    assertThat(tickets.opens(ticket, ANN)).isTrue();
    assertThat(tickets.opens(ticket, "bob@example.org")).isFalse();
    clock.advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(tickets.opens(ticket, ANN)).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(tickets.opens(ticket, ANN)).isFalse();
  }

  @Test
  void aTicketOfAnotherGateDoesNotOpen() {
    PassTicket other = new PassTicket(new SecureRandom(), clock);

    assertThat(tickets.opens(other.seal(ANN), ANN)).isFalse();
  }

  @Test
  void aChangedTicketDoesNotOpen() {
    String ticket = tickets.seal(ANN);
    for (int i = 0; i < ticket.length() - 1; i++) {
      char other = ticket.charAt(i) == 'A' ? 'B' : 'A';
      String changed = ticket.substring(0, i) + other + ticket.substring(i + 1);
      assertThat(tickets.opens(changed, ANN)).as("changed at %d", i).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "....",
        "x",
        "a.b.c.d.e",
        "eyJhbGciOiJub25lIn0..",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..%20.AAAA.AAAA"
      })
  void whatIsNoTicketDoesNotOpen(String text) {
    assertThat(tickets.opens(text, ANN)).isFalse();
  }
}
