package io.github.powerbigate.settings.rules;

import org.jspecify.annotations.Nullable;

/** Something that a request's address does or does not have. Implementations are immutable. */
public interface RequestPattern {

  /**
   * Whether the request has it. Never throws.
   *
   * @param path the path within the web application, decoded; empty counts as {@code /}
   * @param rawQuery the query string as it was sent, or null
   */
  boolean matches(String path, @Nullable String rawQuery);
}
