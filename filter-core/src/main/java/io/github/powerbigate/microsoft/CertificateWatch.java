package io.github.powerbigate.microsoft;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Tells the operator, once a day, of a certificate that ends within thirty days or has ended. Says
 * neither whose it is nor where. Thread-safe.
 */
final class CertificateWatch {

  /** Time for people who renew certificates by a request to somebody else. */
  static final Duration AHEAD = Duration.ofDays(30);

  private static final Duration EVERY = Duration.ofDays(1);
  private static final Logger LOG = System.getLogger("io.github.powerbigate");
  private static final String WHAT_TO_DO =
      " Make a new certificate, upload it to the app registration, and put it with its key in the"
          + " place of the old one; from a file the gate takes it up by itself.";

  private final InstantSource clock;

  // Both guarded by this.
  private Level last = Level.OFF;
  private @Nullable Instant saidAt;

  CertificateWatch(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Looks at the certificate that is in use.
   *
   * @param end from when on it is not valid any more
   */
  void look(Instant end) {
    Instant now = clock.instant();
    if (now.plus(AHEAD).isBefore(end)) {
      return;
    }
    boolean over = !now.isBefore(end);
    LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
    if (isDue(over ? Level.ERROR : Level.WARNING, now)) {
      LOG.log(
          over ? Level.ERROR : Level.WARNING,
          over
              ? "The certificate of clientCertificate expired on " + day + "." + WHAT_TO_DO
              : "The certificate of clientCertificate expires on "
                  + day
                  + ", days left: "
                  + Duration.between(now, end).toDays()
                  + "."
                  + WHAT_TO_DO);
    }
  }

  /** Also true if the clock was set back: a day must not become a year. */
  private synchronized boolean isDue(Level level, Instant now) {
    boolean told =
        saidAt != null
            && level == last
            && !now.isBefore(saidAt)
            && now.isBefore(saidAt.plus(EVERY));
    if (!told) {
      last = level;
      saidAt = now;
    }
    return !told;
  }
}
