package io.github.powerbigate.token;

import static io.github.powerbigate.token.Reader.assertName;
import static io.github.powerbigate.token.Reader.assertReason;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.token.Reading.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token in a session outlives its expiry: the session vouches for it. */
class SessionTokenTest {

  private final Reader reader = new Reader();
  private final String token = Signed.keycloaks(reader.clock).text();

  @Test
  void aFiveMinuteTokenLastsThroughAWaitOfSixtyFiveMinutes() {
    for (Duration waited = Duration.ZERO;
        waited.compareTo(Duration.ofMinutes(65)) <= 0;
        waited = waited.plusSeconds(5)) {
      assertName(reader.fromSession(token), Signed.NAME);
      reader.clock.advance(Duration.ofSeconds(5));
    }
  }

  @Test
  void theSameTokenFromAHeaderEndsWithItsTime() {
    reader.clock.advance(Duration.ofMinutes(6));
    assertName(reader.fromSession(token), Signed.NAME);
    assertReason(reader.fromHeader(token), Reason.EXPIRED);
  }

  @Test
  void evenTheSessionVouchesForTwelveHoursOnly() {
    reader.clock.advance(Duration.ofMinutes(5).plusHours(12));
    assertName(reader.fromSession(token), Signed.NAME);
    reader.clock.advance(Duration.ofSeconds(30));
    assertReason(reader.fromSession(token), Reason.EXPIRED);
  }

  @Test
  void noSettingMakesThatLongerThanAMonth() {
    reader.sessionGrace(Duration.ofDays(30)).reader();
    for (Duration grace : List.of(Duration.ofDays(30).plusMillis(1), Duration.ofMillis(-1))) {
      assertThatThrownBy(() -> new Reader().sessionGrace(grace).reader())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("jwtSessionGrace");
    }
  }

  @Test
  void aSettingSaysForHowLong() {
    reader.sessionGrace(Duration.ZERO);
    reader.clock.advance(Duration.ofMinutes(5).plusSeconds(30));
    assertReason(reader.fromSession(token), Reason.EXPIRED);
  }
}
