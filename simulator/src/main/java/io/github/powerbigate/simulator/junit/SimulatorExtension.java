package io.github.powerbigate.simulator.junit;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a simulator for tests and closes it after them; a parameter of type {@link Simulator} of a
 * test, a lifecycle method or a constructor is it.
 *
 * <p>Where JUnit's own rules put it says how long one lives: {@code @ExtendWith} on a class, or
 * {@code @RegisterExtension} on a static field, gives the whole class one, classes {@code @Nested}
 * in it included; {@code @RegisterExtension} on a field of the instance, or {@code @ExtendWith} on
 * a test, gives every test its own. Without settings it begins with an empty tenant. Thread-safe.
 */
public final class SimulatorExtension
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {
  private static final String KEY = "simulator";

  private final ExtensionContext.Namespace namespace =
      ExtensionContext.Namespace.create(SimulatorExtension.class, this);
  private final Supplier<SimulatorSettings> settings;

  /** Simulators with the settings that {@link SimulatorSettings#defaults} are. */
  public SimulatorExtension() {
    this(SimulatorSettings::defaults);
  }

  /**
   * Simulators with these settings.
   *
   * @param settings asked at each start, so that no two share a virtual clock
   */
  public SimulatorExtension(Supplier<SimulatorSettings> settings) {
    this.settings = settings;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    startIfThereIsNone(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    startIfThereIsNone(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    closeIfStartedBy(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    closeIfStartedBy(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Simulator.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return startIfThereIsNone(context);
  }

  /** What is kept for a class is seen by its nested classes and its tests. */
  private Simulator startIfThereIsNone(ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(namespace);
    Simulator running = store.get(KEY, Simulator.class);
    if (running != null) {
      return running;
    }
    Simulator started = Simulator.start(settings.get());
    store.put(KEY, started);
    return started;
  }

  private void closeIfStartedBy(ExtensionContext context) {
    Simulator started = context.getStore(namespace).remove(KEY, Simulator.class);
    if (started != null) {
      started.close();
    }
  }
}
