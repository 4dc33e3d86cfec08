package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An access token. Opaque: never parsed. Immutable; equal only to itself; {@code toString} does not
 * show it. Not a record, since tokens are compared: see {@link
 * io.github.powerbigate.membership.Stored}.
 */
final class Token {

  private static final Pattern HEADER_SAFE = Pattern.compile("[\\x21-\\x7e]{1,65536}");

  private final String value;
  private final Instant renewAt;
  private final Instant expiresAt;

  Token(String value, Instant renewAt, Instant expiresAt) {
    this.value = value;
    this.renewAt = renewAt;
    this.expiresAt = expiresAt;
  }

  /**
   * A new token, to be renewed when four fifths of its life are over.
   *
   * @param value its text, as it was answered
   * @param from when it was asked for
   * @throws NoAnswer if there is no text, or none that can stand in a header
   */
  static Token of(@Nullable String value, Instant from, Duration life) {
    return new Token(sound(value), from.plus(life.multipliedBy(4).dividedBy(5)), from.plus(life));
  }

  /** The text, if it can stand in a header. */
  static String sound(@Nullable String value) {
    if (value == null || !HEADER_SAFE.matcher(value).matches()) {
      throw new NoAnswer(NoAnswer.UNEXPECTED_JSON);
    }
    return value;
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
