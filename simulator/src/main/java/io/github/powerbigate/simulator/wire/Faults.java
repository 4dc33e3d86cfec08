package io.github.powerbigate.simulator.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The faults in play. A fault hits every request of its service, whoever asks, until it is used up,
 * over or cleared; of several the one asked for last. The control port has no faults. Thread-safe.
 */
public final class Faults {
  private final InstantSource clock;
  private final List<Rule> rules = new ArrayList<>();
  private final Map<Long, Service> badConnections = new HashMap<>();

  /** No faults yet. */
  public Faults(InstantSource clock) {
    this.clock = clock;
  }

  /** A fault in play. Guarded by the lock of {@link Faults}. */
  private static final class Rule {
    private final Service service;
    private final String pathPrefix;
    private final Fault fault;
    private final @Nullable Instant until;
    private int left;

    private Rule(
        Service service, String pathPrefix, Fault fault, @Nullable Instant until, int left) {
      this.service = service;
      this.pathPrefix = pathPrefix;
      this.fault = fault;
      this.until = until;
      this.left = left;
    }

    private boolean isOver(Instant now) {
      return left == 0 || (until != null && !now.isBefore(until));
    }
  }

  /** Plays the fault until it is cleared. */
  public void play(Service service, Fault fault) {
    play(service, "", fault, Integer.MAX_VALUE);
  }

  /** Plays the fault for so many requests. */
  public void play(Service service, Fault fault, int times) {
    play(service, "", fault, times);
  }

  /** Plays the fault for so many requests whose path begins like this. */
  public synchronized void play(Service service, String pathPrefix, Fault fault, int times) {
    add(new Rule(service, pathPrefix, fault, null, times));
  }

  /** Plays the fault for so long, by the simulator's clock. */
  public synchronized void play(Service service, String pathPrefix, Fault fault, Duration lasting) {
    add(new Rule(service, pathPrefix, fault, clock.instant().plus(lasting), Integer.MAX_VALUE));
  }

  /** Ends all faults; answers already begun go on as they began. */
  public synchronized void clear() {
    rules.clear();
    badConnections.clear();
  }

  /** Ends the faults of one service. */
  public synchronized void clear(Service service) {
    rules.removeIf(rule -> rule.service == service);
    badConnections.values().removeIf(it -> it == service);
  }

  /** The faults in play, in words. */
  public synchronized List<String> inPlay() {
    Instant now = clock.instant();
    Stream<String> ruling =
        rules.stream()
            .filter(rule -> !rule.isOver(now))
            .map(rule -> rule.service + " " + rule.pathPrefix + "* " + rule.fault);
    Stream<String> spoiled =
        badConnections.entrySet().stream()
            .map(bad -> bad.getValue() + " bad connection " + bad.getKey());
    return Stream.concat(ruling, spoiled).toList();
  }

  /** The fault that hits this request, which is thereby used once. */
  synchronized Optional<Fault> take(Service service, String path, long connection) {
    if (badConnections.containsKey(connection)) {
      return Optional.of(Fault.badConnection());
    }
    Instant now = clock.instant();
    rules.removeIf(rule -> rule.isOver(now));
    for (int last = rules.size() - 1; last >= 0; last--) {
      Rule rule = rules.get(last);
      if (rule.service == service && path.startsWith(rule.pathPrefix)) {
        rule.left--;
        if (rule.fault instanceof Fault.BadConnection) {
          badConnections.put(connection, service);
        }
        return Optional.of(rule.fault);
      }
    }
    return Optional.empty();
  }

  private void add(Rule rule) {
    if (rule.service == Service.CONTROL) {
      throw new IllegalArgumentException("the control port has no faults");
    }
    rules.add(rule);
  }
}
