package io.github.powerbigate.token;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, held. Thread-safe; whoever asks never waits.
 *
 * <ul>
 *   <li>The first fetch begins at construction; the next ones with the reader who comes when one is
 *       due: hourly, and when a token names a key that is not among those held.
 *   <li>At most one is under way, and one in {@link #PAUSE} is begun; one in {@link #FIRST_PAUSE}
 *       while there are no keys at all.
 *   <li>Keys are kept while no others can be had; but once they are {@link #OLDEST} old and a fetch
 *       fails, they are not believed any more. A quiet weekend is no outage.
 * </ul>
 */
final class KeyRing {

  /** How often tokens with made-up keys can make the gate ask the issuer. */
  static final Duration PAUSE = Duration.ofMinutes(5);

  static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  static final Duration RENEWED_AFTER = Duration.ofHours(1);
  static final Duration OLDEST = Duration.ofHours(24);

  private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);
  private static final Logger LOG = System.getLogger("io.github.powerbigate");

  private record Held(Keys keys, Instant since) {

    boolean count(@Nullable Instant failedAt) {
      return failedAt == null || failedAt.isBefore(since.plus(OLDEST));
    }
  }

  private final KeySource source;
  private final InstantSource clock;

  private volatile @Nullable Held held;

  /** When the last fetch ended, if it brought nothing. */
  private volatile @Nullable Instant failedAt;

  // All guarded by this.
  private @Nullable Instant triedAt;
  private @Nullable Instant warnedAt;
  private boolean underway;
  private boolean closed;

  KeyRing(KeySource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    renew();
  }

  /** The keys; null if they could not be had yet, or are too old. May begin a fetch. */
  @Nullable Keys keys() {
    Instant now = clock.instant();
    Held seen = held;
    if (seen == null || !within(RENEWED_AFTER, seen.since, now)) {
      renew();
      seen = held;
    }
    return seen != null && seen.count(failedAt) ? seen.keys : null;
  }

  /** Tells that a token names a key that is not here. May begin a fetch. */
  void missed() {
    renew();
  }

  /** Begins no fetch from now on. */
  synchronized void close() {
    closed = true;
  }

  private void renew() {
    synchronized (this) {
      Instant now = clock.instant();
      Duration pause = held == null ? FIRST_PAUSE : PAUSE;
      if (closed || underway || (triedAt != null && within(pause, triedAt, now))) {
        return;
      }
      triedAt = now;
      underway = true;
    }
    // Outside the lock: the source may do anything, and complete at once.
    var unused = fetched().whenComplete(this::land);
  }

  private CompletableFuture<Keys> fetched() {
    try {
      return source.fetch();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized void land(@Nullable Keys keys, @Nullable Throwable thrown) {
    underway = false;
    if (closed) {
      return;
    }
    Instant now = clock.instant();
    if (keys != null) {
      held = new Held(keys, now);
      failedAt = null;
      if (warnedAt != null) {
        warnedAt = null;
        LOG.log(Level.INFO, "The keys for tokens have been fetched from {0}.", source.host());
      }
    } else if (thrown != null) {
      failedAt = now;
      warn(NoKeys.code(thrown), now);
    }
  }

  private void warn(String code, Instant now) {
    if (warnedAt != null && within(BETWEEN_WARNINGS, warnedAt, now)) {
      return;
    }
    warnedAt = now;
    LOG.log(
        Level.WARNING,
        "The keys for tokens cannot be fetched from {0} ({1}). {2} {3}",
        source.host(),
        code,
        held == null
            ? "Until they can, the gate cannot tell who people are."
            : "The keys that the gate has are used for a day at most.",
        advice(code));
  }

  private static String advice(String code) {
    return switch (code) {
      case NoKeys.OTHER_ISSUER ->
          "The issuer's metadata name another issuer: write jwtIssuer as they do, or set jwtKeys.";
      case NoKeys.OTHER_HOST ->
          "The issuer's metadata lead to another host: set jwtKeys to the address of the keys.";
      case NoKeys.NO_KEYS_ADDRESS, NoKeys.NOT_JSON ->
          "There is something else at that address: check jwtIssuer and jwtKeys.";
      case NoKeys.NO_USABLE_KEY ->
          "There is no RSA key of 2048 bits or more and no P-256 key: check jwtIssuer and jwtKeys.";
      default -> "Check jwtIssuer, jwtKeys, trustStore, proxy and the network.";
    };
  }

  /** Also false if the clock was set back: a pause must not become a day. */
  private static boolean within(Duration length, Instant since, Instant now) {
    return !now.isBefore(since) && now.isBefore(since.plus(length));
  }
}
