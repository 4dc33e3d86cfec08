package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token held for one service, by all gates that share a {@link Connection}. Thread-safe.
 *
 * <ul>
 *   <li>However many ask, one request is under way.
 *   <li>A token is renewed in the background once 80 % of its life are over, and used until its end
 *       if that fails.
 *   <li>A failure is everybody's for {@link #SHARED_FAILURE}.
 *   <li>A token that the service {@linkplain #refused refused} is replaced, at most once in {@link
 *       #REPLACEMENT_PAUSE}: permissions are frozen when a token is issued, so that a consent given
 *       later shows only in a new one.
 * </ul>
 */
final class Tokens {

  static final Duration SHARED_FAILURE = Duration.ofSeconds(2);
  static final Duration REPLACEMENT_PAUSE = Duration.ofMinutes(1);

  /** While the old token is good, there is no hurry. */
  private static final Duration RENEWAL_PAUSE = Duration.ofSeconds(30);

  /** Microsoft's clock and ours may differ, and the call itself takes time. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Supplier<CompletableFuture<Token>> source;
  private final InstantSource clock;

  // All guarded by this.
  private @Nullable Token held;
  private @Nullable Token refused;
  private @Nullable Instant replacedAt;
  private @Nullable CompletableFuture<Token> underway;
  private @Nullable Throwable failure;
  private Instant failedAt = Instant.MIN;

  /**
   * @param source requests a token, without blocking and under a time limit of its own
   */
  Tokens(Supplier<CompletableFuture<Token>> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * The token, at once if there is a good one.
   *
   * @return the caller's own future, which it may cancel
   */
  CompletableFuture<Token> get() {
    Flight flight;
    synchronized (this) {
      Instant now = clock.instant();
      Token good = good(now);
      if (good != null && now.isBefore(good.renewAt())) {
        return CompletableFuture.completedFuture(good);
      }
      if (good != null && (underway != null || within(RENEWAL_PAUSE, failedAt, now))) {
        return CompletableFuture.completedFuture(good);
      }
      if (underway != null) {
        return underway.copy();
      }
      if (failure != null && within(pauseAfter(failure), failedAt, now)) {
        return CompletableFuture.failedFuture(failure);
      }
      if (held != null && held.equals(refused)) {
        replacedAt = now;
      }
      underway = new CompletableFuture<>();
      flight = new Flight(underway, good);
    }
    // Outside the lock: the source may do anything, and complete at once.
    var unused = source.get().whenComplete((token, thrown) -> land(flight.result, token, thrown));
    return flight.old == null
        ? flight.result.copy()
        : CompletableFuture.completedFuture(flight.old);
  }

  /** The service does not accept this token, or finds it too weak. */
  synchronized void refused(Token token) {
    if (token.equals(held)) {
      refused = token;
    }
  }

  /** Ends the wait of whoever waits. */
  void close() {
    CompletableFuture<Token> open;
    synchronized (this) {
      open = underway;
    }
    if (open != null) {
      open.completeExceptionally(new NoAnswer(NoAnswer.CLOSED));
    }
  }

  /** The token held, if it may be used. */
  private @Nullable Token good(Instant now) {
    if (held == null || !now.isBefore(held.expiresAt().minus(MARGIN))) {
      return null;
    }
    boolean replaceable =
        held.equals(refused) && (replacedAt == null || !within(REPLACEMENT_PAUSE, replacedAt, now));
    return replaceable ? null : held;
  }

  private void land(
      CompletableFuture<Token> result, @Nullable Token token, @Nullable Throwable thrown) {
    synchronized (this) {
      underway = null;
      if (token != null) {
        held = token;
        refused = null;
        failure = null;
        failedAt = Instant.MIN;
      } else {
        failure = thrown;
        failedAt = clock.instant();
      }
    }
    if (token != null) {
      result.complete(token);
    } else if (thrown != null) {
      result.completeExceptionally(thrown);
    }
  }

  /** Also false if the clock was set back: a pause must not become an hour. */
  private static boolean within(Duration pause, Instant since, Instant now) {
    return !now.isBefore(since) && now.isBefore(since.plus(pause));
  }

  private static Duration pauseAfter(Throwable failure) {
    Duration asked =
        Ended.unwrapped(failure) instanceof Ended ended
                && ended.finding() instanceof Finding.Throttled throttled
            ? throttled.retryAfter()
            : null;
    return asked == null || asked.compareTo(SHARED_FAILURE) < 0 ? SHARED_FAILURE : asked;
  }

  private record Flight(CompletableFuture<Token> result, @Nullable Token old) {}
}
