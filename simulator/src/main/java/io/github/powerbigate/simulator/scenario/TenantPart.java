package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.Delay;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tenant itself. What is absent is as the settings say. Immutable.
 *
 * @param id its GUID
 * @param domain its first domain
 * @param tokenLifetime how long a token is good
 * @param rules what of it can change later
 */
public record TenantPart(
    Optional<String> id,
    Optional<String> domain,
    Optional<Delay> tokenLifetime,
    TenantRules rules) {
  private static final String DOMAIN = "[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+";

  static TenantPart read(Place place, Names groups) {
    if (place.isThere()) {
      place.only(
          Stream.concat(Stream.of("id", "domain", "tokenLifetime"), Stream.of(TenantRules.KEYS))
              .toArray(String[]::new));
    }
    return new TenantPart(
        place.at("id").maybe(Place::guid),
        place.at("domain").maybe(TenantPart::domain),
        place.at("tokenLifetime").maybe(PropagationPart::delay),
        TenantRules.read(place, groups::id));
  }

  private static String domain(Place place) {
    if (!place.text().matches(DOMAIN)) {
      throw place.mustBe("a domain such as contoso.onmicrosoft.com");
    }
    return place.text();
  }
}
