package io.github.powerbigate.simulator.wire;

import java.util.Set;

/** Says what clients do wrong. Called by many threads at once. */
public interface Referee {
  /** The rules that a request breaks, seen as it arrives. */
  Set<Violation.Rule> brokenBy(Call call);

  /** Takes note of an answer that is about to leave, be it true or played. */
  void answered(Call call, Reply reply);
}
