package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The time that the simulator goes by. Immutable.
 *
 * @param isVirtual whether it stands still until somebody moves it
 * @param start where a virtual clock begins; without it, at the machine's time
 */
public record ClockPart(boolean isVirtual, Optional<Instant> start) {

  static ClockPart read(Place place) {
    place.only("kind", "start");
    boolean isVirtual = place.at("kind").oneOf("machine", "virtual").equals("virtual");
    Place start = place.at("start");
    if (start.isThere() && !isVirtual) {
      throw start.wrong("is for a virtual clock only");
    }
    return new ClockPart(isVirtual, start.maybe(Place::moment));
  }

  /**
   * Reads how a clock is to be moved, by {@code advance}, a length, or {@code set}, a moment.
   *
   * @throws ScenarioError if it is neither, or both
   */
  public static void move(ObjectNode json, Consumer<Duration> advance, Consumer<Instant> set) {
    Place place = Place.root(json).only("advance", "set");
    if (place.at("advance").isThere() == place.at("set").isThere()) {
      throw place.mustBe("either advance or set");
    }
    place.at("advance").maybe(Place::length).ifPresent(advance);
    place.at("set").maybe(Place::moment).ifPresent(set);
  }
}
