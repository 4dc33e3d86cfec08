package io.github.powerbigate.simulator.wire;

/** What stands behind one port. Called by many threads at once. */
public interface Answers {
  /** The answer to a request. */
  Reply answer(Call call);

  /** How this service words a failure that a {@link Fault} asks for. */
  Reply refuse(Call call, int status);
}
