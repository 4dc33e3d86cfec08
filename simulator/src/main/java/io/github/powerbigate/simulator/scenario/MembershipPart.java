package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.World;
import java.util.List;

/** That people, apps and groups are in a group, and how that spreads. Immutable. */
record MembershipPart(
    String groupId, List<String> members, List<String> groups, Propagation propagation) {

  static MembershipPart read(Place place, Names principals, Names groups) {
    place.only("group", "members", "propagation");
    List<String> ids = place.at("members").each(principals::id);
    if (ids.isEmpty()) {
      throw place.at("members").mustBe("a list of people, groups and apps");
    }
    return new MembershipPart(
        groups.id(place.at("group")),
        ids.stream().filter(id -> !groups.has(id)).toList(),
        ids.stream().filter(groups::has).toList(),
        PropagationPart.read(place.at("propagation")));
  }

  void addTo(World world) {
    members.forEach(member -> world.addMember(groupId, member, propagation));
    groups.forEach(group -> world.nestGroup(groupId, group, propagation));
  }
}
