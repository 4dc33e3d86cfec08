package io.github.powerbigate.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.VirtualClock;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@DisplayName("The extension for JUnit")
final class SimulatorExtensionTest {
  /** The simulators that the tests below were given, in that order. */
  private static final List<Simulator> GIVEN = new ArrayList<>();

  private static final List<Boolean> RUNNING = new ArrayList<>();

  @BeforeEach
  void forget() {
    GIVEN.clear();
    RUNNING.clear();
  }

  @Test
  void onAStaticFieldItGivesTheWholeClassOneSimulatorAndNestedClassesToo() {
    run(OnAStaticField.class).assertStatistics(tests -> tests.succeeded(3));

    assertThat(GIVEN).hasSize(3);
    assertThat(GIVEN).allMatch(simulator -> simulator == GIVEN.get(0));
    assertAllWereRunningAndAreClosed();
  }

  @Test
  void onAFieldItGivesEveryTestItsOwn() {
    run(OnAField.class).assertStatistics(tests -> tests.succeeded(2));

    assertThat(GIVEN).hasSize(4).doesNotContainNull();
    assertThat(GIVEN.get(0)).as("@BeforeEach and test").isSameAs(GIVEN.get(1));
    assertThat(GIVEN.get(2)).isSameAs(GIVEN.get(3)).isNotSameAs(GIVEN.get(0));
    assertAllWereRunningAndAreClosed();
  }

  @Test
  void namedByItsClassItGivesConstructorAndLifecycleMethodsTheSameSimulator() {
    run(NamedByItsClass.class).assertStatistics(tests -> tests.succeeded(1));

    assertThat(GIVEN).hasSize(4);
    assertThat(GIVEN).allMatch(simulator -> simulator == GIVEN.get(0));
    assertAllWereRunningAndAreClosed();
  }

  @Test
  void aFailedTestLeavesNoSimulatorBehind() {
    run(Failing.class).assertStatistics(tests -> tests.failed(1));

    assertThat(GIVEN).hasSize(1);
    assertAllWereRunningAndAreClosed();
  }

  @Test
  void settingsThatStopTheStartFailTheTestsThatNeedIt() {
    run(Unstartable.class).assertStatistics(tests -> tests.failed(1).succeeded(0));

    assertThat(GIVEN).isEmpty();
  }

  private static Events run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents();
  }

  private static void give(Simulator simulator) {
    GIVEN.add(simulator);
    RUNNING.add(isRunning(simulator));
  }

  /** The trust store is there from the start of a simulator to its end. */
  private static boolean isRunning(Simulator simulator) {
    return Files.exists(simulator.trustStore());
  }

  private static void assertAllWereRunningAndAreClosed() {
    assertThat(RUNNING).isNotEmpty().doesNotContain(false);
    assertThat(GIVEN).noneMatch(SimulatorExtensionTest::isRunning);
  }

  static final class OnAStaticField {
    @RegisterExtension static final SimulatorExtension CLOUD = new SimulatorExtension();

    @Test
    void one(Simulator simulator) {
      give(simulator);
    }

    @Test
    void another(Simulator simulator) {
      give(simulator);
    }

    @Nested
    final class Inside {
      @Test
      void too(Simulator simulator) {
        give(simulator);
      }
    }
  }

  static final class OnAField {
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

    @RegisterExtension
    final SimulatorExtension cloud =
        new SimulatorExtension(() -> SimulatorSettings.defaults().withClock(new VirtualClock(TEN)));

    @BeforeEach
    void prepare(Simulator simulator) {
      give(simulator);
    }

    @Test
    void one(Simulator simulator) {
      give(simulator);
      assertThat(simulator.clock().instant()).isEqualTo(TEN);
      simulator.clock().set(TEN.plusSeconds(1));
    }

    @Test
    void another(Simulator simulator) {
      one(simulator);
    }
  }

  @ExtendWith(SimulatorExtension.class)
  static final class NamedByItsClass {
    NamedByItsClass(Simulator simulator) {
      give(simulator);
    }

    @BeforeAll
    static void prepare(Simulator simulator) {
      give(simulator);
    }

    @AfterAll
    static void tidy(Simulator simulator) {
      give(simulator);
    }

    @Test
    void one(Simulator simulator) {
      give(simulator);
    }
  }

  static final class Failing {
    @RegisterExtension final SimulatorExtension cloud = new SimulatorExtension();

    @Test
    void fails(Simulator simulator) {
      give(simulator);
      throw new AssertionError("on purpose");
    }
  }

  static final class Unstartable {
    @RegisterExtension
    final SimulatorExtension cloud =
        new SimulatorExtension(() -> SimulatorSettings.defaults().withExposedAs("example.com"));

    @Test
    void isNotReached(Simulator simulator) {
      give(simulator);
    }
  }
}
