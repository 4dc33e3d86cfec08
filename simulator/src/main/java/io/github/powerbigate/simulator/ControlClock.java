package io.github.powerbigate.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.powerbigate.simulator.scenario.ClockPart;
import java.time.InstantSource;

/** The clock, as the control API shows and moves it. */
final class ControlClock {
  private final InstantSource clock;

  ControlClock(InstantSource clock) {
    this.clock = clock;
  }

  JsonNode read() {
    return Json.object()
        .put("kind", clock instanceof VirtualClock ? "virtual" : "machine")
        .put("now", clock.instant().toString());
  }

  JsonNode move(ObjectNode body) {
    if (!(clock instanceof VirtualClock virtual)) {
      throw new ControlError(409, "the clock is not virtual; start with --clock=virtual");
    }
    ClockPart.move(body, virtual::advance, virtual::set);
    return read();
  }
}
