package io.github.powerbigate.microsoft;

import java.time.Instant;

/** An access token. Opaque: never parsed. Immutable; {@code toString} does not show it. */
record Token(String value, Instant renewAt, Instant expiresAt) {

  @Override
  public String toString() {
    return "Token[until " + expiresAt + "]";
  }
}
