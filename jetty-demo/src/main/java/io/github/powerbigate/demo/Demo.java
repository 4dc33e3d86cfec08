package io.github.powerbigate.demo;

import io.github.powerbigate.demo.portal.Tenant;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The portal, and behind it the simulator or a real tenant. */
final class Demo implements AutoCloseable {

  /** Short enough to be watched, long enough to be understood. */
  private static final Map<String, String> PACE =
      Map.of("longestPause", "5s", "slowAfter", "2m", "propagationLimit", "5m");

  // A gate that decides on redirects must know where they lead, and trusts http on loopback only.
  private static final String EXPOSED_SIMULATION =
      "The simulated Power BI speaks http, and there the gate sends people on this machine only:"
          + " -Dexpose=NAME needs a real tenant.";

  private final PortalServer portal;
  private final Optional<Simulation> simulation;

  private Demo(PortalServer portal, Optional<Simulation> simulation) {
    this.portal = portal;
    this.simulation = simulation;
  }

  /** The simulator and the tenant in it. */
  record Simulation(Simulator simulator, SimulatedTenant tenant) {
    static Simulation start() {
      Simulator simulator = Simulator.start(SimulatorSettings.defaults());
      return new Simulation(simulator, new SimulatedTenant(simulator));
    }
  }

  /**
   * Starts the demo; it answers when this returns.
   *
   * @param gateSettings beat those of the demo itself
   * @throws IOException if the port cannot be had
   * @throws RuntimeException if something else does not start; the message says what
   */
  static Demo start(DemoOptions options, Map<String, String> gateSettings) throws IOException {
    PortalServer portal = new PortalServer(options.bind(), options.port(), options.exposedAs());
    Simulation simulation = null;
    try {
      Map<String, String> settings = new HashMap<>();
      Tenant tenant;
      if (options.real().isPresent()) {
        DemoOptions.RealCloud real = options.real().get();
        tenant = new RealTenant(real.report(), real.password());
        settings.put("report.targetUrl", real.report().toString());
      } else {
        if (options.exposedAs().isPresent()) {
          throw new IllegalArgumentException(EXPOSED_SIMULATION);
        }
        simulation = Simulation.start();
        tenant = simulation.tenant();
        settings.putAll(PACE);
        settings.putAll(simulation.tenant().gateSettings());
      }
      settings.putAll(gateSettings);
      portal.start(tenant, settings);
      return new Demo(portal, Optional.ofNullable(simulation));
    } catch (RuntimeException e) {
      portal.close();
      if (simulation != null) {
        simulation.simulator().close();
      }
      throw e;
    }
  }

  /** Where a browser finds the portal. */
  URI address() {
    return portal.address();
  }

  /** The simulator, unless the demo runs against the real cloud. */
  Optional<Simulation> simulation() {
    return simulation;
  }

  @Override
  public void close() {
    try {
      portal.close();
    } finally {
      simulation.ifPresent(it -> it.simulator().close());
    }
  }
}
