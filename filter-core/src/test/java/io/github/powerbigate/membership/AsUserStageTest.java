package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Finding.Misconfigured;
import io.github.powerbigate.membership.Finding.NotYet;
import io.github.powerbigate.membership.Finding.Proven;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Finding.Refreshed;
import io.github.powerbigate.membership.Finding.Throttled;
import io.github.powerbigate.membership.Finding.TokenRefused;
import io.github.powerbigate.membership.Finding.Unavailable;
import io.github.powerbigate.membership.Verdict.Admit;
import io.github.powerbigate.membership.Verdict.Admit.Basis;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.membership.Verdict.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What follows the group stage where Power BI is asked in the user's own name. */
class AsUserStageTest {

  private static final UserId ANN = new UserId(UserId.Form.AUTO, "ann@example.org");
  private static final TokenSource TOKEN = () -> new UserToken("a-token");
  private static final Duration QUIET = Duration.ofMinutes(2);
  private static final Finding READY = new Ready(null, false);
  private static final Finding STALE = new NotYet(Cause.POWER_BI_STALE, false);
  private static final Finding PROVEN = new Proven();
  private static final Finding REFRESHED = new Refreshed(QUIET, null);

  private final FakeClock clock = new FakeClock();
  private final ScriptedProbe probe = new ScriptedProbe();
  private final AccessGate gate = gate(Duration.ofMinutes(5));

  @Test
  void whoeverHasLongBeenInIsLetInByOneLookOfPowerBis() {
    probe.thenAnswers(READY, PROVEN);

    assertThat(visit()).isInstanceOf(Checking.class);
    assertThat(gate.firstAnswer(ANN, TOKEN)).isInstanceOf(Admit.class);

    assertThat(probe.last().question().stage()).isEqualTo(Stage.POWER_BI);
    assertThat(probe.last().question().token()).isNotNull();
  }

  @Test
  void theGroupIsAskedAboutWithoutTheUsersToken() {
    AtomicInteger read = new AtomicInteger();
    gate.visit(
        ANN,
        Arrival.VISIT,
        () -> {
          read.incrementAndGet();
          return new UserToken("a-token");
        });

    assertThat(probe.last().question().token()).isNull();
    assertThat(read).hasValue(0);
  }

  @Test
  void powerBiLooksAnewForWhoeverItKeepsOutAndIsLeftAloneMeanwhile() {
    probe.thenAnswers(READY, STALE);
    visit();
    gate.firstAnswer(ANN, TOKEN);
    Wait wait = (Wait) verdict();
    assertThat(wait.cause()).isEqualTo(Cause.POWER_BI_STALE);

    probe.thenAnswers(REFRESHED);
    visit();
    assertThat(probe.last().question().stage()).isEqualTo(Stage.REFRESH);
    int asked = probe.count();
    clock.advance(QUIET.minusMillis(1));
    visit();
    assertThat(probe.count()).isEqualTo(asked);

    probe.thenAnswers(PROVEN);
    clock.advance(Duration.ofMillis(1));
    assertThat(visit()).isInstanceOf(Admit.class);
    assertThat(probe.last().question().stage()).isEqualTo(Stage.POWER_BI);
  }

  @Test
  void forWhoeverIsFreshPowerBiLooksAnewBeforeItIsAsked() {
    settle();

    assertThat(verdict().stage()).isEqualTo(Stage.REFRESH);
    probe.thenAnswers(REFRESHED);
    visit();
    clock.advance(QUIET);
    probe.thenAnswers(PROVEN);
    assertThat(visit()).isInstanceOf(Admit.class);
    assertThat(basis()).isEqualTo(Basis.MEMBER);
  }

  @Test
  void powerBiLooksAnewOnlyOnceInAWait() {
    settle();
    probe.thenAnswers(REFRESHED);
    visit();
    clock.advance(QUIET);
    for (int i = 0; i < 5; i++) {
      probe.thenAnswers(STALE);
      visit();
      assertThat(verdict().stage()).isEqualTo(Stage.POWER_BI);
      clock.advance(Duration.ofSeconds(15));
    }
  }

