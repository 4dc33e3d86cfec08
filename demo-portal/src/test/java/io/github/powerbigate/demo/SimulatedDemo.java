package io.github.powerbigate.demo;

import io.github.powerbigate.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;

/** The demo on a free port, against the simulator. */
final class SimulatedDemo implements AutoCloseable {
  private final Demo demo;
  private final Cloud.Simulation simulation;

  private SimulatedDemo(Demo demo) {
    this.demo = demo;
    this.simulation = demo.simulation().orElseThrow();
  }

  static SimulatedDemo start(PortalServer.Kind kind, Map<String, String> gateSettings)
      throws IOException {
    return new SimulatedDemo(Demo.start(kind, DemoOptions.simulated(0), gateSettings));
  }

  /** With Power BI asked in people's names. */
  static SimulatedDemo startAskingAsUser(PortalServer.Kind kind, Map<String, String> gateSettings)
      throws IOException {
    return new SimulatedDemo(
        Demo.start(kind, DemoOptions.simulated(0).askingAsUser(), gateSettings));
  }

  URI address() {
    return demo.address();
  }

  SimulatedTenant tenant() {
    return simulation.tenant();
  }

  Simulator simulator() {
    return simulation.simulator();
  }

  /** What the portal's handler does, done by somebody else. */
  void setUp(Role role) {
    try {
      tenant().provision(tenant().signIn(role.id(), "").orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    demo.close();
  }
}
