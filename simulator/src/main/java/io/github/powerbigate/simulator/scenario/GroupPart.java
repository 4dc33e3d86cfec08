package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.World;
import java.util.List;

/** A security group. Who is in it, {@link MembershipPart} says. Immutable. */
record GroupPart(String id, String displayName, boolean hidden, List<LicencePart> licences) {

  static GroupPart read(Place place, Names groups) {
    place.only("id", "displayName", "hidden", "licences");
    String displayName = place.at("displayName").text();
    GroupPart group =
        new GroupPart(
            place
                .at("id")
                .maybe(Place::guid)
                .orElseGet(() -> Names.madeFrom("group " + displayName)),
            displayName,
            place.at("hidden").flag(false),
            place.at("licences").each(LicencePart::read));
    groups.add(place, group.id, displayName);
    return group;
  }

  void addTo(World world) {
    world.addGroup(id, displayName);
    if (hidden) {
      world.hideGroup(id);
    }
    licences.forEach(licence -> licence.addTo(world.licences(), id));
  }
}
