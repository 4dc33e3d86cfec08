package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.world.Consents;
import java.util.List;
import java.util.Optional;

/**
 * Delegated permissions that an app was granted. Immutable.
 *
 * @param personId whose consent it is; an administrator's for everybody if it is empty
 */
public record ConsentPart(String clientId, List<String> scopes, Optional<String> personId) {

  /**
   * Reads the {@code scopes} that stand outside a scenario, beside {@code app} and {@code user}.
   *
   * @throws ScenarioError if they are not as they should be
   */
  public static List<String> scopes(ObjectNode json) {
    return scopes(Place.root(json).only("app", "user", "scopes").at("scopes"));
  }

  static ConsentPart read(Place place, Names apps, Names people) {
    place.only("app", "scopes", "person");
    return new ConsentPart(
        apps.id(place.at("app")), scopes(place.at("scopes")), place.at("person").maybe(people::id));
  }

  void addTo(Consents consents) {
    String[] names = scopes.toArray(new String[0]);
    if (personId.isPresent()) {
      consents.give(clientId, personId.get(), names);
    } else {
      consents.giveForEverybody(clientId, names);
    }
  }

  private static List<String> scopes(Place place) {
    List<String> scopes =
        place.each(it -> AppPart.permission(it, "a person, such as Workspace.Read.All"));
    if (scopes.isEmpty()) {
      throw place.mustBe("a list of at least one permission");
    }
    return scopes;
  }
}
