package io.github.powerbigate.membership;

/** How a user comes to the gate. */
public enum Arrival {
  /** By a request to a guarded path. */
  VISIT,
  /** By the poll of a wait page: whoever has no verdict but polls was waiting, so is fresh. */
  POLL,
  /** By a request of which the application says that it has granted the membership just now. */
  GRANTED
}
