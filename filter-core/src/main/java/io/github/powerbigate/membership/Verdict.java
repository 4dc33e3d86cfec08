package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the gate rules for a user. Immutable; means the same on every node. */
public sealed interface Verdict {

  /** When Microsoft was asked and may be asked again. */
  Pace pace();

  /** The same verdict at another pace. */
  Verdict at(Pace pace);

  /** How far the Power BI stage has come; null before it, and after it. */
  default @Nullable AsUser asUser() {
    return null;
  }

  /** What is to be asked next. */
  default Stage stage() {
    AsUser asUser = asUser();
    return asUser == null ? Stage.GROUP : asUser.next();
  }

  /**
   * The verdict for the same user who turns out to be fresh; null if that changes nothing, as in
   * the Power BI stage, whose yes is stronger than any run of Graph's.
   */
  default @Nullable Verdict freshened() {
    return null;
  }

  /** The same verdict with or without a pass for one navigation; null if that changes nothing. */
  default @Nullable Verdict withPass(boolean pass) {
    return null;
  }

  /**
   * Nothing is known yet: the first question is under way or about to be. It has no reference and
   * is no wait.
   *
   * @param fresh whether the membership may have been granted a moment ago
   * @param asUser how far the Power BI stage has come, or null
   * @param pace when to ask
   */
  record Checking(boolean fresh, @Nullable AsUser asUser, Pace pace) implements Verdict {
    /**
     * @throws NullPointerException if pace is null
     */
    public Checking {
      requireNonNull(pace, "pace is null");
    }

    /** At the group stage. */
    public Checking(boolean fresh, Pace pace) {
      this(fresh, null, pace);
    }

    @Override
    public Checking at(Pace newPace) {
      return new Checking(fresh, asUser, newPace);
    }

    @Override
    public @Nullable Checking freshened() {
      return fresh || asUser != null ? null : new Checking(true, pace);
    }
  }

  /**
   * The user goes through.
   *
   * @param basis why
   * @param negatives clean negatives since the last positive, or null
   * @param pace when to look again
   */
  record Admit(Basis basis, @Nullable Run negatives, Pace pace) implements Verdict {
    /** Why a user goes through. */
    public enum Basis {
      /** Microsoft said so, as often and as long as the rules want. */
      MEMBER,
      /** A member, by all that Graph says; whether Power BI lets the user in could not be seen. */
      UNPROVED,
      /** Nobody could be asked. */
      UNCONFIRMED,
      /** The wait reached its limit. */
      OVERDUE;

      /** Whether it rests on an answer of Microsoft's. */
      boolean isMembership() {
        return this == MEMBER || this == UNPROVED;
      }
    }

    /**
     * @throws NullPointerException if basis or pace is null
     */
    public Admit {
      requireNonNull(basis, "basis is null");
      requireNonNull(pace, "pace is null");
    }

    @Override
    public Admit at(Pace newPace) {
      return new Admit(basis, negatives, newPace);
    }
  }

  /**
   * The user waits.
   *
   * @param reference of this wait
   * @param since when the wait began
   * @param cause why, by the latest finding
   * @param seen what the probes of this wait have seen
   * @param asUser how far the Power BI stage has come, or null
   * @param onePass whether the next navigation may go past the gate, once
   * @param pace when to ask
   */
  record Wait(
      Reference reference,
      Instant since,
      Cause cause,
      Seen seen,
      @Nullable AsUser asUser,
      boolean onePass,
      Pace pace)
      implements Verdict {
    /**
     * @throws NullPointerException if a required argument is null
     */
    public Wait {
      requireNonNull(reference, "reference is null");
      requireNonNull(since, "since is null");
      requireNonNull(cause, "cause is null");
      requireNonNull(seen, "seen is null");
      requireNonNull(pace, "pace is null");
    }

    /** At the group stage. */
    public Wait(
        Reference reference, Instant since, Cause cause, Seen seen, boolean onePass, Pace pace) {
      this(reference, since, cause, seen, null, onePass, pace);
    }

    @Override
    public Wait at(Pace newPace) {
      return new Wait(reference, since, cause, seen, asUser, onePass, newPace);
    }

    /** The same wait, one answer on. */
    Wait next(Cause why, Seen newSeen, @Nullable AsUser newAsUser, Pace newPace) {
      return new Wait(reference, since, why, newSeen, newAsUser, onePass, newPace);
    }

    @Override
    public @Nullable Wait freshened() {
      return seen.fresh() || asUser != null
          ? null
          : new Wait(reference, since, cause, seen.freshened(), onePass, pace);
    }

    @Override
    public @Nullable Wait withPass(boolean pass) {
      return onePass == pass ? null : new Wait(reference, since, cause, seen, asUser, pass, pace);
    }
  }

  /**
   * Waiting cannot help this user.
   *
   * @param reference for the help desk
   * @param since when the user was first refused, or began to wait
   * @param cause why
   * @param fresh whether the membership may have been granted a moment ago
   * @param onePass whether the next navigation may go past the gate, once
   * @param pace when to look again
   */
  record Refuse(
      Reference reference, Instant since, Cause cause, boolean fresh, boolean onePass, Pace pace)
      implements Verdict {
    /**
     * @throws NullPointerException if an argument is null
     */
    public Refuse {
      requireNonNull(reference, "reference is null");
      requireNonNull(since, "since is null");
      requireNonNull(cause, "cause is null");
      requireNonNull(pace, "pace is null");
    }

    @Override
    public Refuse at(Pace newPace) {
      return new Refuse(reference, since, cause, fresh, onePass, newPace);
    }

    @Override
    public @Nullable Refuse freshened() {
      return fresh ? null : new Refuse(reference, since, cause, true, onePass, pace);
    }

    @Override
    public @Nullable Refuse withPass(boolean pass) {
      return onePass == pass ? null : new Refuse(reference, since, cause, fresh, pass, pace);
    }
  }
}
