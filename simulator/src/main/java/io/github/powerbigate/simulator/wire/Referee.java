package io.github.powerbigate.simulator.wire;

import java.util.Set;

/** Says what clients do wrong. Called by many threads at once. */
public interface Referee {
  /** The rules that a request breaks, seen as it arrives. */
  Set<Violation.Rule> brokenBy(Call call);

  /** A request's path and query as the log may keep them; without secrets, they stay as sent. */
  String withoutSecrets(String target);

  /** Takes note of an answer that is about to leave, be it true or played. */
  void answered(Call call, Reply reply);
}
