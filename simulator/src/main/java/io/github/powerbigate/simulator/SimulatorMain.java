package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.scenario.GatePart;
import io.github.powerbigate.simulator.scenario.Scenario;
import io.github.powerbigate.simulator.wire.Service;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The simulator on its own, with the tenant of a scenario or a small one, until Ctrl-C.
 *
 * <p>Options: {@code --scenario=FILE}, {@code --clock=machine} or {@code virtual}, {@code
 * --entra-port=}, {@code --graph-port=}, {@code --power-bi-api-port=}, {@code
 * --power-bi-web-port=}, {@code --control-port=}, {@code --seed=}, {@code --replicas=}, {@code
 * --http2=false}, {@code --resource-units=}, and {@code --expose=NAME.test}, which opens the
 * simulator to other machines under that name, all but its control port. An option beats what the
 * scenario says.
 */
public final class SimulatorMain {
  private static final String USAGE =
      "options: --scenario=FILE, --clock=machine|virtual,"
          + " --SERVICE-port=N (entra, graph, power-bi-api, power-bi-web, control),"
          + " --seed=N, --replicas=N, --http2=true|false, --resource-units=N, --expose=NAME.test";
  private static final String SCENARIO = "--scenario=";

  /** Held, since the log manager does not hold on to loggers that somebody has set. */
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

  private SimulatorMain() {}

  /** Starts the simulator and stays until the process is told to end. */
  public static void main(String[] arguments) throws InterruptedException {
    JETTY.setLevel(Level.WARNING);
    try {
      SimulatorSettings settings = read(arguments);
      Simulator simulator = Simulator.start(settings);
      // Before anything is printed: whoever has read it may end the process at once.
      Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
      introduce(simulator, settings, System.out);
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
    new CountDownLatch(1).await();
  }

  /** Fills the tenant if no scenario has, and prints what a person or a gate needs to know. */
  static void introduce(Simulator simulator, SimulatorSettings settings, PrintStream out) {
    Map<String, String> gate = new TreeMap<>(simulator.gateSettings());
    Optional<String> workspace;
    if (settings.scenario().isPresent()) {
      workspace = settings.scenario().flatMap(Scenario::gate).flatMap(GatePart::workspaceId);
    } else {
      gate.putAll(SmallTenant.fill(simulator.world()));
      workspace = Optional.of(SmallTenant.WORKSPACE_ID);
    }
    workspace.ifPresent(id -> gate.put("targetUrl", simulator.reportUrl(id).toString()));
    out.println("Microsoft cloud simulator (nothing here is Microsoft's)");
    out.println("Entra ID          " + simulator.entraUrl());
    out.println("Graph             " + simulator.graphUrl());
    out.println("Power BI REST API " + simulator.powerBiApiUrl());
    out.println("Power BI web app  " + simulator.powerBiWebUrl());
    out.println(
        "Control page      " + simulator.controlUrl() + "/#token=" + simulator.controlToken());
    out.println("Control token     " + simulator.controlToken());
    out.println("Trust store       " + simulator.trustStore());
    if (settings.clock() instanceof VirtualClock clock) {
      out.println("Clock             stands at " + clock.instant() + " until it is moved");
    }
    out.println();
    out.println("Settings of a gate for this simulator:");
    gate.forEach((name, value) -> out.println("powerbigate." + name + "=" + value));
    out.flush();
  }

  /** The scenario first, wherever it stands: the options beat it. */
  static SimulatorSettings read(String[] arguments) {
    SimulatorSettings settings = SimulatorSettings.defaults();
    for (String argument : arguments) {
      if (argument.startsWith(SCENARIO)) {
        Path file = Path.of(argument.substring(SCENARIO.length()));
        settings = settings.withScenario(Scenario.read(file));
      }
    }
    for (String argument : arguments) {
      settings = argument.startsWith(SCENARIO) ? settings : with(settings, argument);
    }
    return settings;
  }

  private static SimulatorSettings with(SimulatorSettings settings, String argument) {
    String[] parts = argument.split("=", 2);
    if (parts.length != 2 || !parts[0].startsWith("--")) {
      throw new IllegalArgumentException(argument + " is not an option; " + USAGE);
    }
    String name = parts[0].substring(2);
    String value = parts[1];
    if (name.endsWith("-port")) {
      return settings.withPort(service(name), number(argument, value, 65_535));
    }
    return switch (name) {
      case "clock" -> clock(settings, argument, value);
      case "expose" -> settings.withExposedAs(value);
      case "http2" -> settings.withHttp2(flag(argument, value));
      case "resource-units" ->
          settings.withResourceUnits(number(argument, value, Integer.MAX_VALUE));
      case "seed" -> settings.withSeed(number(argument, value, Integer.MAX_VALUE));
      case "replicas" ->
          settings.withReplicas(number(argument, value, 100), settings.replicaChoice());
      default -> throw new IllegalArgumentException(argument + " is not an option; " + USAGE);
    };
  }

  /** A scenario's virtual clock stays, as it may begin at a moment of its own. */
  private static SimulatorSettings clock(SimulatorSettings settings, String argument, String kind) {
    return switch (kind) {
      case "machine" -> settings.withClock(InstantSource.system());
      case "virtual" ->
          settings.clock() instanceof VirtualClock
              ? settings
              : settings.withClock(new VirtualClock(settings.clock().instant()));
      default -> throw new IllegalArgumentException(argument + " is neither machine nor virtual");
    };
  }

  private static Service service(String option) {
    String name = option.substring(0, option.length() - "-port".length());
    for (Service service : Service.values()) {
      if (service.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return service;
      }
    }
    throw new IllegalArgumentException("no service is called " + name + "; " + USAGE);
  }

  private static boolean flag(String argument, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(argument + " is neither true nor false");
    };
  }

  private static int number(String argument, String value, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      // Refused below, as a number out of range is.
    }
    throw new IllegalArgumentException(argument + " is not a number from 0 to " + most);
  }
}
