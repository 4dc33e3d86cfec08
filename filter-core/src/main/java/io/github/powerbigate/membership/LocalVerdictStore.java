package io.github.powerbigate.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds the verdicts of one node in memory. Thread-safe. */
public final class LocalVerdictStore implements VerdictStore {

  /** A verdict that nobody has looked at for so long is forgotten. */
  private static final Duration FORGET_AFTER = Duration.ofDays(1);

  /**
   * How far the cache's clock may lag: it is written once in so long, and read by every request.
   */
  private static final long COARSE_MILLIS = 1000;

  private final Cache<String, Stored> verdicts;
  private volatile long coarseMillis;

  /**
   * @param maxUsers how many verdicts are kept; past it, those least worth keeping go
   */
  public LocalVerdictStore(int maxUsers) {
    verdicts =
        Caffeine.newBuilder()
            .maximumSize(maxUsers)
            .expireAfterAccess(FORGET_AFTER)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(coarseMillis))
            // The common pool would pin the web application's class loader.
            .executor(Runnable::run)
            .build();
  }

  @Override
  public @Nullable Stored find(String key, long nowMillis) {
    // Also where the clock was set back.
    if (Math.abs(nowMillis - coarseMillis) >= COARSE_MILLIS) {
      coarseMillis = nowMillis;
    }
    return verdicts.getIfPresent(key);
  }

  @Override
  public boolean putIfAbsent(String key, Verdict verdict) {
    return verdicts.asMap().putIfAbsent(key, new Stored(verdict, null)) == null;
  }

  @Override
  public boolean replace(String key, Stored seen, Verdict next) {
    return verdicts.asMap().replace(key, seen, new Stored(next, null));
  }
}
