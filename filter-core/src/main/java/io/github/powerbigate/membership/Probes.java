package io.github.powerbigate.membership;

import io.github.powerbigate.membership.Finding.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The probes under way: never more than there are permits, and one per user; whoever takes the next
 * lease cancels the predecessor. Thread-safe, with no thread of its own.
 */
final class Probes implements AutoCloseable {

  /** A probe that has not answered so long after its deadline never will. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MembershipProbe probe;
  private final Semaphore permits;
  private final ConcurrentHashMap<String, UnderWay> underWay = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  Probes(MembershipProbe probe, int mostAtOnce) {
    this.probe = probe;
    this.permits = new Semaphore(mostAtOnce);
  }

  /**
   * Asks, if a permit is free and the lease can be had.
   *
   * @param question what to ask
   * @param now the time
   * @param takeLease takes the lease; called at most once, and only with a permit at hand
   * @param settle what to do with the finding; not called if the probe was cancelled
   * @return false if the lease went to somebody else
   */
  boolean begin(
      Question question, Instant now, BooleanSupplier takeLease, Consumer<Finding> settle) {
    if (closed.get() || !takePermit(now)) {
      return true;
    }
    String key = question.user().value();
    UnderWay mine = new UnderWay(question.deadline());
    AtomicReference<@Nullable UnderWay> before = new AtomicReference<>();
    AtomicBoolean won = new AtomicBoolean();
    // Inside compute, so that whoever sees the lease in the store also finds the probe here: a
    // second tab that read the leased verdict and found no probe would show the page to a member.
    try {
      underWay.compute(
          key,
          (k, predecessor) -> {
            won.set(takeLease.getAsBoolean());
            before.set(predecessor);
            return won.get() ? mine : predecessor;
          });
    } finally {
      // Also where the store throws: a permit that leaks is one question less, for ever.
      if (!won.get()) {
        permits.release();
      }
    }
    if (!won.get()) {
      return false;
    }
    UnderWay predecessor = before.get();
    if (predecessor != null) {
      predecessor.cancel();
    }
    // Outside compute: a probe that answers at once comes back to the same key.
    ask(question, key, mine, settle);
    return true;
  }

  /** Completes when the probe under way about this user has been settled; null if there is none. */
  @Nullable CompletableFuture<Void> settled(String key) {
    // compute waits for a begin of the same key that is half-way; get would not.
    UnderWay current = underWay.compute(key, (k, found) -> found);
    return current == null ? null : current.settled;
  }

  /** Nothing more is to be asked in the user's own name. */
  void done(UserId user) {
    probe.done(user);
  }

  /** Whether nothing more is begun. */
  boolean isClosed() {
    return closed.get();
  }

  /** Cancels what is under way and begins nothing more. Idempotent. */
  @Override
  public void close() {
    closed.set(true);
    underWay.values().forEach(UnderWay::cancel);
  }

  private void ask(Question question, String key, UnderWay mine, Consumer<Finding> settle) {
    CompletableFuture<Finding> finding;
    try {
      finding = probe.ask(question);
    } catch (RuntimeException e) {
      finding = CompletableFuture.failedFuture(e);
    } catch (Error e) {
      permits.release();
      underWay.remove(key, mine);
      mine.settled.complete(null);
      throw e;
    }
    mine.asked(finding);
    if (closed.get()) {
      mine.cancel();
    }
    var unused =
        finding.whenComplete(
            (found, error) -> {
              permits.release();
              try {
                if (!mine.cancelled) {
                  settle.accept(
                      error == null ? found : new Unavailable(null, GateJournal.failed(error)));
                }
              } catch (RuntimeException e) {
                GateJournal.unexpected(e);
              } finally {
                underWay.remove(key, mine);
                mine.settled.complete(null);
              }
            });
  }

  private boolean takePermit(Instant now) {
    if (permits.tryAcquire()) {
      return true;
    }
    underWay.values().stream().filter(each -> each.isLost(now)).forEach(UnderWay::cancel);
    return permits.tryAcquire();
  }

  /** One probe under way. */
  private static final class UnderWay {
    private final Instant deadline;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private volatile boolean cancelled;
    private volatile @Nullable CompletableFuture<Finding> finding;

    UnderWay(Instant deadline) {
      this.deadline = deadline;
    }

    void asked(CompletableFuture<Finding> question) {
      finding = question;
      // A successor may have cancelled between our lease and this line; then nobody else would.
      if (cancelled) {
        question.cancel(true);
      }
    }

    void cancel() {
      cancelled = true;
      CompletableFuture<Finding> current = finding;
      if (current != null) {
        current.cancel(true);
      }
    }

    boolean isLost(Instant now) {
      return now.isAfter(deadline.plus(PATIENCE));
    }
  }
}
