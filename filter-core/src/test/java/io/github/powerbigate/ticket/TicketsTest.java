package io.github.powerbigate.ticket;

import static io.github.powerbigate.ticket.Sealing.tickets;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.ticket.Tickets.Purpose;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {

  private static final String ANN = "ann@example.org";
  private static final String TARGET = "https://app.powerbi.com/groups/me/reports/1?ctid=2#x";
  private static final Duration LIFE = Duration.ofMinutes(75);

  private final FakeClock clock = new FakeClock();
  private final Tickets tickets = tickets(clock, 1);

  @Test
  void aTicketLeadsToItsTarget() {
    assertThat(tickets.open(Purpose.GO, sealed(), ANN)).isEqualTo(TARGET);
  }

  @Test
  void itMayBeUsedAgain() {
    String ticket = sealed();
    tickets.open(Purpose.GO, ticket, ANN);

    assertThat(tickets.open(Purpose.GO, ticket, ANN)).isEqualTo(TARGET);
  }

  @Test
  void aTargetMayBeEmpty() {
    String ticket = tickets.seal(Purpose.OPEN, ANN, "", LIFE);

    assertThat(tickets.open(Purpose.OPEN, ticket, ANN)).isEmpty();
  }

  @Test
  void itIsForItsUserOnly() {
    assertThat(tickets.open(Purpose.GO, sealed(), "bob@example.org")).isNull();
    assertThat(tickets.open(Purpose.GO, sealed(), "")).isNull();
    assertThat(tickets.open(Purpose.GO, sealed(), ANN + "h")).isNull();
  }

  @Test
  void itIsForItsPurposeOnly() {
    assertThat(tickets.open(Purpose.OPEN, sealed(), ANN)).isNull();
    assertThat(tickets.open(Purpose.GO, tickets.seal(Purpose.OPEN, ANN, "", LIFE), ANN)).isNull();
  }

  @Test
  void itIsForItsGateOnly() {
    Tickets other = new Tickets(Sealing.keys(1), "another gate", clock, new SecureRandom());

    assertThat(other.open(Purpose.GO, sealed(), ANN)).isNull();
  }

  @Test
  void itExpires() {
    String ticket = sealed();

    clock.advance(LIFE.minusMillis(1));
    assertThat(tickets.open(Purpose.GO, ticket, ANN)).isEqualTo(TARGET);
    clock.advance(Duration.ofMillis(1));
    assertThat(tickets.open(Purpose.GO, ticket, ANN)).isNull();
  }

  @Test
  void itOutlivesMidnight() {
    clock.set(Instant.parse("2026-12-31T23:59:59Z"));
    String ticket = sealed();
    clock.advance(Duration.ofSeconds(2));

    assertThat(tickets.open(Purpose.GO, ticket, ANN)).isEqualTo(TARGET);
  }

  @Test
  void theLongestLifeIs366Days() {
    Duration longest = Duration.ofDays(366);
    String ticket = tickets.seal(Purpose.GO, ANN, TARGET, longest);

    clock.advance(longest.minusMillis(1));
    assertThat(tickets.open(Purpose.GO, ticket, ANN)).isEqualTo(TARGET);
    for (Duration life :
        new Duration[] {longest.plusMillis(1), Duration.ZERO, Duration.ofMillis(-1)}) {
      assertThatThrownBy(() -> tickets.seal(Purpose.GO, ANN, TARGET, life))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a ticket lives from 1 ms to 366 days");
    }
  }

  @Test
  void aNodeWhoseClockIsADayBehindStillOpensIt() {
    clock.advance(Duration.ofDays(1));
    String tomorrows = sealed();
    clock.advance(Duration.ofDays(1));
    String later = sealed();
    clock.set(FakeClock.START);

    assertThat(tickets.open(Purpose.GO, tomorrows, ANN)).isEqualTo(TARGET);
    assertThat(tickets.open(Purpose.GO, later, ANN)).isNull();
  }

  @Test
  void afterARestartTheSameKeyOpensIt() {
    assertThat(tickets(clock, 1).open(Purpose.GO, sealed(), ANN)).isEqualTo(TARGET);
    assertThat(tickets(clock, 2).open(Purpose.GO, sealed(), ANN)).isNull();
  }

  @Test
  void afterARestartANewlyDrawnKeyDoesNot() {
    SecureRandom random = new SecureRandom();
    Tickets before = new Tickets(TicketKeys.drawn(random), Sealing.GATE, clock, random);
    Tickets after = new Tickets(TicketKeys.drawn(random), Sealing.GATE, clock, random);
    String ticket = before.seal(Purpose.GO, ANN, TARGET, LIFE);

    assertThat(before.open(Purpose.GO, ticket, ANN)).isEqualTo(TARGET);
    assertThat(after.open(Purpose.GO, ticket, ANN)).isNull();
  }

  @Test
  void whileKeysAreRotatedEveryNodeOpensWhatAnyNodeSealed() {
    int[][][] nodes = {{{1}, {1, 2}}, {{1, 2}, {1, 2}}, {{1, 2}, {2, 1}}, {{2, 1}, {2}}};
    for (int[][] two : nodes) {
      Tickets one = tickets(clock, two[0]);
      Tickets other = tickets(clock, two[1]);

      assertThat(one.open(Purpose.GO, other.seal(Purpose.GO, ANN, TARGET, LIFE), ANN))
          .isEqualTo(TARGET);
      assertThat(other.open(Purpose.GO, one.seal(Purpose.GO, ANN, TARGET, LIFE), ANN))
          .isEqualTo(TARGET);
    }
  }

  @Test
  void theFirstKeySeals() {
    assertThat(tickets(clock, 2).open(Purpose.GO, sealedBy(2, 1), ANN)).isEqualTo(TARGET);
    assertThat(tickets.open(Purpose.GO, sealedBy(2, 1), ANN)).isNull();
  }

  @Test
  void aTargetOf16KbFitsInAFormField() {
    String target = "https://app.powerbi.com/?q=" + "x".repeat(16 * 1024 - 27);
    String user = "a".repeat(240) + "@example.org";
    String ticket = tickets.seal(Purpose.GO, user, target, LIFE);

    assertThat(target).hasSize(16 * 1024);
    assertThat(ticket).hasSizeLessThanOrEqualTo(Tickets.LONGEST);
    assertThat(tickets.open(Purpose.GO, ticket, user)).isEqualTo(target);
  }

  @Test
  void aTargetThatIsTooLongIsRefusedWhenItIsSealed() {
    assertThatThrownBy(() -> tickets.seal(Purpose.GO, ANN, "x".repeat(18_000), LIFE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the target is too long for a ticket");
  }

  @Test
  void twoTicketsAreNeverEqual() {
    assertThat(sealed()).isNotEqualTo(sealed());
  }

  @Test
  void nothingOfUserAndTargetCanBeReadFromIt() {
    for (String part : sealed().split("\\.", -1)) {
      assertThat(new String(Base64.getUrlDecoder().decode(part), ISO_8859_1))
          .doesNotContain("ann", "example", "https", "powerbi", "GO ", Sealing.GATE);
    }
  }

  @Test
  void itsHeaderSaysWhichKeyAndWhichDayAndNothingElse() {
    clock.set(Instant.parse("1970-01-03T12:00:00Z"));
    byte[] header = Base64.getUrlDecoder().decode(sealed().split("\\.", -1)[0]);

    assertThat(new String(header, UTF_8))
        .isEqualTo(
            "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\""
                + Sealing.keys(1).first().id()
                + ".2\"}");
  }

  @Test
  void whateverUserAndTargetAreTheyComeOutAsTheyWentIn() {
    Random random = new Random(20_261_121);
    for (int i = 0; i < 300; i++) {
      String user = text(random, 60);
      String target = text(random, 3000);
      String ticket = tickets.seal(Purpose.GO, user, target, LIFE);

      assertThat(ticket).matches("[A-Za-z0-9_.-]+");
      assertThat(tickets.open(Purpose.GO, ticket, user)).as("round %d", i).isEqualTo(target);
      assertThat(tickets.open(Purpose.GO, ticket, user + target + "x")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\nb", "GO 1 2 x 3 y", "", "é🏥"})
  void noUserCanPassForAnother(String user) {
    String ticket = tickets.seal(Purpose.GO, user, "b c", LIFE);

    assertThat(tickets.open(Purpose.GO, ticket, user)).isEqualTo("b c");
    assertThat(tickets.open(Purpose.GO, ticket, user + "b")).isNull();
    assertThat(tickets.open(Purpose.GO, ticket, user + " ")).isNull();
  }

  private String sealed() {
    return tickets.seal(Purpose.GO, ANN, TARGET, LIFE);
  }

  private String sealedBy(int... keys) {
    return tickets(clock, keys).seal(Purpose.GO, ANN, TARGET, LIFE);
  }

  /** Whole characters of all planes, so that nothing is lost in UTF-8. */
  private static String text(Random random, int longest) {
    return random
        .ints(random.nextInt(longest), 0, 0x110000)
        .map(c -> random.nextInt(4) > 0 ? c % 0x7F : c)
        .filter(c -> c < 0xD800 || c > 0xDFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
