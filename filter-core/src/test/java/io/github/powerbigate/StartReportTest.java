package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.microsoft.Connections;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.SettingSources;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.testing.LogWatch;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The five lines of a gate that has started. */
@Timeout(60)
class StartReportTest {

  private static final String WEB_XML =
      "<web-app><filter><filter-name>gate</filter-name><filter-class>"
          + PowerBiAccessGateFilter.class.getName()
          + "</filter-class></filter></web-app>";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final WorldOfOne world = new WorldOfOne();
  private final Map<String, String> settings = world.settings();

  @BeforeEach
  void expectTheWarningOfACustomCloud() {
    logs.expect(Level.WARNING, "custom");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aGateThatStartsTellsFiveThings() throws Exception {
    logs.expect(Level.WARNING, "Gate gate: async-supported: the gate's filter lacks");
    logs.expect(Level.SEVERE, "Gate gate: permissions: the application may do more than read");
    world
        .simulator
        .world()
        .apps()
        .setRoles(
            WorldOfOne.APP, "User.Read.All", "GroupMember.Read.All", "GroupMember.ReadWrite.All");
    try (Gate gate = open()) {
      assertThat(gate).isNotNull();
      await().until(() -> told().size() >= 5);
    }
    assertThat(told())
        .satisfiesExactly(
            it -> assertThat(it).startsWith("Gate gate: permissions: "),
            it -> assertThat(it).startsWith("Gate gate: group: "),
            it -> assertThat(it).startsWith("Gate gate: clock: "),
            it -> assertThat(it).startsWith("Gate gate: workspace: "),
            it -> assertThat(it).startsWith("Gate gate: async-supported: "));
  }

  @Test
  void aGateThatIsSwitchedOffTellsNothingAndAsksNobody() throws Exception {
    settings.put("mode", "off");
    try (Gate gate = open()) {
      assertThat(gate).isNotNull();
    }
    assertThat(world.simulator.requests().to(Service.ENTRA)).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void aGateThatHasClosedTellsNothingAndNobodyWaitsForIt() throws Exception {
    world.simulator.faults().play(Service.ENTRA, Fault.silent());
    try (Gate gate = open()) {
      assertThat(gate).isNotNull();
      await().until(() -> !world.simulator.requests().to(Service.ENTRA).isEmpty());
    }
    assertThat(told()).isEmpty();
  }

  private Gate open() {
    GateSettings read =
        GateSettings.read(
            SettingSources.of("gate", Map.of(), Map.of(), Map.of(), settings, Map.of()));
    return Gate.open(
        read,
        new WebApplication(
            getClass().getClassLoader(),
            name -> null,
            () -> WEB_XML.getBytes(StandardCharsets.UTF_8)),
        new Connections(),
        InstantSource.system());
  }

  private List<String> told() {
    return logs.messages(Level.INFO).stream()
        .filter(it -> it.matches("(?s)Gate gate: [a-z-]+: .*"))
        .toList();
  }
}
