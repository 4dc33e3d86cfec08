package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers something under a name: for a time, and not for too many names. Thread-safe. */
final class Memory<V> {

  private final int most;
  private final Duration length;
  private final InstantSource clock;

  /** In the order remembered; guarded by this. */
  private final Map<String, Entry<V>> entries = new LinkedHashMap<>();

  Memory(int most, Duration length, InstantSource clock) {
    this.most = most;
    this.length = length;
    this.clock = clock;
  }

  /** What is remembered under the name; null if nothing is. */
  synchronized @Nullable V recall(String name) {
    Entry<V> entry = entries.get(name);
    return entry == null || isOver(entry) ? null : entry.value;
  }

  /** Remembers, in the place of what was remembered before. */
  synchronized void remember(String name, V value) {
    entries.remove(name);
    if (entries.size() >= most) {
      entries.remove(entries.keySet().iterator().next());
    }
    entries.put(name, new Entry<>(value, clock.instant()));
  }

  synchronized void forget(String name) {
    entries.remove(name);
  }

  /** Lets go of whatever has been remembered for long enough. */
  synchronized void tidy() {
    entries.values().removeIf(this::isOver);
  }

  /** By the absolute value: a clock set back must not make a memory last for ever. */
  private boolean isOver(Entry<V> entry) {
    Duration age = Duration.between(entry.since, clock.instant()).abs();
    return age.compareTo(length) >= 0;
  }

  /** No record: the map may compare its values. See {@code membership.Stored}. */
  private static final class Entry<V> {
    private final V value;
    private final Instant since;

    Entry(V value, Instant since) {
      this.value = value;
      this.since = since;
    }
  }
}
