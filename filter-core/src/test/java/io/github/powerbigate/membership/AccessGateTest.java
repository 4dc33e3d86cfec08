package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Finding.Throttled;
import io.github.powerbigate.membership.Finding.Unavailable;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.membership.Verdict.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AccessGateTest {

  private static final UserId ANN = new UserId(UserId.Form.AUTO, "ann@example.org");
  private static final Finding READY = new Ready(null, false);
  private static final Finding NOT_YET = new NotYet(Cause.NOT_IN_GROUP, false);
  private static final Finding UNAVAILABLE =
      new Unavailable(null, new Trouble(Cause.UNAVAILABLE, "Words.", "http-503", null));
  private static final Duration LEASE = Duration.ofSeconds(12);

  private final FakeClock clock = new FakeClock();
  private final ScriptedProbe probe = new ScriptedProbe();
  private final LocalVerdictStore store = new LocalVerdictStore(1000);

  @Test
  void theFirstVisitAsksAndTheAnswerIsTheVerdict() {
    AccessGate gate = gate();

    assertThat(gate.visit(ANN, Arrival.VISIT, TokenSource.NONE)).isInstanceOf(Checking.class);
    probe.answer(READY);

    assertThat(gate.peek(ANN.value(), clock.millis())).isInstanceOf(Admit.class);
    assertThat(probe.count()).isEqualTo(1);
  }

  @Test
  void anAnswerThatIsThereAtOnceIsSeenByTheSameVisit() {
    probe.thenAnswers(READY);

    assertThat(gate().visit(ANN, Arrival.VISIT, TokenSource.NONE)).isInstanceOf(Admit.class);
  }

  @Test
  void anAdmittedUserIsNotAskedAboutAgainBeforeTheNextLook() {
    probe.thenAnswers(READY, READY);
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);

    clock.advance(Duration.ofMinutes(59));
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    assertThat(probe.count()).isEqualTo(1);

    clock.advance(Duration.ofMinutes(1));
    assertThat(gate.visit(ANN, Arrival.VISIT, TokenSource.NONE)).isInstanceOf(Admit.class);
    assertThat(probe.count()).isEqualTo(2);
  }

  @Test
  void whileOneQuestionIsUnderWayNobodyAsksAnother() {
    AccessGate gate = gate();
    for (int i = 0; i < 200; i++) {
      gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
    }
    assertThat(probe.count()).isEqualTo(1);
  }

  @Test
  void twoHundredTabsMakeOneProbePerDueMoment() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(NOT_YET);
    for (int second = 0; second < 60; second++) {
      clock.advance(Duration.ofSeconds(1));
      int before = probe.count();
      for (int tab = 0; tab < 200; tab++) {
        gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
      }
      assertThat(probe.count() - before).isLessThanOrEqualTo(1);
      probe.answer(NOT_YET);
    }
    // 2 + 4 + 8 + 15 + 15 s and so on, each shortened by at most 15 %.
    assertThat(probe.count()).isBetween(6, 9);
  }

  @Test
  void whoPollsWithoutAVerdictIsFresh() {
    probe.thenAnswers(READY);

    assertThat(gate().visit(ANN, Arrival.POLL, TokenSource.NONE)).isInstanceOf(Wait.class);
  }

  @Test
  void whomTheApplicationCallsGrantedIsFreshAlsoWhenAlreadyWaiting() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(UNAVAILABLE);

    gate.visit(ANN, Arrival.GRANTED, TokenSource.NONE);

    assertThat(((Wait) verdict(gate)).seen().fresh()).isTrue();
  }

  @Test
  void callingAMemberGrantedChangesNothing() {
    probe.thenAnswers(READY);
    AccessGate gate = gate();
    Verdict before = gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);

    assertThat(gate.visit(ANN, Arrival.GRANTED, TokenSource.NONE)).isEqualTo(before);
  }

  @Test
  void aFreshUserIsAdmittedByAnUnbrokenRun() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(NOT_YET);
    Instant firstYes = null;
    while (verdict(gate) instanceof Wait) {
      clock.advance(Duration.ofSeconds(2));
      gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
      if (firstYes == null) {
        firstYes = clock.instant();
      }
      probe.answer(READY);
    }
    assertThat(Duration.between(firstYes, clock.instant())).isEqualTo(Duration.ofSeconds(20));
    assertThat(probe.count()).isEqualTo(12);
  }

  @Test
  void aLeaseThatEndsWithoutAnAnswerIsTheFindingThatNobodyAnswered() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);

    clock.advance(LEASE);
    Verdict verdict = gate.visit(ANN, Arrival.POLL, TokenSource.NONE);

    assertThat(verdict).isInstanceOf(Wait.class);
    assertThat(((Wait) verdict).cause()).isEqualTo(Cause.UNAVAILABLE);
    assertThat(probe.count()).isEqualTo(2);
  }

  @Test
  void whoeverTakesTheNextLeaseCancelsThePredecessor() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    ScriptedProbe.Asked first = probe.last();

    clock.advance(LEASE);
    gate.visit(ANN, Arrival.POLL, TokenSource.NONE);

    assertThat(first.answer()).isCancelled();
  }

  @Test
  void aYesThatComesAfterAnotherNodeTookTheLeaseCountsForTheSameWait() {
    AccessGate here = gate();
    AccessGate there =
        new AccessGate(
            "powerbi",
            GateTimings.DEFAULT,
            GateLimits.DEFAULT,
            store,
            new ScriptedProbe(),
            clock,
            new Random(2));
    here.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    clock.advance(LEASE);
    there.visit(ANN, Arrival.VISIT, TokenSource.NONE);

    probe.answer(READY);

    assertThat(verdict(here)).isInstanceOf(Admit.class);
  }

  @Test
  void aNoThatComesAfterAnotherNodeTookTheLeaseIsDropped() {
    AccessGate here = gate();
    AccessGate there =
        new AccessGate(
            "powerbi",
            GateTimings.DEFAULT,
            GateLimits.DEFAULT,
            store,
            new ScriptedProbe().thenAnswers(READY),
            clock,
            new Random(2));
    here.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    clock.advance(LEASE);
    there.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    Verdict admitted = verdict(here);

    probe.answer(NOT_YET);

    assertThat(verdict(here)).isEqualTo(admitted).isInstanceOf(Admit.class);
  }

  @Test
  void aProbeThatThrowsIsAnOutage() {
    AccessGate gate =
        gate(
            question -> {
              throw new IllegalStateException("canary");
            });

    Verdict verdict = gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);

    assertThat(((Wait) verdict).cause()).isEqualTo(Cause.UNAVAILABLE);
  }

  @Test
  void withoutAPermitThereIsNoLeaseAndTheNextPollTriesAgain() {
    AccessGate gate = gate(new GateLimits(1, 1, Duration.ofSeconds(2)));
    UserId bob = new UserId(UserId.Form.AUTO, "bob@example.org");
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);

    gate.visit(bob, Arrival.VISIT, TokenSource.NONE);
    assertThat(probe.count()).isEqualTo(1);
    assertThat(requireVerdict(gate, bob).pace().leased()).isFalse();

    probe.answer(READY);
    gate.visit(bob, Arrival.POLL, TokenSource.NONE);
    assertThat(probe.count()).isEqualTo(2);
    assertThat(((Checking) requireVerdict(gate, bob)).fresh()).isFalse();
  }

  @Test
  void aProbeThatNeverAnswersGivesItsPermitBackAfterItsDeadline() {
    AccessGate gate = gate(new GateLimits(1, 1, Duration.ofSeconds(2)));
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);

    clock.advance(LEASE.plusSeconds(1));
    gate.visit(new UserId(UserId.Form.AUTO, "bob@example.org"), Arrival.VISIT, TokenSource.NONE);

    assertThat(probe.count()).isEqualTo(2);
  }

  @Test
  void throttlingClosesTheServiceForAll() {
    AccessGate gate = gate();
    UserId bob = new UserId(UserId.Form.AUTO, "bob@example.org");
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(
        new Throttled(
            Duration.ofMinutes(5), new Trouble(Cause.THROTTLED, "Words.", "http-429", null)));

    for (int i = 0; i < 20; i++) {
      gate.visit(bob, Arrival.POLL, TokenSource.NONE);
      clock.advance(Duration.ofSeconds(14));
    }
    assertThat(probe.count()).isEqualTo(1);
    assertThat(requireVerdict(gate, bob)).isInstanceOf(Wait.class);

    clock.advance(Duration.ofSeconds(21));
    gate.visit(bob, Arrival.POLL, TokenSource.NONE);
    assertThat(probe.count()).isEqualTo(2);
  }

  @Test
  void theLongestOfManyRetryAftersCounts() {
    AccessGate gate = gate();
    UserId bob = new UserId(UserId.Form.AUTO, "bob@example.org");
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    ScriptedProbe.Asked ann = probe.last();
    gate.visit(bob, Arrival.VISIT, TokenSource.NONE);
    Trouble trouble = new Trouble(Cause.THROTTLED, "Words.", "http-429", null);
    ann.answer().complete(new Throttled(Duration.ofMinutes(5), trouble));
    probe.answer(new Throttled(Duration.ofSeconds(1), trouble));

    clock.advance(Duration.ofMinutes(4));
    gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
    assertThat(probe.count()).isEqualTo(2);
  }

  @Test
  void aShortRetryAfterOfAnOutageClosesNothing() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(
        new Unavailable(
            Duration.ofSeconds(30), new Trouble(Cause.UNAVAILABLE, "Words.", "http-503", null)));

    gate.visit(new UserId(UserId.Form.AUTO, "bob@example.org"), Arrival.VISIT, TokenSource.NONE);

    assertThat(probe.count()).isEqualTo(2);
  }

  @Test
  void aClockSetBackAnHourFreezesNobody() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(NOT_YET);

    clock.advance(Duration.ofHours(-1));
    gate.visit(ANN, Arrival.POLL, TokenSource.NONE);

    assertThat(probe.count()).isEqualTo(2);
  }

  @Test
  void aClockSetBackAnHourOpensAServiceThatWasClosed() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(
        new Throttled(
            Duration.ofMinutes(5), new Trouble(Cause.THROTTLED, "Words.", "http-429", null)));

    clock.advance(Duration.ofHours(-1));
    gate.visit(ANN, Arrival.POLL, TokenSource.NONE);

    assertThat(probe.count()).isEqualTo(2);
  }

  @Test
  void aClockSetForwardMakesEverythingDueAndAdmitsNobodyEarlyByARun() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(NOT_YET);
    clock.advance(Duration.ofSeconds(2));
    gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
    probe.answer(READY);

    clock.advance(Duration.ofMinutes(30));
    gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
    probe.answer(READY);

    assertThat(verdict(gate)).isInstanceOf(Wait.class);
  }

  @Test
  void anHourOfOutageLetsNewcomersInAfterTheGraceAndKeepsAdmittedPeopleIn() {
    AccessGate gate = gate();
    probe.thenAnswers(READY);
    UserId bob = new UserId(UserId.Form.AUTO, "bob@example.org");
    gate.visit(bob, Arrival.VISIT, TokenSource.NONE);
    Duration letIn = null;
    Instant began = clock.instant();
    for (int second = 0; second < 3600; second++) {
      probe.thenAnswers(UNAVAILABLE, UNAVAILABLE);
      gate.visit(ANN, second == 0 ? Arrival.VISIT : Arrival.POLL, TokenSource.NONE);
      if (letIn == null && verdict(gate) instanceof Admit) {
        letIn = Duration.between(began, clock.instant());
      }
      assertThat(gate.visit(bob, Arrival.VISIT, TokenSource.NONE)).isInstanceOf(Admit.class);
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(letIn).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(46));
  }

  @Test
  void inAnOutageFreshPeopleAndThoseSeenNotToBeMembersWaitUntilSlow() {
    AccessGate gate = gate();
    UserId fresh = new UserId(UserId.Form.AUTO, "bob@example.org");
    probe.thenAnswers(NOT_YET);
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    Instant began = clock.instant();
    while (GateRules.elapsed(began, clock.instant()).compareTo(Duration.ofMinutes(9)) < 0) {
      probe.thenAnswers(UNAVAILABLE, UNAVAILABLE);
      assertThat(gate.visit(ANN, Arrival.POLL, TokenSource.NONE)).isInstanceOf(Wait.class);
      assertThat(gate.visit(fresh, Arrival.GRANTED, TokenSource.NONE)).isInstanceOf(Wait.class);
      clock.advance(Duration.ofSeconds(15));
    }
    clock.advance(Duration.ofMinutes(1));
    probe.thenAnswers(UNAVAILABLE, UNAVAILABLE);
    assertThat(gate.visit(ANN, Arrival.POLL, TokenSource.NONE)).isInstanceOf(Admit.class);
    assertThat(gate.visit(fresh, Arrival.POLL, TokenSource.NONE)).isInstanceOf(Admit.class);
  }

  @Test
  void anHourOfThrottlingOpensNothingBeforeSlow() {
    AccessGate gate = gate();
    Finding throttled =
        new Throttled(
            Duration.ofHours(1), new Trouble(Cause.THROTTLED, "Words.", "http-429", null));
    probe.thenAnswers(throttled);
    Instant began = clock.instant();
    Duration letIn = null;
    for (int second = 0; second < 3600 && letIn == null; second++) {
      if (gate.visit(ANN, second == 0 ? Arrival.VISIT : Arrival.POLL, TokenSource.NONE)
          instanceof Admit) {
        letIn = Duration.between(began, clock.instant());
      }
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(letIn).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(16));
    assertThat(probe.count()).isEqualTo(1);
  }

  @Test
  void recoveryIsNoticedWithinOnePause() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(NOT_YET);
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofSeconds(15));
      gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
      probe.answer(UNAVAILABLE);
    }
    clock.advance(GateTimings.DEFAULT.longestPause());
    gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
    probe.answer(READY);

    assertThat(((Wait) verdict(gate)).cause()).isEqualTo(Cause.SETTLING);
  }

  @Test
  void aRequestIsHeldForTheFirstAnswer() throws Exception {
    AccessGate gate = gate(new GateLimits(64, 64, Duration.ofSeconds(30)));
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Verdict> held = thread.submit(() -> gate.firstAnswer(ANN, TokenSource.NONE));
      probe.answer(READY);
      assertThat(held.get(10, TimeUnit.SECONDS)).isInstanceOf(Admit.class);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aRequestIsHeldNoLongerThanItMayBe() {
    AccessGate gate = gate(new GateLimits(64, 64, Duration.ofMillis(20)));
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);

    assertThat(gate.firstAnswer(ANN, TokenSource.NONE)).isInstanceOf(Checking.class);
  }

  @Test
  void noMoreRequestsAreHeldThanMayBe() throws Exception {
    AccessGate gate = gate(new GateLimits(64, 3, Duration.ofMinutes(10)));
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      List<Future<Verdict>> visits = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        visits.add(threads.submit(() -> gate.firstAnswer(ANN, TokenSource.NONE)));
      }
      await().until(() -> visits.stream().filter(Future::isDone).count() == 7);
      probe.answer(READY);
      await().until(() -> visits.stream().allMatch(Future::isDone));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void nobodyIsHeldWhereNobodyAsks() {
    AccessGate gate = gate(new GateLimits(64, 64, Duration.ofMinutes(10)));

    assertThat(gate.firstAnswer(ANN, TokenSource.NONE)).isInstanceOf(Checking.class);
  }

  @Test
  void closingCancelsWhatIsUnderWayAndLetsGoWhoIsHeld() throws Exception {
    AccessGate gate = gate(new GateLimits(64, 64, Duration.ofMinutes(10)));
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Verdict> held = thread.submit(() -> gate.firstAnswer(ANN, TokenSource.NONE));
      gate.close();
      assertThat(held.get(10, TimeUnit.SECONDS)).isInstanceOf(Checking.class);
      assertThat(probe.last().answer()).isCancelled();
      gate.visit(new UserId(UserId.Form.AUTO, "bob@example.org"), Arrival.VISIT, TokenSource.NONE);
      assertThat(probe.count()).isEqualTo(1);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aPassIsUsedUpByExactlyOneOfManyAndTheVerdictStays() throws Exception {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(NOT_YET);
    assertThat(gate.usePass(ANN)).isFalse();
    gate.grantPass(ANN);

    int users = 8;
    ExecutorService threads = Executors.newFixedThreadPool(users);
    CountDownLatch together = new CountDownLatch(users);
    try {
      List<Future<Boolean>> passes = new ArrayList<>();
      for (int i = 0; i < users; i++) {
        passes.add(
            threads.submit(
                () -> {
                  together.countDown();
                  together.await();
                  return gate.usePass(ANN);
                }));
      }
      int passed = 0;
      for (Future<Boolean> pass : passes) {
        passed += pass.get(10, TimeUnit.SECONDS) ? 1 : 0;
      }
      assertThat(passed).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(verdict(gate)).isInstanceOf(Wait.class);
  }

  @Test
  void thereIsNoPassForWhoNeitherWaitsNorIsRefused() {
    probe.thenAnswers(READY);
    AccessGate gate = gate();
    gate.grantPass(ANN);
    assertThat(gate.usePass(ANN)).isFalse();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    gate.grantPass(ANN);
    assertThat(gate.usePass(ANN)).isFalse();
  }

  @Test
  void aPassSurvivesTheAnswerToAQuestionThatWasUnderWay() {
    AccessGate gate = gate();
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    probe.answer(NOT_YET);
    clock.advance(Duration.ofSeconds(2));
    gate.visit(ANN, Arrival.POLL, TokenSource.NONE);
    gate.grantPass(ANN);

    probe.answer(NOT_YET);

    assertThat(gate.usePass(ANN)).isTrue();
  }

  private AccessGate gate() {
    return gate(GateLimits.DEFAULT);
  }

  private AccessGate gate(GateLimits limits) {
    return new AccessGate(
        "powerbi", GateTimings.DEFAULT, limits, store, probe, clock, new Random(1));
  }

  private AccessGate gate(MembershipProbe other) {
    return new AccessGate(
        "powerbi", GateTimings.DEFAULT, GateLimits.DEFAULT, store, other, clock, new Random(1));
  }

  private Verdict verdict(AccessGate gate) {
    return requireVerdict(gate, ANN);
  }

  private Verdict requireVerdict(AccessGate gate, UserId user) {
    Verdict verdict = gate.peek(user.value(), clock.millis());
    assertThat(verdict).isNotNull();
    return java.util.Objects.requireNonNull(verdict);
  }
}
