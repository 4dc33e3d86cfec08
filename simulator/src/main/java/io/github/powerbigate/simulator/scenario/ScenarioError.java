package io.github.powerbigate.simulator.scenario;

/** What is wrong in a scenario, and where: the message begins with the JSON path. */
public final class ScenarioError extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ScenarioError(String message) {
    super(message);
  }
}
