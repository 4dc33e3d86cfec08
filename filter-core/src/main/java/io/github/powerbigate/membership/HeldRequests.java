package io.github.powerbigate.membership;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait for a first answer: a bounded number, for a bounded time. Whoever has long
 * had access must not see the page flash by because a cache was cold. Thread-safe.
 */
final class HeldRequests {

  private final Semaphore places;
  private final Duration longest;

  HeldRequests(int most, Duration longest) {
    this.places = new Semaphore(most);
    this.longest = longest;
  }

  /** How long one request may be held. */
  Duration longest() {
    return longest;
  }

  /**
   * Blocks until the answer is there or the time is over; not at all if no place is free.
   *
   * @param atMost how long
   * @return how much of that is left
   */
  Duration await(@Nullable CompletableFuture<?> answer, Duration atMost) {
    if (answer == null || answer.isDone() || !places.tryAcquire()) {
      return atMost;
    }
    long began = System.nanoTime();
    try {
      answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The page is the answer then, and its poll brings the verdict.
      return Duration.ZERO;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
    Duration left = atMost.minusNanos(System.nanoTime() - began);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
