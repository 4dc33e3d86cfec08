package io.github.powerbigate.membership;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the probes of one wait have seen. Immutable.
 *
 * @param fresh whether the membership may have been granted a moment ago
 * @param negative whether a clean negative is known in this wait
 * @param positives the unbroken run of positives, or null
 * @param unavailableSince since when nobody answers, or null
 * @param invitationPending whether a guest has still to accept the invitation
 * @param answeredAt when Microsoft last answered the question, or null
 */
public record Seen(
    boolean fresh,
    boolean negative,
    @Nullable Run positives,
    @Nullable Instant unavailableSince,
    boolean invitationPending,
    @Nullable Instant answeredAt) {

  /** Nothing yet. */
  static Seen nothing(boolean fresh) {
    return new Seen(fresh, false, null, null, false, null);
  }

  /** Whether one yes proves little: a yes may come from the one replica that is ahead. */
  boolean isFresh() {
    return fresh || negative;
  }

  Seen positive(boolean young, boolean pending, Instant at) {
    return new Seen(fresh || young, negative, Run.extend(positives, at), null, pending, at);
  }

  Seen negative(boolean pending, Instant at) {
    return new Seen(fresh, true, null, null, pending, at);
  }

  Seen unavailable(Instant at) {
    boolean began = unavailableSince != null && !unavailableSince.isAfter(at);
    return new Seen(
        fresh, negative, positives, began ? unavailableSince : at, invitationPending, answeredAt);
  }

  /** Throttling can be provoked, so it does not count towards the grace of an outage. */
  Seen throttled() {
    return new Seen(fresh, negative, positives, null, invitationPending, answeredAt);
  }

  /** What is left when the group turns out not to be there: earlier negatives meant nothing. */
  Seen withoutNegatives() {
    return new Seen(fresh, false, positives, unavailableSince, invitationPending, answeredAt);
  }

  Seen freshened() {
    return new Seen(true, negative, positives, unavailableSince, invitationPending, answeredAt);
  }
}
