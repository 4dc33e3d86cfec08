package io.github.powerbigate.simulator.scenario;

import java.util.Optional;

/**
 * The replicas of the directory. What is absent is as the settings say. Immutable.
 *
 * @param number how many there are
 * @param byConnection whether one connection is always answered by the same; otherwise any answers
 */
public record ReplicasPart(Optional<Integer> number, Optional<Boolean> byConnection) {
  private static final int MOST = 100;

  static ReplicasPart read(Place place) {
    if (place.isThere()) {
      place.only("number", "choice");
    }
    return new ReplicasPart(
        place.at("number").maybe(number -> (int) number.number(1, MOST)),
        place
            .at("choice")
            .maybe(choice -> choice.oneOf("random", "by-connection").equals("by-connection")));
  }
}
