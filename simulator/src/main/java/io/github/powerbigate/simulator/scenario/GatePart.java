package io.github.powerbigate.simulator.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of the tenant a gate is for. Immutable.
 *
 * @param clientId the app that it asks as
 * @param secret the app's first secret, if it has one
 * @param groupId the group that it asks about
 * @param workspaceId the workspace that it leads to
 */
public record GatePart(
    String clientId, Optional<String> secret, String groupId, Optional<String> workspaceId) {

  static GatePart read(
      Place place, List<AppPart> apps, Names appNames, Names groups, Names workspaces) {
    place.only("app", "group", "workspace");
    String clientId = appNames.id(place.at("app"));
    return new GatePart(
        clientId,
        apps.stream()
            .filter(app -> app.clientId().equalsIgnoreCase(clientId))
            .findFirst()
            .flatMap(AppPart::secret),
        groups.id(place.at("group")),
        place.at("workspace").maybe(workspaces::id));
  }

  /** The settings that name them to a gate. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("clientId", clientId);
    secret.ifPresent(value -> settings.put("clientSecret", value));
    settings.put("groupId", groupId);
    return settings;
  }

  @Override
  public String toString() {
    return "GatePart[" + clientId + ", " + groupId + "]";
  }
}
