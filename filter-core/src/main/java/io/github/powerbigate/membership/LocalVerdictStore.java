package io.github.powerbigate.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;

/** Holds the verdicts of one node in memory. Thread-safe. */
public final class LocalVerdictStore implements VerdictStore {

  /** A verdict that nobody has looked at for so long is forgotten. */
  private static final Duration FORGET_AFTER = Duration.ofDays(1);

  private final Cache<String, Stored> verdicts;

  /**
   * @param maxUsers how many verdicts are kept; past it, those least worth keeping go
   */
  public LocalVerdictStore(int maxUsers) {
    verdicts =
        Caffeine.newBuilder()
            .maximumSize(maxUsers)
            .expireAfterAccess(FORGET_AFTER)
            // The common pool would pin the web application's class loader.
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Optional<Stored> find(String key) {
    return Optional.ofNullable(verdicts.getIfPresent(key));
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
