package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.world.Apps;
import io.github.powerbigate.simulator.world.Delay;
import java.time.Instant;

/**
 * A client secret. Immutable.
 *
 * @param untilKnown until each replica of the token endpoint knows it
 */
public record SecretPart(String value, Instant expires, Delay untilKnown) {

  /**
   * Reads one that stands outside a scenario, beside the {@code app} whose it is.
   *
   * @throws ScenarioError if it is not as it should be
   */
  public static SecretPart read(ObjectNode json) {
    return readKnown(Place.root(json).only("app", "value", "expires", "untilKnown"));
  }

  static SecretPart read(Place place) {
    return readKnown(place.only("value", "expires", "untilKnown"));
  }

  /** Gives it to the app. */
  public void addTo(Apps apps, String clientId) {
    apps.setSecret(clientId, value, expires, untilKnown);
  }

  private static SecretPart readKnown(Place place) {
    return new SecretPart(
        place.at("value").text(),
        place.at("expires").maybe(Place::moment).orElse(Instant.MAX),
        PropagationPart.delay(place.at("untilKnown")));
  }

  @Override
  public String toString() {
    return "SecretPart[" + expires + "]";
  }
}
