package io.github.powerbigate.microsoft;

import io.github.powerbigate.membership.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which directory objects a name led to: for a time, and not for too many names. Thread-safe. */
final class Memory {

  private final int most;
  private final Duration length;
  private final InstantSource clock;

  /**
   * By canonical name, of which a gate has one form; in the order remembered; guarded by itself.
   */
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  Memory(int most, Duration length, InstantSource clock) {
    this.most = most;
    this.length = length;
    this.clock = clock;
  }

  /** Whom the name led to; nobody if that is not remembered. */
  List<Person> recall(UserId user) {
    synchronized (entries) {
      Entry entry = entries.get(user.value());
      if (entry == null) {
        return List.of();
      }
      // By the absolute value: a clock set back must not make a memory last for ever.
      Duration age = Duration.between(entry.since, clock.instant()).abs();
      return age.compareTo(length) < 0 ? entry.people : List.of();
    }
  }

  void remember(UserId user, List<Person> people) {
    synchronized (entries) {
      entries.remove(user.value());
      if (entries.size() >= most) {
        entries.remove(entries.keySet().iterator().next());
      }
      entries.put(user.value(), new Entry(List.copyOf(people), clock.instant()));
    }
  }

  void forget(UserId user) {
    synchronized (entries) {
      entries.remove(user.value());
    }
  }

  private record Entry(List<Person> people, Instant since) {}
}
