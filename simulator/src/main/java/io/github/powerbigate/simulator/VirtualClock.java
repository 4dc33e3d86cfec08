package io.github.powerbigate.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, and never goes back. Thread-safe. */
public final class VirtualClock implements InstantSource {
  private Instant now;

  /** A clock that stands at this moment. */
  public VirtualClock(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /**
   * Moves the clock on.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public synchronized void advance(Duration length) {
    set(now.plus(length));
  }

  /**
   * Moves the clock on to a moment.
   *
   * @throws IllegalArgumentException if the moment has passed
   */
  public synchronized void set(Instant moment) {
    if (moment.isBefore(now)) {
      throw new IllegalArgumentException("the clock stands at " + now + " and does not go back");
    }
    now = moment;
  }
}
