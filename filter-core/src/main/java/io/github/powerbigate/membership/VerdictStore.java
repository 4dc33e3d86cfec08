package io.github.powerbigate.membership;

import org.jspecify.annotations.Nullable;

/**
 * Holds one verdict per user of one gate. Implementations are safe for use by many threads, and on
 * many nodes where they share anything.
 */
public interface VerdictStore {

  /**
   * Reads.
   *
   * @param key the user's canonical name
   * @param nowMillis the time, in milliseconds since the epoch: for a store that forgets what
   *     nobody looks at, so that a request reads the clock once
   * @return what is held, or null if nothing is
   */
  @Nullable Stored find(String key, long nowMillis);

  /**
   * Puts the first verdict of a user.
   *
   * @return whether it was put; false if there was one already
   */
  boolean putIfAbsent(String key, Verdict verdict);

  /**
   * Puts {@code next} in the place of exactly what was seen.
   *
   * @return whether it was put; false if the store holds something else by now, or nothing
   */
  boolean replace(String key, Stored seen, Verdict next);
}
