package io.github.powerbigate.microsoft;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A row of steps towards one result, which must be over by a moment. Once the result is there,
 * whoever put it there (the last step, the moment, the caller who cancelled), no further step is
 * begun and those under way are given up. Thread-safe.
 */
final class Attempt {

  private final CompletableFuture<?> result;
  private final Answers answers;
  private final Set<Runnable> underway = ConcurrentHashMap.newKeySet();
  private final Asked forToken;
  private volatile Asked asked;

  /** For {@link Attempts}, which meets the moment. */
  Attempt(CompletableFuture<?> result, Answers answers, Asked forToken) {
    this.result = result;
    this.answers = answers;
    this.forToken = forToken;
    asked = forToken;
  }

  /** Who is asked for tokens. */
  Asked forToken() {
    return forToken;
  }

  /** Whom the last step asked, or the next will. */
  Asked asked() {
    return asked;
  }

  /**
   * Takes a step, unless the result is there.
   *
   * @return what the step completes with; what it fails with is made an {@link Ended}
   */
  <T> CompletableFuture<T> step(Asked whom, Supplier<CompletableFuture<T>> begin) {
    if (result.isDone()) {
      return CompletableFuture.failedFuture(new NoAnswer(NoAnswer.CLOSED));
    }
    asked = whom;
    CompletableFuture<T> step = begin.get();
    Runnable giveUp = () -> step.cancel(true);
    underway.add(giveUp);
    if (result.isDone()) {
      // The result came while we added: giveUp may not have seen this step.
      giveUp.run();
    }
    return step.whenComplete((value, thrown) -> underway.remove(giveUp))
        .exceptionally(
            thrown -> {
              throw ended(whom, thrown);
            });
  }

  private Ended ended(Asked whom, Throwable thrown) {
    Throwable bare = Ended.unwrapped(thrown);
    return bare instanceof Ended ended ? ended : new Ended(answers.findingOf(whom, bare));
  }

  /** Gives up what is under way. */
  void giveUp() {
    underway.forEach(Runnable::run);
  }
}
