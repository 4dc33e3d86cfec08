package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.World;
import java.util.List;
import java.util.stream.Stream;

/** A workspace of Power BI and who was given a role in it. Immutable. */
record WorkspacePart(String id, List<Grant> grants, boolean onCapacity) {

  /** A role given to a person, a group or an app. */
  record Grant(String principalId, AccessRight right) {
    static Grant read(Place place, Names principals) {
      place.only("principal", "role");
      return new Grant(
          principals.id(place.at("principal")),
          place.at("role").maybe(Grant::right).orElse(AccessRight.VIEWER));
    }

    private static AccessRight right(Place place) {
      String[] names =
          Stream.of(AccessRight.values()).map(AccessRight::written).toArray(String[]::new);
      return AccessRight.named(place.oneOf(names)).orElseThrow();
    }
  }

  static WorkspacePart read(Place place, Names workspaces, Names principals) {
    place.only("id", "grants", "onCapacity");
    WorkspacePart workspace =
        new WorkspacePart(
            place.at("id").guid(),
            place.at("grants").each(grant -> Grant.read(grant, principals)),
            place.at("onCapacity").flag(true));
    if (workspace.grants.isEmpty()) {
      throw place.at("grants").mustBe("a list of at least one grant");
    }
    workspaces.add(place, workspace.id);
    return workspace;
  }

  void addTo(World world) {
    grants.forEach(grant -> world.workspaces().grant(id, grant.principalId(), grant.right()));
    world.workspaces().setOnCapacity(id, onCapacity);
  }
}
