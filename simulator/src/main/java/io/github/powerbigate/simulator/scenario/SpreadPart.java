package io.github.powerbigate.simulator.scenario;

import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.World;

/** How what apps write about one person will spread, who need not be there yet. Immutable. */
record SpreadPart(String mail, Propagation propagation) {

  static SpreadPart read(Place place) {
    place.only("mail", "propagation");
    place.at("propagation").requireObject();
    return new SpreadPart(place.at("mail").mail(), PropagationPart.read(place.at("propagation")));
  }

  void addTo(World world) {
    world.spreads().set(mail, propagation);
  }
}
