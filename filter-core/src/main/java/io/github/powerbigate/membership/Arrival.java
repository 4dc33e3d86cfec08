package io.github.powerbigate.membership;

/** How a user comes to the gate. */
public enum Arrival {
  /** By a request to a guarded path. */
  VISIT,
  /** By the poll of a wait page: whoever has no verdict but polls was waiting, so is fresh. */
  POLL,
  /**
   * By a request whose application has, or may have, granted the membership just now: it says so,
   * or it has redirected to Power BI, and there was no yes before.
   */
  GRANTED
}
