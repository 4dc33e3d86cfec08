package io.github.powerbigate.tool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits: the tool has nothing else to do. */
final class Answered {

  private Answered() {}

  /** What a question that never fails, and that has a deadline of its own, is answered. */
  static <T> T now(CompletableFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a question that cannot fail has failed");
    }
  }
}
