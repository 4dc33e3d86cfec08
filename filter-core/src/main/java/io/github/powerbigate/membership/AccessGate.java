package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.Finding.Throttled;
import io.github.powerbigate.membership.Finding.Unavailable;
import io.github.powerbigate.membership.Verdict.Checking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One immutable verdict per user, and the question to Microsoft when one is due. Thread-safe.
 *
 * <p>It is not an authorisation check: Power BI enforces access. It spares people an error page
 * while a new membership propagates.
 *
 * <p>A request reads the verdict. If the moment has come from which Microsoft may be asked again,
 * the one request that wins a compare-and-set moves that moment forward (the lease) and asks in the
 * background; the answer replaces the verdict by another compare-and-set. The page's poll is the
 * loop: there is no timer, no queue and no thread in here, and a user who closes the tab costs
 * nothing more.
 */
public final class AccessGate implements AutoCloseable {

  /**
   * The lease outlives the probe's deadline by this, so that an answer finds its lease standing.
   */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

  /** How often a lost compare-and-set is tried again; each loss means that somebody else won. */
  private static final int TRIES = 8;

  private final GateRules rules;
  private final GateTimings timings;
  private final VerdictStore store;
  private final Probes probes;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final GateJournal journal;
  private final HeldRequests held;
  private final ServiceClosing closing = new ServiceClosing();

