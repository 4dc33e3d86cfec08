package io.github.powerbigate.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A probe whose answers the test gives by hand; or at once, from a script. */
public final class ScriptedProbe implements MembershipProbe {

  public record Asked(Question question, CompletableFuture<Finding> answer) {}

  private final Queue<Finding> script = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new ArrayList<>();

  @Override
  public synchronized CompletableFuture<Finding> ask(Question question) {
    Finding next = script.poll();
    CompletableFuture<Finding> answer =
        next == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(next);
    asked.add(new Asked(question, answer));
    return answer;
  }

  public ScriptedProbe thenAnswers(Finding... findings) {
    script.addAll(List.of(findings));
    return this;
  }

  public synchronized int count() {
    return asked.size();
  }

  public synchronized Asked last() {
    return asked.get(asked.size() - 1);
  }

  public void answer(Finding finding) {
    last().answer().complete(finding);
  }
}
