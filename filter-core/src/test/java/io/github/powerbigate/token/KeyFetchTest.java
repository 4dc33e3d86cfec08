package io.github.powerbigate.token;

import static io.github.powerbigate.token.Reader.KEYS;
import static io.github.powerbigate.token.Reader.assertCannotTell;
import static io.github.powerbigate.token.Reader.assertName;
import static io.github.powerbigate.token.Reader.assertReason;
import static io.github.powerbigate.token.Signed.FIRST_KEY;
import static io.github.powerbigate.token.Signed.SECOND_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.token.Reading.CannotTell;
import io.github.powerbigate.token.Reading.Named;
import io.github.powerbigate.token.Reading.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When keys are fetched, and who is anybody while they cannot be. */
class KeyFetchTest {

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final Reader reader = new Reader();

  @Test
  void theFirstFetchBeginsBeforeAnybodyAsks() {
    reader.reader();
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(1);
  }

  @Test
  void untilTheFirstKeysAreThereNobodyCanTell() {
    CompletableFuture<byte[]> answer = reader.documents.hold(KEYS);
    assertCannotTell(reader.fromHeader(token()));
    assertCannotTell(reader.fromSession(token()));

    answer.complete(Signed.shown(FIRST_KEY).getBytes(UTF_8));
    reader.assertNamed(token());
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(1);
  }

  @Test
  void whatNoKeyCouldSaveIsRefusedWithoutKeys() {
    logs.expect(Level.WARNING, "cannot be fetched");
    reader.documents.remove(KEYS);
    reader.assertRefused(Reason.MALFORMED, "nonsense");
    reader.assertRefused(
        Reason.AUDIENCE, Signed.keycloaks(reader.clock).with("aud", "other").text());
  }

