package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.scenario.ClockPart;
import io.github.powerbigate.simulator.scenario.Scenario;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a simulator is made. Immutable; begin with {@link #defaults} and change what matters.
 *
 * @param clock the time that tokens, propagation and {@code Date} headers go by
 * @param seed of everything that is left to chance, but for keys and the control token
 * @param tenantId the GUID of the tenant
 * @param tenantDomain the tenant's first domain
 * @param replicas how many replicas the directory has
 * @param replicaChoice which of them answers a read
 * @param tokenLifetime how long a token is good; by default 60 to 90 minutes
 * @param propagation of changes made through Graph
 * @param ports fixed ports; a service that is not named gets a free one
 * @param exposedAs a name that ends in {@code .test} under which other machines may ask; without it
 *     the simulator is on loopback only, as the control port always is
 * @param scenario what the world begins with; without one the tenant is empty
 * @param frontDoor HTTP/2 or not, and how much Graph grants; by default HTTP/2 and a large tenant
 */
public record SimulatorSettings(
    InstantSource clock,
    long seed,
    String tenantId,
    String tenantDomain,
    int replicas,
    ReplicaChoice replicaChoice,
    Delay tokenLifetime,
    Propagation propagation,
    Map<Service, Integer> ports,
    Optional<String> exposedAs,
    Optional<Scenario> scenario,
    FrontDoor frontDoor) {

  /**
   * What every request passes first.
   *
   * @param http2 whether HTTP/2 is offered beside HTTP/1.1 where there is TLS
   * @param resourceUnits how many resource units Graph grants an app within ten seconds
   */
  public record FrontDoor(boolean http2, int resourceUnits) {
    /** Refuses a limit at which nothing could be asked. */
    public FrontDoor {
      if (resourceUnits < 1) {
        throw new IllegalArgumentException(
            "resourceUnits must be at least 1, not " + resourceUnits);
      }
    }
  }

  /** Which replica answers a read of Graph. */
  public enum ReplicaChoice {
    /** Any, at each read. */
    RANDOM,
    /** The same for all reads on one connection. */
    BY_CONNECTION
  }

  /** Copies what it is given. */
  public SimulatorSettings {
    ports = Map.copyOf(ports);
    if (replicas < 1) {
      throw new IllegalArgumentException("replicas must be at least 1, not " + replicas);
    }
  }

  /**
   * Three replicas, random; the system's clock; what Graph writes is seen everywhere at once;
   * HTTP/2.
   */
  public static SimulatorSettings defaults() {
    return new SimulatorSettings(
        InstantSource.system(),
        1,
        "5e1f0a7e-0000-4000-8000-7e4a47000001",
        "simulator.onmicrosoft.com",
        3,
        ReplicaChoice.RANDOM,
        Delay.uniform(Duration.ofMinutes(60), Duration.ofMinutes(90)),
        Propagation.IMMEDIATE,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        new FrontDoor(true, Budget.LARGE_TENANT));
  }

  /** The same by another clock. */
  public SimulatorSettings withClock(InstantSource other) {
    return change(draft -> draft.clock = other);
  }

  /** The same with other chances. */
  public SimulatorSettings withSeed(long other) {
    return change(draft -> draft.seed = other);
  }

  /** The same for another tenant. */
  public SimulatorSettings withTenant(String id, String domain) {
    return change(
        draft -> {
          draft.tenantId = id;
          draft.tenantDomain = domain;
        });
  }

  /** The same with another number of replicas. */
  public SimulatorSettings withReplicas(int number, ReplicaChoice choice) {
    return change(
        draft -> {
          draft.replicas = number;
          draft.replicaChoice = choice;
        });
  }

  /** The same with tokens that are good for another time. */
  public SimulatorSettings withTokenLifetime(Delay lifetime) {
    return change(draft -> draft.tokenLifetime = lifetime);
  }

  /** The same with another propagation of what is written through Graph. */
  public SimulatorSettings withPropagation(Propagation other) {
    return change(draft -> draft.propagation = other);
  }

  /** The same with a fixed port for one service. */
  public SimulatorSettings withPort(Service service, int port) {
    Map<Service, Integer> more = new EnumMap<>(Service.class);
    more.putAll(ports);
    more.put(service, port);
    return change(draft -> draft.ports = more);
  }

  /** The same, reachable from other machines under this name, but for the control port. */
  public SimulatorSettings withExposedAs(String name) {
    return change(draft -> draft.exposedAs = Optional.of(name));
  }

  /** The same with HTTP/2 offered beside HTTP/1.1, or not. */
  public SimulatorSettings withHttp2(boolean offered) {
    return change(
        draft -> draft.frontDoor = new FrontDoor(offered, draft.frontDoor.resourceUnits()));
  }

  /**
   * The same for a tenant that grants an app so many resource units within ten seconds, such as
   * {@link Budget#SMALL_TENANT}.
   */
  public SimulatorSettings withResourceUnits(int units) {
    return change(draft -> draft.frontDoor = new FrontDoor(draft.frontDoor.http2(), units));
  }

  /**
   * The same, beginning with what the scenario says. What it says of seed, clock, tenant, replicas
   * and propagation takes the place of what was set before; what is set after it stands.
   */
  public SimulatorSettings withScenario(Scenario other) {
    return change(
        draft -> {
          draft.scenario = Optional.of(other);
          other.seed().ifPresent(it -> draft.seed = it);
          other.clock().ifPresent(it -> draft.clock = clock(it));
          other.tenant().id().ifPresent(it -> draft.tenantId = it);
          other.tenant().domain().ifPresent(it -> draft.tenantDomain = it);
          other.tenant().tokenLifetime().ifPresent(it -> draft.tokenLifetime = it);
          other.replicas().number().ifPresent(it -> draft.replicas = it);
          other.replicas().byConnection().ifPresent(it -> draft.replicaChoice = choice(it));
          other.propagation().ifPresent(it -> draft.propagation = it);
        });
  }

  private static InstantSource clock(ClockPart clock) {
    return clock.isVirtual()
        ? new VirtualClock(clock.start().orElseGet(Instant::now))
        : InstantSource.system();
  }

  private static ReplicaChoice choice(boolean byConnection) {
    return byConnection ? ReplicaChoice.BY_CONNECTION : ReplicaChoice.RANDOM;
  }

  private SimulatorSettings change(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The settings while one of them is changed. */
  private static final class Draft {
    private InstantSource clock;
    private long seed;
    private String tenantId;
    private String tenantDomain;
    private int replicas;
    private ReplicaChoice replicaChoice;
    private Delay tokenLifetime;
    private Propagation propagation;
    private Map<Service, Integer> ports;
    private Optional<String> exposedAs;
    private Optional<Scenario> scenario;
    private FrontDoor frontDoor;

    Draft(SimulatorSettings settings) {
      clock = settings.clock;
      seed = settings.seed;
      tenantId = settings.tenantId;
      tenantDomain = settings.tenantDomain;
      replicas = settings.replicas;
      replicaChoice = settings.replicaChoice;
      tokenLifetime = settings.tokenLifetime;
      propagation = settings.propagation;
      ports = settings.ports;
      exposedAs = settings.exposedAs;
      scenario = settings.scenario;
      frontDoor = settings.frontDoor;
    }

    SimulatorSettings made() {
      return new SimulatorSettings(
          clock,
          seed,
          tenantId,
          tenantDomain,
          replicas,
          replicaChoice,
          tokenLifetime,
          propagation,
          ports,
          exposedAs,
          scenario,
          frontDoor);
    }
  }
}
