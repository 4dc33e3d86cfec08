package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.World;
import java.util.List;

/** That people and groups are in a group, and how that spreads. Immutable. */
record MembershipPart(
    String groupId, List<String> people, List<String> groups, Propagation propagation) {

  static MembershipPart read(Place place, Names members, Names groups) {
    place.only("group", "members", "propagation");
    List<String> ids = place.at("members").each(members::id);
    List<String> nested = ids.stream().filter(groups::has).toList();
    if (ids.isEmpty()) {
      throw place.at("members").mustBe("a list of people and groups");
    }
    if (!nested.isEmpty() && place.at("propagation").isThere()) {
      throw place.at("propagation").wrong("is for people; groups are nested at once");
    }
    return new MembershipPart(
        groups.id(place.at("group")),
        ids.stream().filter(id -> !groups.has(id)).toList(),
        nested,
        PropagationPart.read(place.at("propagation")));
  }

  void addTo(World world) {
    people.forEach(person -> world.addMember(groupId, person, propagation));
    groups.forEach(group -> world.nestGroup(groupId, group));
  }
}
