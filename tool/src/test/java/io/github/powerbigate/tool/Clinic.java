package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A set-up in which all is well, until a test breaks something, and a doctor to look at it. */
final class Clinic implements AutoCloseable {

  static final String APP = "a1a1a1a1-0000-4000-8000-000000000001";
  static final String SECRET = "canary-of-the-secret-7Q~x";
  static final String GROUP = "b1b1b1b1-0000-4000-8000-000000000001";
  static final String WORKSPACE = "c1c1c1c1-0000-4000-8000-000000000001";
  static final String KIM = "d1d1d1d1-0000-4000-8000-000000000001";
  static final String NOWHERE = "99999999-9999-4999-8999-999999999999";

  final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  final World world = simulator.world();
  final Map<String, String> settings = new LinkedHashMap<>(simulator.gateSettings());
  private final Path home;
  private Duration clockAhead = Duration.ZERO;

  Clinic(Path home) {
    this.home = home;
    world.apps().add(APP, SECRET, "User.Read.All", "GroupMember.Read.All");
    world.addGroup(GROUP, "Viewers");
    world.addUser(
        User.member(KIM, "kim@simulator.onmicrosoft.com", "Kim").withMail("kim@example.org"));
    world.addMember(GROUP, KIM);
    world.licences().assign(KIM, Licence.PRO);
    world.workspaces().grant(WORKSPACE, GROUP, AccessRight.VIEWER);
    world.workspaces().grant(WORKSPACE, APP, AccessRight.VIEWER);
    settings.put("clientId", APP);
    settings.put("clientSecret", SECRET);
    settings.put("groupId", GROUP);
    settings.put("targetUrl", simulator.powerBiWebUrl() + "/groups/" + WORKSPACE + "/list");
  }

  /** This machine's clock goes wrong. */
  void setClockAhead(Duration by) {
    clockAhead = by;
  }

  /** Writes a file. */
  Path file(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  /** A web.xml of a gate with these settings and what else stands in it. */
  String webXml(String inTheFilter, String besideIt) {
    StringBuilder params = new StringBuilder();
    settings.forEach(
        (name, value) ->
            params
                .append("<init-param><param-name>")
                .append(name)
                .append("</param-name><param-value>")
                .append(value.replace("&", "&amp;"))
                .append("</param-value></init-param>"));
    return "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"><filter>"
        + "<filter-name>gate</filter-name>"
        + "<filter-class>io.github.powerbigate.PowerBiAccessGateFilter</filter-class>"
        + inTheFilter
        + params
        + "</filter>"
        + besideIt
        + "</web-app>";
  }

  /** The doctor's report on the settings, with Kim as the user. */
  Seen doctor(String... more) throws IOException {
    List<String> args = new ArrayList<>(argsFor(WORKSPACE));
    args.addAll(more.length == 0 ? List.of("--user", "kim@example.org") : List.of(more));
    return run(args);
  }

  /** A command line for the settings, without a user. */
  List<String> argsFor(String workspace) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = home.resolve("gate.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return List.of("doctor", "--settings", file.toString(), "--workspace", workspace);
  }

  /** Runs a command; nothing that it says holds a secret or a token. */
  Seen run(List<String> args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InstantSource clock = () -> InstantSource.system().instant().plus(clockAhead);
    int code =
        Tool.run(
            args,
            new Surroundings(
                Map.of(),
                Map.of(),
                clock,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
    Seen seen =
        new Seen(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    assertThat(seen.out() + seen.err())
        .doesNotContain(SECRET, "canary", "eyJ", simulator.trustStorePassword())
        .doesNotContainIgnoringCase("kim");
    return seen;
  }

  /**
   * What came of a run.
   *
   * @param code the exit code
   */
  record Seen(int code, String out, String err) {

    /** The checks with that mark, by name. */
    List<String> marked(String mark) {
      return out.lines()
          .filter(line -> line.startsWith(mark + "  "))
          .map(line -> line.split(" +", 3)[1])
          .toList();
    }

    /** The line of a check. */
    String line(String name) {
      return out.lines()
          .filter(line -> line.matches("[A-Z]{4}  " + name + " .*"))
          .findFirst()
          .orElse("");
    }
  }

  @Override
  public void close() {
    assertThat(simulator.violations()).isEmpty();
    simulator.close();
  }
}
