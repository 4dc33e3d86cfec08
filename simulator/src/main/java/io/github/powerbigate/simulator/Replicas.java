package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.SimulatorSettings.ReplicaChoice;
import io.github.powerbigate.simulator.wire.Call;
import java.util.Random;

/** Which replica of the directory, or of the token endpoint, answers. Thread-safe. */
final class Replicas {
  private final int number;
  private final ReplicaChoice choice;
  private final Random random;

  /** Has chances of its own, so that reads do not change the delays drawn by later writes. */
  Replicas(SimulatorSettings settings, Random random) {
    this.number = settings.replicas();
    this.choice = settings.replicaChoice();
    this.random = random;
  }

  int answering(Call call) {
    if (choice == ReplicaChoice.BY_CONNECTION) {
      return Math.floorMod(call.connection() - 1, number);
    }
    return random.nextInt(number);
  }

  int any() {
    return random.nextInt(number);
  }
}
