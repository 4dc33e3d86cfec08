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

  /** Blocks until the answer is there, the time is over, or at once if no place is free. */
  void await(@Nullable CompletableFuture<?> answer) {
    if (answer == null || answer.isDone() || !places.tryAcquire()) {
      return;
    }
    try {
      answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The page is the answer then, and its poll brings the verdict.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }
}
