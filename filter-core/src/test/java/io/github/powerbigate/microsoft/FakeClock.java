package io.github.powerbigate.microsoft;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is moved. */
final class FakeClock implements InstantSource {

  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  @Override
  public synchronized Instant instant() {
    return now;
  }

  synchronized void advance(Duration length) {
    now = now.plus(length);
  }
}
