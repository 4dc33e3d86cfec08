package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

/**
 * A token of the user's own. It belongs to the request that brought it: it is in no verdict, no
 * store and no log. Immutable; {@code toString} does not show it.
 */
public final class UserToken {

  private final String value;

  /**
   * @param value the token as it came
   * @throws NullPointerException if it is null
   */
  public UserToken(String value) {
    this.value = requireNonNull(value, "value is null");
  }

  /** The token. */
  public String value() {
    return value;
  }

  @Override
  public String toString() {
    return "UserToken";
  }
}
