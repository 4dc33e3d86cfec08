package io.github.powerbigate.membership;

import java.util.Optional;

/**
 * Holds one verdict per user of one gate. Implementations are safe for use by many threads, and on
 * many nodes where they share anything; no method accepts or gives null.
 */
public interface VerdictStore {

  /**
   * Reads.
   *
   * @param key the user's canonical name
   * @return what is held, if anything
   */
  Optional<Stored> find(String key);

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
