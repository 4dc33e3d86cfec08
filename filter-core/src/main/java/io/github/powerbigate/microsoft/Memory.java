package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Remembers something under a name: for a time, and not for too many names. Thread-safe. */
public final class Memory<V> {

  private final int most;
  private final Duration length;
  private final InstantSource clock;

  /** In the order remembered; guarded by this. */
  private final Map<String, Entry<V>> entries = new LinkedHashMap<>();

  /**
   * @param most how many names it has room for; the oldest makes room
   * @param length how long it remembers
   * @param clock the time; it may be set back
   */
  public Memory(int most, Duration length, InstantSource clock) {
    this.most = most;
    this.length = length;
    this.clock = clock;
  }

  /** What is remembered under the name; null if nothing is. */
  public synchronized @Nullable V recall(String name) {
    Entry<V> entry = entries.get(name);
    return entry == null || isOver(entry) ? null : entry.value;
  }

  /** Remembers, in the place of what was remembered before. */
  public synchronized void remember(String name, V value) {
    entries.remove(name);
    if (entries.size() >= most) {
      entries.remove(entries.keySet().iterator().next());
    }
    entries.put(name, new Entry<>(value, clock.instant()));
  }

  /** Forgets the name. */
  public synchronized void forget(String name) {
    entries.remove(name);
  }

  /** Forgets whatever is like this. */
  synchronized void forgetIf(Predicate<V> like) {
    entries.values().removeIf(entry -> like.test(entry.value));
  }

  /** Whether anything that is remembered is like this. */
  synchronized boolean any(Predicate<V> like) {
    return entries.values().stream().anyMatch(entry -> !isOver(entry) && like.test(entry.value));
  }

  synchronized void clear() {
    entries.clear();
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
