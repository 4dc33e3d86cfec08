package io.github.powerbigate.membership;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the probes of one wait have seen. Immutable.
 *
 * @param fresh whether the membership may have been granted a moment ago
 * @param removed whether the user was a member when this wait began
 * @param negative whether a clean negative is known in this wait
 * @param positives the unbroken run of positives, or null
 * @param troubledSince since when no question has been answered, for whatever reason; or null
 * @param unavailableSince since when nobody answers, without a word of throttling between; or null
 * @param invitationPending whether a guest has still to accept the invitation
 * @param answeredAt when Microsoft last answered the question, or null
 */
public record Seen(
    boolean fresh,
    boolean removed,
    boolean negative,
    @Nullable Run positives,
    @Nullable Instant troubledSince,
    @Nullable Instant unavailableSince,
    boolean invitationPending,
    @Nullable Instant answeredAt) {

  /** Nothing yet. */
  static Seen nothing(boolean fresh) {
    return new Seen(fresh, false, false, null, null, null, false, null);
  }

  /** Whether one yes proves little: it may come from the one replica that is ahead. */
  boolean isFresh() {
    return fresh || negative;
  }

  Seen positive(boolean young, boolean pending, Instant at) {
    Run run = Run.extend(positives, at);
    return new Seen(fresh || young, removed, negative, run, null, null, pending, at);
  }

  Seen negative(boolean wasMember, boolean pending, Instant at) {
    return new Seen(fresh, removed || wasMember, true, null, null, null, pending, at);
  }

  /** Microsoft answered, about something else than the membership. */
  Seen answered(Instant at) {
    return new Seen(fresh, removed, negative, positives, null, null, invitationPending, at);
  }

  Seen unavailable(Instant at) {
    return troubled(at, earlier(unavailableSince, at));
  }

  /** Throttling can be provoked, so it does not count towards the grace of an outage. */
  Seen throttled(Instant at) {
    return troubled(at, null);
  }

  Seen misconfigured(boolean voidsNegatives, Instant at) {
    Seen seen = troubled(at, unavailableSince);
    return voidsNegatives
        ? new Seen(
            fresh,
            removed,
            false,
            positives,
            seen.troubledSince,
            seen.unavailableSince,
            invitationPending,
            answeredAt)
        : seen;
  }

  Seen freshened() {
    return new Seen(
        true,
        removed,
        negative,
        positives,
        troubledSince,
        unavailableSince,
        invitationPending,
        answeredAt);
  }

  private Seen troubled(Instant at, @Nullable Instant newUnavailableSince) {
    return new Seen(
        fresh,
        removed,
        negative,
        positives,
        earlier(troubledSince, at),
        newUnavailableSince,
        invitationPending,
        answeredAt);
  }

  /** The earlier beginning, unless there is none or the clock ran back. */
  private static Instant earlier(@Nullable Instant since, Instant at) {
    return since != null && !since.isAfter(at) ? since : at;
  }
}
