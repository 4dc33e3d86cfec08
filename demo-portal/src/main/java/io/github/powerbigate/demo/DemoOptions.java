package io.github.powerbigate.demo;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the demo is started. Immutable.
 *
 * @param port 0 for a free one
 * @param bind the address to listen on
 * @param asUser whether the gate asks Power BI itself, in people's names
 * @param exposedAs the name by which other machines ask; without it only this machine may
 * @param real the tenant in the real cloud; without it the simulator runs
 */
record DemoOptions(
    int port,
    InetAddress bind,
    boolean asUser,
    Optional<String> exposedAs,
    Optional<RealCloud> real) {
  static final String USAGE =
      "options: -Dport=N (0 for a free one), -Dcheck=as-user, -Dbind=ADDRESS, -Dexpose=NAME,"
          + " or the same as --port=N and so on";

  private static final Set<String> NAMES = Set.of("port", "check", "bind", "expose");
  private static final int USUAL_PORT = 8080;
  private static final int LAST_PORT = 65_535;
  private static final int SHORTEST_PASSWORD = 8;

  /**
   * The real cloud.
   *
   * @param report where the report is, with {@code ctid}
   * @param password without which nobody signs in
   */
  record RealCloud(URI report, String password) {
    @Override
    public String toString() {
      return "RealCloud[" + report.getHost() + "]";
    }
  }

  /** On loopback, against the simulator. */
  static DemoOptions simulated(int port) {
    return new DemoOptions(
        port, InetAddress.getLoopbackAddress(), false, Optional.empty(), Optional.empty());
  }

  /** The same, with Power BI asked in people's names. */
  DemoOptions askingAsUser() {
    return new DemoOptions(port, bind, true, exposedAs, real);
  }

  /**
   * Reads the options: arguments before system properties before the environment.
   *
   * @throws IllegalArgumentException if one of them is not acceptable; the message is for people
   */
  static DemoOptions read(
      String[] arguments, Map<String, String> properties, Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    for (String name : NAMES) {
      String value = properties.get(name);
      if (value != null) {
        given.put(name, value);
      }
    }
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
      if (parts.length != 2 || !NAMES.contains(name)) {
        throw new IllegalArgumentException(argument + " is not an option; " + USAGE);
      }
      given.put(name, parts[1]);
    }
    Optional<String> exposedAs = Optional.ofNullable(given.get("expose")).map(DemoOptions::name);
    Optional<RealCloud> real = real(properties, environment);
    return new DemoOptions(
        port(given.get("port")),
        bind(given.get("bind"), exposedAs),
        asUser(given.getOrDefault("check", "none"), real),
        exposedAs,
        real);
  }

  /** The same within a container, whose business the port and the address are. */
  static DemoOptions inContainer(Map<String, String> properties, Map<String, String> environment) {
    Map<String, String> ours = new HashMap<>(properties);
    ours.keySet().removeAll(Set.of("port", "bind"));
    if (ours.getOrDefault("check", "none").equals("as-user")) {
      throw new IllegalArgumentException(
          "-Dcheck=as-user needs to know the portal's address, which in somebody's container only"
              + " the container knows. Start the demo by itself.");
    }
    return read(new String[0], ours, environment);
  }

  /** The system properties, as {@link #read} takes them. */
  static Map<String, String> systemProperties() {
    return System.getProperties().stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
  }

  private static boolean asUser(String check, Optional<RealCloud> real) {
    if (!check.equals("none") && !check.equals("as-user")) {
      throw new IllegalArgumentException("-Dcheck is none or as-user; " + USAGE);
    }
    if (check.equals("as-user") && real.isPresent()) {
      throw new IllegalArgumentException(
          "-Dcheck=as-user is for the simulator. With a real tenant set POWERBIGATE_POWER_BI_CHECK"
              + " and what belongs to it.");
    }
    return check.equals("as-user");
  }

  private static int port(@Nullable String text) {
    try {
      int port = text == null ? USUAL_PORT : Integer.parseInt(text);
      if (port >= 0 && port <= LAST_PORT) {
        return port;
      }
    } catch (NumberFormatException malformed) {
      // Refused below, as a number out of range is.
    }
    throw new IllegalArgumentException("The port must be a number from 0 to 65535; " + USAGE);
  }

  private static InetAddress bind(@Nullable String text, Optional<String> exposedAs) {
    String address = text != null ? text : exposedAs.isPresent() ? "0.0.0.0" : "127.0.0.1";
    try {
      InetAddress bind = InetAddress.getByName(address);
      if (bind.isLoopbackAddress() || exposedAs.isPresent()) {
        return bind;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("There is no address " + address + " here.", e);
    }
    throw new IllegalArgumentException(
        "People sign in to the demo without a password, so it listens on this machine only."
            + " To open it to other machines, add -Dexpose=NAME with the name they will use.");
  }

  private static String name(String text) {
    if (!text.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "-Dexpose=NAME takes the name, in lower case, by which other machines will ask.");
    }
    return text;
  }

  private static Optional<RealCloud> real(
      Map<String, String> properties, Map<String, String> environment) {
    String tenant =
        properties.getOrDefault(
            "powerbigate.tenantId", environment.getOrDefault("POWERBIGATE_TENANT_ID", ""));
    if (tenant.isBlank()) {
      return Optional.empty();
    }
    String password =
        properties.getOrDefault("demo.password", environment.getOrDefault("DEMO_PASSWORD", ""));
    if (password.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          "A tenant is named, so the demo would ask the real Microsoft cloud about anybody whose"
              + " name is typed. Give it a password of 8 characters or more: DEMO_PASSWORD in the"
              + " environment, or -Ddemo.password=.");
    }
    String report =
        properties.getOrDefault(
            "demo.reportUrl",
            environment.getOrDefault(
                "DEMO_REPORT_URL", "https://app.powerbi.com/home?ctid=" + tenant));
    if (!report.startsWith("https://")) {
      throw new IllegalArgumentException("DEMO_REPORT_URL must begin with https://");
    }
    return Optional.of(new RealCloud(URI.create(report), password));
  }
}
