package io.github.powerbigate.tool;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Subject;
import io.github.powerbigate.membership.Cause.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** When the client certificate ends. */
final class Certificate {

  private static final Duration AHEAD = Duration.ofDays(30);

  private Certificate() {}

  static Check check(Instant end, Instant now) {
    LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
    String remedy =
        "make a new one, upload it to the app registration, and put it with its key in the place"
            + " of the old one";
    if (!now.isBefore(end)) {
      return Check.fail(
          Subject.CERTIFICATE,
          "the client certificate expired on " + day,
          remedy,
          Actor.ADMINISTRATOR);
    }
    return now.plus(AHEAD).isBefore(end)
        ? Check.pass(Subject.CERTIFICATE, "the client certificate is good until " + day)
        : Check.warn(
            Subject.CERTIFICATE,
            "the client certificate expires on "
                + day
                + ", days left: "
                + Duration.between(now, end).toDays(),
            remedy,
            Actor.ADMINISTRATOR);
  }
}
