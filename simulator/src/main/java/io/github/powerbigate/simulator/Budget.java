package io.github.powerbigate.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What each app has spent of the resource units that Graph grants it in this tenant. A bucket per
 * app holds them: each request pours in its cost, ten seconds drain the limit, and what overflows
 * is throttled. Refused requests cost as much as any. Goes by the simulator's clock. Thread-safe.
 *
 * <p>Limits, costs and headers are those of <a
 * href="https://learn.microsoft.com/graph/throttling-limits">the identity and access service</a>.
 */
public final class Budget {
  /** Units within ten seconds in a tenant of fewer than 50 users. */
  public static final int SMALL_TENANT = 3_500;

  /** Units within ten seconds in a tenant of 50 to 500 users. */
  public static final int MEDIUM_TENANT = 5_000;

  /** Units within ten seconds in a tenant of more than 500 users. */
  public static final int LARGE_TENANT = 8_000;

  private static final long WINDOW_MILLIS = 10_000;
  private static final int HIGHEST_PERCENTAGE = 180;

  private final InstantSource clock;
  private final int limit;
  private final Map<String, Account> accounts = new HashMap<>();

  Budget(InstantSource clock, int limit) {
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * What one app has spent. Immutable.
   *
   * @param units since the start, those of refused requests too
   * @param requests since the start, the refused ones too
   * @param refused requests since the start that were throttled
   * @param inWindow units that the bucket holds now
   * @param highestInWindow units that the bucket held at one moment, at most
   */
  public record Spent(
      long units, long requests, long refused, long inWindow, long highestInWindow) {}

  /** A request's cost, how full the bucket is with it, and how long to wait if it overflows. */
  record Charge(int units, int percentage, Optional<Duration> pause) {
    /** As in {@code x-ms-throttle-limit-percentage}, where 1 is the limit. */
    String share() {
      return BigDecimal.valueOf(percentage, 2).toString();
    }
  }

  /**
   * Guarded by the lock of {@link Budget}. Levels are in units times milliseconds of the window.
   */
  private static final class Account {
    private Instant drainedAt;
    private long level;
    private long highest;
    private long units;
    private long requests;
    private long refused;

    private Account(Instant now) {
      drainedAt = now;
    }

    private void drain(Instant now, int limit) {
      long passed = Math.max(0, Duration.between(drainedAt, now).toMillis());
      level = Math.max(0, level - limit * passed);
      drainedAt = now;
    }
  }

  /** The units that an app may spend within ten seconds. */
  public int limit() {
    return limit;
  }

  /** What the app with this client id has spent. */
  public synchronized Spent of(String clientId) {
    Account account = account(clientId);
    return new Spent(
        account.units,
        account.requests,
        account.refused,
        inUnits(account.level),
        inUnits(account.highest));
  }

  /** Books a request. */
  synchronized Charge charge(String clientId, int cost) {
    Account account = account(clientId);
    long full = limit * WINDOW_MILLIS;
    long poured = cost * WINDOW_MILLIS;
    account.level = Math.min(full * HIGHEST_PERCENTAGE / 100, account.level + poured);
    account.highest = Math.max(account.highest, account.level);
    account.units += cost;
    account.requests++;
    int percentage = Math.toIntExact(account.level * 100 / full);
    if (account.level <= full) {
      return new Charge(cost, percentage, Optional.empty());
    }
    account.refused++;
    // Until the same request would fit.
    long millis = (account.level + poured - full + limit - 1) / limit;
    return new Charge(cost, percentage, Optional.of(Duration.ofMillis(millis)));
  }

  private Account account(String clientId) {
    Instant now = clock.instant();
    Account account =
        accounts.computeIfAbsent(clientId.toLowerCase(Locale.ROOT), id -> new Account(now));
    account.drain(now, limit);
    return account;
  }

  private static long inUnits(long level) {
    return (level + WINDOW_MILLIS - 1) / WINDOW_MILLIS;
  }
}
