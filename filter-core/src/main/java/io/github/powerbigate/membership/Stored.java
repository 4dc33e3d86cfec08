package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A verdict as it was read from a store. Immutable; equal only to itself, since it stands for what
 * was held at one moment and not for what that said.
 *
 * <p>Not a record: on Java 17 the {@code equals} that is made for a record leaves its component
 * types behind in the JDK, and with them the class loader of an undeployed application ({@code
 * java.lang.runtime.ObjectMethods}).
 */
public final class Stored {

  private final Verdict verdict;
  private final @Nullable String raw;

  /**
   * @param verdict the verdict
   * @param raw the value exactly as the store holds it, for a store that compares what it holds;
   *     null where the store compares this object itself
   * @throws NullPointerException if verdict is null
   */
  public Stored(Verdict verdict, @Nullable String raw) {
    this.verdict = requireNonNull(verdict, "verdict is null");
    this.raw = raw;
  }

  /** The verdict. */
  public Verdict verdict() {
    return verdict;
  }

  /** The value exactly as the store holds it, or null where the store compares this object. */
  public @Nullable String raw() {
    return raw;
  }
}