  @Test
  void whoeverPowerBiKeepsOutToTheEndOfTheStageIsAdmittedUnproved() {
    settle();
    probe.thenAnswers(REFRESHED);
    visit();
    clock.advance(QUIET);
    while (verdict() instanceof Wait) {
      probe.thenAnswers(STALE);
      visit();
      clock.advance(Duration.ofSeconds(15));
    }
    assertThat(basis()).isEqualTo(Basis.UNPROVED);
  }

  @Test
  void theEndOfTheStageNeedsNoAnswer() {
    settle();
    clock.advance(Duration.ofMinutes(5));
    int asked = probe.count();

    visit();

    assertThat(basis()).isEqualTo(Basis.UNPROVED);
    assertThat(probe.count()).isEqualTo(asked);
  }

  @Test
  void aMemberWhoBringsNoTokenIsAdmittedUnproved() {
    probe.thenAnswers(READY);
    gate.visit(ANN, Arrival.VISIT, TokenSource.NONE);
    gate.firstAnswer(ANN, TokenSource.NONE);

    assertThat(basis()).isEqualTo(Basis.UNPROVED);
    assertThat(probe.count()).isEqualTo(1);
  }

  @Test
  void aMemberWhoseTokenIsOfNoUseIsAdmittedUnproved() {
    probe.thenAnswers(READY, new TokenRefused(trouble(Cause.WRONG_ACCOUNT)));
    visit();
    gate.firstAnswer(ANN, TOKEN);

    assertThat(basis()).isEqualTo(Basis.UNPROVED);
  }

  @Test
  void beforeTheHandlerHasRunNothingIsDecidedForWantOfAToken() {
    TokenSource soFar =
        new TokenSource() {
          @Override
          public @Nullable UserToken token() {
            return null;
          }

          @Override
          public boolean mayStillCome() {
            return true;
          }
        };
    probe.thenAnswers(READY);
    gate.visit(ANN, Arrival.VISIT, soFar);
    gate.firstAnswer(ANN, soFar);
    assertThat(verdict().stage()).isEqualTo(Stage.POWER_BI);

    probe.thenAnswers(PROVEN);
    assertThat(gate.visit(ANN, Arrival.GRANTED, TOKEN)).isInstanceOf(Admit.class);
    assertThat(basis()).isEqualTo(Basis.MEMBER);
  }

  @Test
  void whoIsToBeLeftAloneBeforeTheFirstLookWaitsUnderANumber() {
    probe.thenAnswers(READY, REFRESHED);
    visit();
    gate.firstAnswer(ANN, TOKEN);

    assertThat(verdict()).isInstanceOf(Wait.class);
    assertThat(verdict().pace().askAgainAt()).isEqualTo(clock.instant().plus(QUIET));
  }

  @Test
  void aClockSetBackMakesTheStageNoLonger() {
    settle();
    probe.thenAnswers(REFRESHED);
    visit();
    clock.advance(Duration.ofHours(-3));
    probe.thenAnswers(STALE);
    visit();
    clock.advance(Duration.ofMinutes(5));
    visit();

    assertThat(basis()).isEqualTo(Basis.UNPROVED);
  }

  @Test
  void whileGraphIsToBeLeftAlonePowerBiIsAskedNevertheless() {
    settle();
    UserId bob = new UserId(UserId.Form.AUTO, "bob@example.org");
    probe.thenAnswers(new Throttled(Duration.ofMinutes(4), trouble(Cause.THROTTLED)));
    gate.visit(bob, Arrival.VISIT, TOKEN);

    probe.thenAnswers(REFRESHED);
    visit();

    assertThat(probe.last().question().stage()).isEqualTo(Stage.REFRESH);
  }

  @Test
  void aStageThatIsSetUpWronglyKeepsNobodyOut() {
    settle();
    probe.thenAnswers(new Misconfigured(trouble(Cause.WORKSPACE_MISSING)));
    visit();

    assertThat(basis()).isEqualTo(Basis.UNPROVED);
  }

