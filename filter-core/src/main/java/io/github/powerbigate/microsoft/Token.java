package io.github.powerbigate.microsoft;

import java.time.Instant;

/**
 * An access token. Opaque: never parsed. Immutable; equal only to itself; {@code toString} does not
 * show it. Not a record, since tokens are compared: see {@link
 * io.github.powerbigate.membership.Stored}.
 */
final class Token {

  private final String value;
  private final Instant renewAt;
  private final Instant expiresAt;

  Token(String value, Instant renewAt, Instant expiresAt) {
    this.value = value;
    this.renewAt = renewAt;
    this.expiresAt = expiresAt;
  }

  String value() {
    return value;
  }

  Instant renewAt() {
    return renewAt;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  @Override
  public String toString() {
    return "Token[until " + expiresAt + "]";
  }
}