  /**
   * @param name by which the log tells this gate from others
   * @param timings lengths and numbers of the rules
   * @param limits how much the gate may take up
   * @param store where the verdicts are; not closed by the gate
   * @param probe who asks Microsoft; not closed by the gate
   * @param clock the time
   * @param random for pauses and references; thread-safe, and unpredictable to users
   */
  public AccessGate(
      String name,
      GateTimings timings,
      GateLimits limits,
      VerdictStore store,
      MembershipProbe probe,
      InstantSource clock,
      RandomGenerator random) {
    this.timings = requireNonNull(timings, "timings is null");
    this.rules = new GateRules(timings);
    this.store = requireNonNull(store, "store is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.random = requireNonNull(random, "random is null");
    this.journal = new GateJournal(requireNonNull(name, "name is null"));
    this.probes = new Probes(probe, limits.maxCallsAtOnce());
    this.held = new HeldRequests(limits.maxHeldRequests(), limits.firstAnswerWithin());
  }

  /** The rules by which this gate decides. */
  public GateRules rules() {
    return rules;
  }

  /**
   * Reads the verdict and does nothing else.
   *
   * @param key the user's canonical name
   * @param nowMillis the time, in milliseconds since the epoch
   * @return the verdict, or null if there is none
   */
  public @Nullable Verdict peek(String key, long nowMillis) {
    Stored stored = store.find(key, nowMillis);
    return stored == null ? null : stored.verdict();
  }

  /**
   * The verdict for a user who comes; asks Microsoft in the background if that is due. Does not
   * block.
   *
   * @param user who comes
   * @param arrival how
   * @param tokens where the request has a token of the user's, for the stages that need one
   */
  public Verdict visit(UserId user, Arrival arrival, TokenSource tokens) {
    Instant now = clock.instant();
    String key = user.value();
    for (int i = 0; i < TRIES; i++) {
      Stored stored = store.find(key, clock.millis());
      if (stored == null) {
        store.putIfAbsent(key, new Checking(arrival != Arrival.VISIT, Pace.unasked(now)));
        continue;
      }
      Verdict verdict = stored.verdict();
      Verdict freshened = arrival == Arrival.GRANTED ? verdict.freshened() : null;
      if (freshened != null) {
        store.replace(key, stored, freshened);
        continue;
      }
      if (!verdict.pace().isDue(now.toEpochMilli()) || ask(user, stored, tokens, now)) {
        return current(key, verdict);
      }
    }
    // Eight others won: somebody is at work for this user, and the next request will read the
    // result.
    Verdict verdict = peek(key, clock.millis());
    return verdict == null ? new Checking(arrival != Arrival.VISIT, Pace.unasked(now)) : verdict;
  }

  /**
   * Waits for the first answer about a user, as long as one request may be held; if it leads to the
   * next stage, for that one's too.
   *
   * @param user who waits
   * @param tokens as for {@link #visit}
   * @return the verdict then: still {@link Checking} if the answer did not come, or if as many
   *     requests are held as may be
   */
  public Verdict firstAnswer(UserId user, TokenSource tokens) {
    Duration left = held.await(probes.settled(user.value()), held.longest());
    Verdict verdict = peek(user.value(), clock.millis());
    if (verdict instanceof Checking && verdict.asUser() != null) {
      visit(user, Arrival.VISIT, tokens);
      held.await(probes.settled(user.value()), left);
      verdict = peek(user.value(), clock.millis());
    }
    return verdict == null ? new Checking(false, Pace.unasked(clock.instant())) : verdict;
  }

  /**
   * Lets the next navigation of a user who waits or is refused go past the gate, once. The verdict
   * stays; for anybody else nothing changes.
   */
  public void grantPass(UserId user) {
    change(user.value(), verdict -> verdict.withPass(true));
  }

  /**
   * Uses up the pass, if the user has one.
   *
   * @return whether there was one; of two requests at once, one gets it
   */
  public boolean usePass(UserId user) {
    return change(user.value(), verdict -> verdict.withPass(false));
  }

  /**
   * Tells the operator of trouble that was found without a user: at the start, for one.
   *
   * @param finding what was found
   */
  public void report(Finding finding) {
    // Whoever closes the gate gives up the first contact too; that is no trouble of Microsoft's.
    if (!probes.isClosed()) {
      journal.complain(finding, clock.instant());
    }
  }

  /** Whether anybody's wait has ended in a membership since the start. */
  public boolean hasAWaitEndedWell() {
    return journal.hasAWaitEndedWell();
  }

  /** Gives up every question under way and lets go whoever is held. Idempotent. */
  @Override
  public void close() {
    probes.close();
  }

  /**
   * Changes a verdict by compare-and-set.
   *
   * @param change gives the changed verdict, or null if there is nothing to change
   * @return whether it was changed
   */
  private boolean change(String key, Function<Verdict, @Nullable Verdict> change) {
    for (int i = 0; i < TRIES; i++) {
      Stored stored = store.find(key, clock.millis());
      Verdict changed = stored == null ? null : change.apply(stored.verdict());
      if (stored == null || changed == null) {
        return false;
      }
      if (store.replace(key, stored, changed)) {
        return true;
      }
    }
    return false;
  }

  private Verdict current(String key, Verdict otherwise) {
    Verdict verdict = peek(key, clock.millis());
    return verdict == null ? otherwise : verdict;
  }

  /**
   * Takes the lease and asks.
   *
   * @return false if somebody else changed the verdict meanwhile, so that it is to be read again
   */
  private boolean ask(UserId user, Stored stored, TokenSource tokens, Instant now) {
    Verdict verdict = lapsed(stored.verdict(), now);
    UserToken token = verdict.stage() == Stage.GROUP ? null : tokens.token();
    if (verdict.stage() != Stage.GROUP) {
      boolean over = rules.isProofOverdue(verdict, now);
      if (token == null && !over && tokens.mayStillCome()) {
        return true;
      }
      if (token == null || over) {
        journal.unproved(over || tokens.mayBeMissing(), now);
        return put(user, stored, rules.unproved(now), now);
      }
    } else if (closing.isClosed(now)) {
      Finding finding = new Throttled(null, GateJournal.CLOSED);
      return put(user, stored, rules.next(verdict, finding, now, chance()), now);
    }
    Pace lease = verdict.pace().lease(now, timings.probeTimeout().plus(LEASE_MARGIN));
    Instant deadline = now.plus(timings.probeTimeout());
    Question question = new Question(user, verdict.stage(), token, deadline);
    Verdict leased = verdict.at(lease);
    // Nobody asks without a permit and a lease; without a permit the next poll tries again.
    return probes.begin(
        question,
        now,
        () -> takeLease(user, stored, leased, now),
        finding -> settle(user, leased, finding));
  }

  private boolean takeLease(UserId user, Stored stored, Verdict leased, Instant now) {
    boolean taken = store.replace(user.value(), stored, leased);
    if (taken && stored.verdict().pace().leased()) {
      // The lease before this one lapsed, which may have begun a wait.
      journal.changed(stored.verdict(), leased, now);
    }
    return taken;
  }

  /** A lease that ended without an answer is the finding that nobody answered. */
  private Verdict lapsed(Verdict verdict, Instant now) {
    return verdict.pace().leased()
        ? rules.next(verdict, new Unavailable(null, GateJournal.NO_ANSWER), now, chance())
        : verdict;
  }

  private void settle(UserId user, Verdict leased, Finding finding) {
    Instant now = clock.instant();
    journal.found(user, leased.stage(), finding, now);
    if (leased.stage() == Stage.GROUP) {
      // Power BI counts the calls of each user for itself.
      closing.closeFor(finding, now);
    }
    for (int i = 0; i < TRIES; i++) {
      Stored stored = store.find(user.value(), now.toEpochMilli());
      if (stored == null) {
        return;
      }
      Verdict verdict = stored.verdict();
      boolean mine = verdict.pace().isLease(leased.pace());
      // The question outlived its lease and another took it: only a yes about the same wait is
      // news.
      if (!mine && !LateYes.counts(finding, leased, verdict)) {
        return;
      }
      if (put(user, stored, rules.next(verdict, finding, now, chance()), now) || !mine) {
        return;
      }
    }
  }

  private boolean put(UserId user, Stored seen, Verdict next, Instant now) {
    boolean put = store.replace(user.value(), seen, next);
    if (put) {
      journal.changed(seen.verdict(), next, now);
      journal.named(user, next);
      if (seen.verdict().asUser() != null && next.asUser() == null) {
        probes.done(user);
      }
    }
    return put;
  }

  private Chance chance() {
    return Chance.draw(random);
  }
}