  @Test
  void anIssuerThatIsDownAtTheStartIsAskedTwiceAMinute() {
    logs.expect(Level.WARNING, "sign-in.example (no-connection)");
    reader.documents.remove(KEYS);
    for (int second = 0; second < 120; second++) {
      assertCannotTell(reader.fromHeader(token()));
      reader.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(4);
    assertThat(logs.messages(Level.INFO)).hasSize(1);

    reader.documents.put(KEYS, Signed.shown(FIRST_KEY));
    reader.assertNamed(token());
    assertThat(logs.messages(Level.INFO)).hasSize(2);
  }

  @Test
  void keysAreFetchedAnewEveryHour() {
    for (int minute = 0; minute < 180; minute++) {
      reader.assertNamed(token());
      reader.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(3);
  }

  @Test
  void keysAreKeptThroughAnOutage() {
    logs.expect(Level.WARNING, "used for a day at most");
    reader.assertNamed(token());
    reader.documents.remove(KEYS);
    for (int minute = 0; minute < 24 * 60; minute += 5) {
      reader.assertNamed(token());
      reader.clock.advance(Duration.ofMinutes(5));
    }
    // Every five minutes from the end of the first hour on.
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(1 + 23 * 12);
    assertThat(logs.messages(Level.WARNING)).hasSize(23);
  }

  @Test
  void keysOfYesterdayAreNotBelievedOnceNoOthersCanBeHad() {
    logs.expect(Level.WARNING, "cannot be fetched");
    reader.assertNamed(token());
    reader.documents.remove(KEYS);
    reader.clock.advance(Duration.ofHours(25));
    assertCannotTell(reader.fromHeader(token()));

    reader.documents.put(KEYS, Signed.shown(FIRST_KEY));
    reader.clock.advance(Duration.ofMinutes(5));
    reader.assertNamed(token());
  }

  @Test
  void aQuietWeekendIsNoOutage() {
    reader.assertNamed(token());
    reader.clock.advance(Duration.ofHours(60));
    CompletableFuture<byte[]> answer = reader.documents.hold(KEYS);
    reader.assertNamed(token());

    answer.complete(Signed.shown(SECOND_KEY).getBytes(UTF_8));
    reader.assertRefused(Reason.UNKNOWN_KEY, token());
  }

  @Test
  void aKeyThatIsWithdrawnCountsNoLongerEvenForATokenThatWasReadBefore() {
    String token =
        Signed.keycloaks(reader.clock).issued(reader.clock.instant(), Duration.ofHours(9)).text();
    reader.assertNamed(token);
    reader.documents.put(KEYS, Signed.shown(SECOND_KEY));
    reader.clock.advance(Duration.ofHours(1));
    reader.assertRefused(Reason.UNKNOWN_KEY, token);
  }

  @Test
  void aNewKeyWorksAfterFiveMinutesAtMost() {
    reader.assertNamed(token());
    reader.documents.put(KEYS, Signed.shown(FIRST_KEY, SECOND_KEY));
    for (int second = 0; second < 300; second++) {
      assertReason(reader.fromHeader(rotated()), Reason.UNKNOWN_KEY);
      reader.clock.advance(Duration.ofSeconds(1));
    }
    // Nobody waits for the fetch: this token begins it.
    assertReason(reader.fromHeader(rotated()), Reason.UNKNOWN_KEY);
    reader.assertNamed(rotated());
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(2);
  }

  @Test
  void aNewKeyWorksAtOnceWhereTheLastFetchIsLongAgo() {
    reader.assertNamed(token());
    reader.clock.advance(Duration.ofMinutes(20));
    reader.documents.put(KEYS, Signed.shown(FIRST_KEY, SECOND_KEY));
    assertReason(reader.fromHeader(rotated()), Reason.UNKNOWN_KEY);
    reader.assertNamed(rotated());
  }

  @Test
  void aFloodOfMadeUpKeysAsksTheIssuerOnceInFiveMinutes() {
    reader.assertNamed(token());
    for (int second = 0; second < 1800; second++) {
      for (int i = 0; i < 3; i++) {
        assertReason(reader.fromHeader(bogus(second * 3 + i)), Reason.UNKNOWN_KEY);
      }
      reader.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(6);
  }

  @Test
  void aFloodWhileTheIssuerIsDownAsksNoMoreOftenAndCostsNobodyTheirName() {
    logs.expect(Level.WARNING, "cannot be fetched");
    reader.assertNamed(token());
    reader.documents.remove(KEYS);
    for (int second = 0; second < 1800; second++) {
      assertReason(reader.fromHeader(bogus(second)), Reason.UNKNOWN_KEY);
      reader.clock.advance(Duration.ofSeconds(1));
    }
    reader.assertNamed(token());
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(6);

    reader.documents.put(KEYS, Signed.shown(SECOND_KEY));
    reader.clock.advance(Duration.ofMinutes(5));
    assertReason(reader.fromHeader(rotated()), Reason.UNKNOWN_KEY);
    reader.assertNamed(rotated());
  }

  @Test
  void manyAtOnceBeginOneFetch() throws Exception {
    reader.assertNamed(token());
    reader.clock.advance(Duration.ofHours(2));
    var unused = reader.documents.hold(KEYS);
    String token = token();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService crowd = Executors.newFixedThreadPool(8);
    try {
      List<Future<Reading>> readings = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        readings.add(
            crowd.submit(
                () -> {
                  start.await();
                  return reader.fromHeader(token);
                }));
      }
      start.countDown();
      for (Future<Reading> each : readings) {
        assertName(each.get(30, TimeUnit.SECONDS), Signed.NAME);
      }
    } finally {
      crowd.shutdownNow();
    }
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(2);
  }

  @Test
  void aFetchThatNeverEndsIsTheOnlyOne() {
    var unused = reader.documents.hold(KEYS);
    for (int minute = 0; minute < 60; minute++) {
      assertCannotTell(reader.fromHeader(token()));
      reader.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackFreezesNothing() {
    reader.assertNamed(token());
    reader.clock.advance(Duration.ofDays(-30));
    reader.documents.put(KEYS, Signed.shown(FIRST_KEY, SECOND_KEY));
    reader.assertNamed(token());
    reader.assertNamed(rotated());
  }

  @Test
  void badKeysDoNotReplaceGoodOnes() {
    logs.expect(Level.WARNING, "no-usable-key");
    logs.expect(Level.WARNING, "not-json");
    reader.assertNamed(token());
    reader.clock.advance(Duration.ofHours(2));
    for (String bad :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"keys\":7}",
            "{\"keys\":[null]}",
            "{\"keys\":[]}",
            "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"key-1\"}]}",
            "<html>")) {
      reader.documents.put(KEYS, bad);
      assertThat(reader.fromHeader(token())).as(bad).isInstanceOf(Named.class);
      reader.clock.advance(Duration.ofHours(1));
    }
  }

  @Test
  void aDocumentsPlaceThatThrowsIsAnOutage() {
    logs.expect(Level.WARNING, "(failed)");
    TokenRules rules =
        new TokenRules(
            List.of(new Issuer(Signed.ISSUER, null, null, null)),
            KEYS,
            Set.of(Signed.AUDIENCE),
            TokenRules.USUAL_CLAIM,
            Set.of(TokenRules.Algorithm.RS256),
            TokenRules.Use.ANY,
            Duration.ZERO);
    Documents broken =
        address -> {
          throw new IllegalStateException("Canary of " + address);
        };
    assertThat(new TokenReader(rules, broken, reader.clock).read(token(), false))
        .isInstanceOf(CannotTell.class);
    assertThat(logs.messages(Level.ALL)).noneMatch(message -> message.contains("Canary"));
  }

  @Test
  void afterCloseNothingIsFetchedAndNothingSaid() {
    CompletableFuture<byte[]> answer = reader.documents.hold(KEYS);
    reader.reader().close();
    reader.reader().close();
    answer.completeExceptionally(new IllegalStateException("closed"));
    reader.clock.advance(Duration.ofHours(2));

    assertCannotTell(reader.fromHeader(token()));
    assertThat(reader.documents.fetches(KEYS)).isEqualTo(1);
    assertThat(logs.messages(Level.ALL)).isEmpty();
  }

  private String token() {
    return Signed.keycloaks(reader.clock).text();
  }

  private String rotated() {
    return Signed.keycloaks(reader.clock).head("kid", "key-2").by(SECOND_KEY);
  }

  private String bogus(int number) {
    return Signed.keycloaks(reader.clock).head("kid", "bogus-" + number).unsigned("AAAA");
  }
}
