package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A verdict as it was read from a store. Immutable.
 *
 * @param verdict the verdict
 * @param raw the value exactly as the store holds it, for a store that compares what it holds; null
 *     where the store compares this object itself
 */
public record Stored(Verdict verdict, @Nullable String raw) {

  /**
   * @throws NullPointerException if verdict is null
   */
  public Stored {
    requireNonNull(verdict, "verdict is null");
  }
}
