package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.simulator.wire.Faults;
import io.github.powerbigate.simulator.wire.RequestLog;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.wire.Wire;
import io.github.powerbigate.simulator.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A start that fails leaves nothing behind")
final class FailedStartTest {
  private final SimulatorSettings settings =
      SimulatorSettings.defaults().withClock(new SettableClock());

  @Test
  void aPortInUseIsAFailureThatLeavesNothingBehind() {
    Set<Thread> before = WireTest.threads();
    try (Simulator simulator = Simulator.start(settings)) {
      int taken = simulator.powerBiWebUrl().getPort();
      assertThatThrownBy(() -> Simulator.start(settings.withPort(Service.CONTROL, taken)))
          .isInstanceOf(RuntimeException.class);
    }
    await().untilAsserted(() -> assertThat(before).containsAll(WireTest.threads()));
  }

  @Test
  void aPortThatIsNoneIsAFailureThatFreesTheOthers() throws IOException {
    int port = WireTest.freePort();

    assertThatThrownBy(
            () ->
                Simulator.start(
                    settings.withPort(Service.ENTRA, port).withPort(Service.CONTROL, 70_000)))
        .isInstanceOf(IllegalArgumentException.class);

    assertFree(port);
  }

  @Test
  void aTrustStoreThatCannotBeWrittenIsAFailureThatFreesThePorts() throws IOException {
    int port = WireTest.freePort();
    String temporary = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", temporary + "/not-there");
    try {
      assertThatThrownBy(() -> Simulator.start(settings.withPort(Service.POWER_BI_WEB, port)))
          .hasMessageContaining("trust store");
    } finally {
      System.setProperty("java.io.tmpdir", temporary);
    }

    assertFree(port);
  }

  @Test
  void aStartThatIsInterruptedLeavesNothingBehind() throws IOException {
    Set<Thread> before = WireTest.threads();
    int port = WireTest.freePort();
    Wire wire = new Wire(Map.of(Service.POWER_BI_WEB, port), Optional.empty(), true);
    World world = new World(settings.clock(), new Random(1), "portal.example", 1);
    Resources resources = new Resources(world, "https://localhost");
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () ->
                wire.start(
                    Map.of(),
                    new RequestLog(new Rules(settings.clock(), world, resources)),
                    new Faults(settings.clock()),
                    settings.clock()))
        .hasMessageContaining("could not be started");

    assertThat(Thread.interrupted()).isTrue();
    assertFree(port);
    assertThat(wire.trustStore()).doesNotExist();
    await().untilAsserted(() -> assertThat(before).containsAll(WireTest.threads()));
  }

  @Test
  void closingWithoutAStartFreesThePorts() throws IOException {
    int port = WireTest.freePort();

    new Wire(Map.of(Service.GRAPH, port), Optional.empty(), true).close();

    assertFree(port);
  }

  private static void assertFree(int port) {
    assertThatCode(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close())
        .doesNotThrowAnyException();
  }
}
