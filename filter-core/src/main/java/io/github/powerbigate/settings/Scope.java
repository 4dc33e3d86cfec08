package io.github.powerbigate.settings;

import io.github.powerbigate.settings.rules.RequestPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the requests under the filter's mapping are guarded (settings {@code only} and {@code
 * except}). Immutable; shows no item in {@code toString}.
 */
public final class Scope {

  /** All of them. */
  public static final Scope EVERYTHING = new Scope(List.of(), List.of());

  private final List<RequestPattern> only;
  private final List<RequestPattern> except;

  private Scope(List<RequestPattern> only, List<RequestPattern> except) {
    this.only = List.copyOf(only);
    this.except = List.copyOf(except);
  }

  /**
   * @param only at least one of these must match; none given is no condition
   * @param except none of these may
   */
  static Scope of(List<RequestPattern> only, List<RequestPattern> except) {
    return only.isEmpty() && except.isEmpty() ? EVERYTHING : new Scope(only, except);
  }

  /** Whether every request is covered, so that nobody need ask of one. */
  public boolean isEverything() {
    return only.isEmpty() && except.isEmpty();
  }

  /**
   * Whether a request is guarded. Never throws.
   *
   * @param decodedPath the path within the web application (servlet path and path info), as the
   *     container decoded it; empty counts as {@code /}
   * @param rawQuery the query string as it was sent, or null
   */
  public boolean covers(String decodedPath, @Nullable String rawQuery) {
    return (only.isEmpty() || any(only, decodedPath, rawQuery))
        && !any(except, decodedPath, rawQuery);
  }

  private static boolean any(
      List<RequestPattern> patterns, String decodedPath, @Nullable String rawQuery) {
    for (RequestPattern pattern : patterns) {
      if (pattern.matches(decodedPath, rawQuery)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return isEverything()
        ? "Scope[everything]"
        : "Scope[only " + only.size() + ", except " + except.size() + "]";
  }
}
