package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Flapping;
import io.github.powerbigate.simulator.world.Propagation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a change spreads. Delays that are not named are nought. */
public final class PropagationPart {
  private static final int MOST_REPLICAS = 100;

  private PropagationPart() {}

  /**
   * Reads one that stands outside a scenario; what is missing is immediate.
   *
   * @throws ScenarioError if it is not as it should be
   */
  public static Propagation read(JsonNode json) {
    return read(Place.root(json));
  }

  static Propagation read(Place place) {
    if (!place.isThere()) {
      return Propagation.IMMEDIATE;
    }
    place.only(
        "directory",
        "membership",
        "mailIndex",
        "powerBi",
        "powerBiFreeze",
        "flapping",
        "unfinished");
    return new Propagation(
        delay(place.at("directory")),
        delay(place.at("membership")),
        delay(place.at("mailIndex")),
        delay(place.at("powerBi")),
        place.at("powerBiFreeze").maybe(Place::length).orElse(Duration.ZERO),
        flapping(place.at("flapping")),
        place.at("unfinished").maybe(Place::length).orElse(Duration.ZERO));
  }

  /**
   * A length such as {@code PT30S}; a list of them, one for each replica; {@code shortest} and
   * {@code longest}; or {@code median} and {@code sigma}.
   */
  static Delay delay(Place place) {
    if (!place.isThere()) {
      return Delay.NONE;
    }
    if (place.json().isArray()) {
      List<Duration> lengths = place.each(Place::length);
      if (lengths.isEmpty()) {
        throw place.mustBe("a list of at least one length");
      }
      return Delay.perReplica(lengths.toArray(new Duration[0]));
    }
    if (!place.json().isObject()) {
      return Delay.fixed(place.length());
    }
    return place.at("median").isThere() ? logNormal(place) : uniform(place);
  }

  private static Delay logNormal(Place place) {
    place.only("median", "sigma");
    Place sigma = place.at("sigma");
    if (sigma.isThere() && !(sigma.json().isNumber() && sigma.json().asDouble() >= 0)) {
      throw sigma.mustBe("a number from 0");
    }
    return Delay.logNormal(place.at("median").length(), sigma.json().asDouble(1));
  }

  private static Delay uniform(Place place) {
    place.only("shortest", "longest");
    Duration shortest = place.at("shortest").length();
    Duration longest = place.at("longest").length();
    if (shortest.compareTo(longest) > 0) {
      throw place.at("longest").mustBe("at least the shortest, " + shortest);
    }
    return Delay.uniform(shortest, longest);
  }

  private static @Nullable Flapping flapping(Place place) {
    if (!place.isThere()) {
      return null;
    }
    place.only("replicas", "period", "lasting");
    Set<Integer> replicas =
        place.at("replicas").each(replica -> (int) replica.number(0, MOST_REPLICAS)).stream()
            .collect(Collectors.toSet());
    Place period = place.at("period");
    Duration length = period.maybe(Place::length).orElse(Duration.ofSeconds(5));
    if (length.toMillis() == 0) {
      throw period.mustBe("at least a millisecond");
    }
    return new Flapping(
        replicas, length, place.at("lasting").maybe(Place::length).orElse(Duration.ofMinutes(1)));
  }
}
