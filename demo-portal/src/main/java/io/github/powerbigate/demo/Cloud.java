package io.github.powerbigate.demo;

import io.github.powerbigate.demo.portal.DefenceFilter;
import io.github.powerbigate.demo.portal.Tenant;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The Microsoft cloud behind the portal: the simulator, or the real one. */
final class Cloud implements AutoCloseable {

  /** Short enough to be watched, long enough to be understood. */
  private static final Map<String, String> PACE =
      Map.of("longestPause", "5s", "slowAfter", "2m", "propagationLimit", "5m");

  // A gate that decides on redirects must know where they lead, and trusts http on loopback only.
  private static final String EXPOSED_SIMULATION =
      "The simulated Power BI speaks http, and there the gate sends people on this machine only:"
          + " -Dexpose=NAME needs a real tenant.";

  private final Tenant tenant;
  private final Map<String, String> contextParams;
  private final Optional<Simulation> simulation;

  private Cloud(Tenant tenant, Map<String, String> contextParams, Optional<Simulation> simulation) {
    this.tenant = tenant;
    this.contextParams = Map.copyOf(contextParams);
    this.simulation = simulation;
  }

  /** The simulator and the tenant in it. */
  record Simulation(Simulator simulator, SimulatedTenant tenant) {
    static Simulation start(boolean asUser) {
      Simulator simulator = Simulator.start(SimulatorSettings.defaults());
      try {
        return new Simulation(simulator, new SimulatedTenant(simulator, asUser));
      } catch (RuntimeException e) {
        simulator.close();
        throw e;
      }
    }
  }

  /**
   * Starts the simulator, unless the options name a real tenant.
   *
   * @throws IllegalArgumentException if the simulation would be opened to others
   */
  static Cloud of(DemoOptions options) {
    Map<String, String> params = new HashMap<>();
    options.exposedAs().ifPresent(name -> params.put(DefenceFilter.EXPOSED_AS, name));
    if (options.real().isPresent()) {
      DemoOptions.RealCloud real = options.real().get();
      params.putAll(ofTheGate(Map.of("report.targetUrl", real.report().toString())));
      return new Cloud(new RealTenant(real.report(), real.password()), params, Optional.empty());
    }
    if (options.exposedAs().isPresent()) {
      throw new IllegalArgumentException(EXPOSED_SIMULATION);
    }
    Simulation simulation = Simulation.start(options.asUser());
    params.putAll(ofTheGate(PACE));
    params.putAll(ofTheGate(simulation.tenant().gateSettings()));
    return new Cloud(simulation.tenant(), params, Optional.of(simulation));
  }

  /** Settings of the gate as context-params. */
  static Map<String, String> ofTheGate(Map<String, String> settings) {
    Map<String, String> params = new HashMap<>();
    settings.forEach((name, value) -> params.put("powerbigate." + name, value));
    return params;
  }

  /** Whom the portal sends its people to. */
  Tenant tenant() {
    return tenant;
  }

  /** What the portal and its gate must be told. */
  Map<String, String> contextParams() {
    return contextParams;
  }

  /** What the gate must be told so that people sign in to Entra ID; nothing for a real tenant. */
  Map<String, String> signInParams(URI portal) {
    return simulation.map(it -> ofTheGate(it.tenant().signInSettings(portal))).orElse(Map.of());
  }

  /** The simulator, unless this is the real cloud. */
  Optional<Simulation> simulation() {
    return simulation;
  }

  @Override
  public void close() {
    simulation.ifPresent(it -> it.simulator().close());
  }
}
