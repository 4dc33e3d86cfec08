package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.Licences;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A licence of somebody. Immutable.
 *
 * @param licence the product, its plans in the state that is asked for
 * @param pending for how long the plans are {@code PendingProvisioning} first
 */
public record LicencePart(Licence licence, Duration pending) {
  private static final Map<String, Licence> PRODUCTS =
      new TreeMap<>(
          Map.of(
              "pro", Licence.PRO,
              "premium-per-user", Licence.PREMIUM_PER_USER,
              "pro-gcc", Licence.PRO_GCC,
              "premium-per-user-gcc", Licence.PREMIUM_PER_USER_GCC));

  /**
   * Reads one that stands outside a scenario, beside the {@code principal} whose it is.
   *
   * @throws ScenarioError if it is not as it should be
   */
  public static LicencePart read(ObjectNode json) {
    return readKnown(Place.root(json).only("principal", "product", "status", "pending"));
  }

  static LicencePart read(Place place) {
    return readKnown(place.only("product", "status", "pending"));
  }

  /** Assigns it to a user or a group. */
  public void addTo(Licences licences, String principalId) {
    licences.assign(principalId, licence, pending);
  }

  private static LicencePart readKnown(Place place) {
    String product = place.at("product").oneOf(PRODUCTS.keySet().toArray(new String[0]));
    Licence licence = PRODUCTS.get(product);
    if (licence == null) {
      throw new IllegalStateException(product);
    }
    return new LicencePart(
        place.at("status").maybe(Place::text).map(licence::withStatus).orElse(licence),
        place.at("pending").maybe(Place::length).orElse(Duration.ZERO));
  }
}
