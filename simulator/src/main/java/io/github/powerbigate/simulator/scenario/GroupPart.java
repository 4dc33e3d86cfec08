package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.World;

/** A security group. Who is in it, {@link MembershipPart} says. Immutable. */
record GroupPart(String id, String displayName, boolean hidden) {

  static GroupPart read(Place place, Names groups) {
    place.only("id", "displayName", "hidden");
    String displayName = place.at("displayName").text();
    GroupPart group =
        new GroupPart(
            place
                .at("id")
                .maybe(Place::guid)
                .orElseGet(() -> Names.madeFrom("group " + displayName)),
            displayName,
            place.at("hidden").flag(false));
    groups.add(place, group.id, displayName);
    return group;
  }

  void addTo(World world) {
    world.addGroup(id, displayName);
    if (hidden) {
      world.hideGroup(id);
    }
  }
}
