package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TokensTest {

  private final FakeClock clock = new FakeClock();
  private final List<CompletableFuture<Token>> requests = new ArrayList<>();
  private final Tokens tokens =
      new Tokens(
          () -> {
            CompletableFuture<Token> request = new CompletableFuture<>();
            requests.add(request);
            return request;
          },
          clock);

  @Test
  void howeverManyAskOneRequestIsUnderWay() {
    List<CompletableFuture<Token>> askers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      askers.add(tokens.get());
    }
    Token token = arrive(0);

    assertThat(requests).hasSize(1);
    assertThat(askers).allSatisfy(asker -> assertThat(asker).isCompletedWithValue(token));
  }

  @Test
  void anAskerWhoGivesUpDoesNotSpoilItForTheOthers() {
    CompletableFuture<Token> first = tokens.get();
    CompletableFuture<Token> second = tokens.get();
    first.cancel(true);
    Token token = arrive(0);

    assertThat(second).isCompletedWithValue(token);
  }

  @Test
  void aTokenIsRenewedInTheBackgroundOnceFourFifthsOfItsLifeAreOver() {
    ask();
    Token old = arrive(0);
    clock.advance(Duration.ofSeconds(2879));
    assertThat(tokens.get()).isCompletedWithValue(old);
    assertThat(requests).hasSize(1);

    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.get()).isCompletedWithValue(old);
    assertThat(tokens.get()).isCompletedWithValue(old);
    assertThat(requests).hasSize(2);

    Token renewed = arrive(1);
    assertThat(tokens.get()).isCompletedWithValue(renewed);
  }

  @Test
  void theOldTokenServesToItsEndWhileEntraIsAway() {
    ask();
    Token old = arrive(0);
    clock.advance(Duration.ofSeconds(2900));
    ask();
    fail(1);
    clock.advance(Duration.ofMinutes(10));
    assertThat(tokens.get()).isCompletedWithValue(old);
    fail(2);

    clock.advance(Duration.ofSeconds(95));
    assertThat(tokens.get()).isNotCompleted();
    assertThat(requests).hasSize(4);
  }

  @Test
  void aFailureIsEverybodysForTwoSeconds() {
    ask();
    fail(0);
    for (int i = 0; i < 1000; i++) {
      assertThat(tokens.get()).isCompletedExceptionally();
    }
    assertThat(requests).hasSize(1);

    clock.advance(Tokens.SHARED_FAILURE);
    assertThat(tokens.get()).isNotCompleted();
    assertThat(requests).hasSize(2);
  }

  @Test
  void aFailureDoesNotLastLongerWhenTheClockIsSetBack() {
    ask();
    fail(0);
    clock.advance(Duration.ofHours(-1));

    assertThat(tokens.get()).isNotCompleted();
  }

  @Test
  void aRefusedTokenIsReplacedAtOnceAndThenOnceAMinute() {
    ask();
    tokens.refused(arrive(0));
    ask();
    Token second = arrive(1);
    tokens.refused(second);

    clock.advance(Duration.ofSeconds(59));
    assertThat(tokens.get()).isCompletedWithValue(second);
    assertThat(requests).hasSize(2);

    clock.advance(Duration.ofSeconds(1));
    CompletableFuture<Token> asker = tokens.get();
    Token third = arrive(2);
    assertThat(asker).isCompletedWithValue(third);
  }

  @Test
  void aTokenRefusedLateDoesNotTakeItsSuccessorAlong() {
    ask();
    Token first = arrive(0);
    tokens.refused(first);
    ask();
    Token second = arrive(1);
    tokens.refused(first);

    clock.advance(Duration.ofMinutes(2));
    assertThat(tokens.get()).isCompletedWithValue(second);
  }

  @Test
  void closingEndsEveryWait() {
    CompletableFuture<Token> asker = tokens.get();
    tokens.close();

    assertThat(asker).isCompletedExceptionally();
  }

  private void ask() {
    var unused = tokens.get();
  }

  private Token arrive(int request) {
    Token token =
        new Token(
            "token-" + request,
            clock.instant().plusSeconds(2880),
            clock.instant().plusSeconds(3600));
    requests.get(request).complete(token);
    return token;
  }

  private void fail(int request) {
    requests.get(request).completeExceptionally(new NoAnswer(NoAnswer.BROKEN));
  }
}
