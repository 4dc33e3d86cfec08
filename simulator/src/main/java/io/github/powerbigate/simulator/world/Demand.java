package io.github.powerbigate.simulator.world;

import java.util.Locale;

/** What conditional access demands of a person before they get a token (Microsoft facts §3.6). */
public enum Demand {
  /** A second factor: AADSTS50076. */
  SECOND_FACTOR,
  /** To register a second factor first: AADSTS50079. */
  SECOND_FACTOR_SETUP,
  /** A device that the organization manages, which nobody has here: AADSTS53000. */
  MANAGED_DEVICE,
  /** Nothing that a person could do: AADSTS53003. */
  BLOCKED;

  /** Whether the person can meet it at the sign-in page. */
  public boolean canBeMet() {
    return this == SECOND_FACTOR || this == SECOND_FACTOR_SETUP;
  }

  /** Its name as it is written in scenarios and in the control API. */
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
