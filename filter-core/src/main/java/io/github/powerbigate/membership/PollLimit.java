package io.github.powerbigate.membership;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** How often one user's pages may ask the gate: so many polls in each second. Thread-safe. */
public final class PollLimit {

  private static final long COUNT_BITS = 16;
  private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

  private final int mostPerSecond;
  private final InstantSource clock;

  /** Per user: the second, and how many polls it has seen, in one number. */
  private final Cache<String, AtomicLong> polls;

  /**
   * @param mostPerSecond 1 to 65,535
   * @param maxUsers how many users are remembered
   * @param clock the time
   */
  public PollLimit(int mostPerSecond, int maxUsers, InstantSource clock) {
    this.mostPerSecond = mostPerSecond;
    this.clock = clock;
    this.polls =
        Caffeine.newBuilder()
            .maximumSize(maxUsers)
            .expireAfterAccess(Duration.ofMinutes(1))
            .executor(Runnable::run)
            .build();
  }

  /**
   * Counts one poll.
   *
   * @param key the user's canonical name
   * @return whether it is within the limit
   */
  public boolean allows(String key) {
    long second = clock.millis() / 1000;
    AtomicLong counter = polls.get(key, k -> new AtomicLong());
    long count =
        counter.updateAndGet(
                seen -> {
                  long started = seen >> COUNT_BITS == second ? seen : second << COUNT_BITS;
                  return (started & COUNT_MASK) == COUNT_MASK ? started : started + 1;
                })
            & COUNT_MASK;
    return count <= mostPerSecond;
  }
}