  @Test
  void aFreshMemberWaitsOutAnOutageOfPowerBisToTheEndOfTheStage() {
    settle();
    for (int second = 0; second < 299; second += 23) {
      probe.thenAnswers(new Unavailable(null, trouble(Cause.UNAVAILABLE)));
      visit();
      assertThat(verdict()).isInstanceOf(Wait.class);
      clock.advance(Duration.ofSeconds(23));
    }
    clock.advance(Duration.ofSeconds(1));
    visit();
    assertThat(basis()).isEqualTo(Basis.UNPROVED);
  }

  @Test
  void whatOneUserIsThrottledForDelaysNobodyElse() {
    settle();
    probe.thenAnswers(new Throttled(Duration.ofHours(1), trouble(Cause.THROTTLED)));
    visit();
    assertThat(verdict().pace().askAgainAt()).isEqualTo(endOfTheStage());

    UserId bob = new UserId(UserId.Form.AUTO, "bob@example.org");
    int asked = probe.count();
    gate.visit(bob, Arrival.VISIT, TOKEN);
    assertThat(probe.count()).isEqualTo(asked + 1);
  }

  @Test
  void theNextLookAtAnAdmittedUserAsksAboutTheGroupAlone() {
    probe.thenAnswers(READY, PROVEN);
    visit();
    gate.firstAnswer(ANN, TOKEN);
    clock.advance(Duration.ofHours(1));
    probe.thenAnswers(READY);

    assertThat(visit()).isInstanceOf(Admit.class);
    assertThat(probe.last().question().stage()).isEqualTo(Stage.GROUP);
  }

  @Test
  void whoeverTurnsOutFreshInTheStageGoesOnInIt() {
    probe.thenAnswers(READY);
    visit();
    assertThat(verdict().stage()).isEqualTo(Stage.POWER_BI);

    gate.visit(ANN, Arrival.GRANTED, TOKEN);
    probe.answer(PROVEN);

    assertThat(verdict()).isInstanceOf(Admit.class);
  }

  @Test
  void aLateYesAboutTheGroupIsNoneOfPowerBis() {
    visit();
    ScriptedProbe.Asked late = probe.last();
    clock.advance(Duration.ofSeconds(13));
    probe.thenAnswers(READY);
    visit();
    assertThat(verdict().stage()).isEqualTo(Stage.POWER_BI);

    late.answer().complete(READY);

    assertThat(verdict()).isNotInstanceOf(Admit.class);
    assertThat(verdict().stage()).isEqualTo(Stage.POWER_BI);
  }

  private Instant endOfTheStage() {
    AsUser asUser = verdict().asUser();
    assertThat(asUser).isNotNull();
    return asUser.since().plus(Duration.ofMinutes(5));
  }

  /** Brings a fresh user to the end of the group stage. */
  private void settle() {
    do {
      probe.thenAnswers(READY);
      gate.visit(ANN, Arrival.POLL, TOKEN);
      if (verdict().stage() == Stage.GROUP) {
        clock.advance(Duration.ofSeconds(10));
      }
    } while (verdict().stage() == Stage.GROUP);
    assertThat(verdict()).isInstanceOf(Wait.class);
  }

  private Verdict visit() {
    return gate.visit(ANN, Arrival.VISIT, TOKEN);
  }

  private Verdict verdict() {
    Verdict verdict = gate.peek(ANN.value(), clock.millis());
    assertThat(verdict).isNotNull();
    return verdict;
  }

  private Basis basis() {
    return ((Admit) verdict()).basis();
  }

  private static Trouble trouble(Cause cause) {
    return new Trouble(cause, "Words.", "a-code", null);
  }

  private AccessGate gate(Duration asUserFor) {
    GateTimings d = GateTimings.DEFAULT;
    return new AccessGate(
        "test",
        new GateTimings(
            d.admitFor(),
            d.refusedFor(),
            d.confirmations(),
            d.stableFor(),
            d.firstPause(),
            d.longestPause(),
            d.slowAfter(),
            d.propagationLimit(),
            d.admitWhenOverdue(),
            d.admitWhenUnavailable(),
            d.unavailableGrace(),
            d.probeTimeout(),
            asUserFor),
        GateLimits.DEFAULT,
        new LocalVerdictStore(100),
        probe,
        clock,
        new Random(7));
  }
}
