package io.github.powerbigate.membership;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How far the Power BI stage has come, in which Power BI is asked in the user's own name.
 * Immutable.
 *
 * @param since when it began: the group stage was over
 * @param next what is due next: {@link Stage#REFRESH} or {@link Stage#POWER_BI}
 * @param refreshed whether Power BI has been made to look anew in this wait, or cannot be
 */
public record AsUser(Instant since, Stage next, boolean refreshed) {

  /**
   * @throws NullPointerException if an argument is null
   */
  public AsUser {
    requireNonNull(since, "since is null");
    requireNonNull(next, "next is null");
  }

  /**
   * The beginning. Whoever was let in a moment ago cannot be in Power BI's picture yet, and a look
   * might freeze the old one; whoever has long been in is in it already.
   */
  static AsUser begun(boolean fresh, Instant at) {
    return new AsUser(at, fresh ? Stage.REFRESH : Stage.POWER_BI, false);
  }

  /** The same; a clock set back must not make the stage as much longer. */
  AsUser notAfter(Instant at) {
    return since.isAfter(at) ? new AsUser(at, next, refreshed) : this;
  }

  /** Power BI does not let the user in yet. */
  AsUser stale() {
    return refreshed ? this : new AsUser(since, Stage.REFRESH, false);
  }

  /** Power BI looks anew, or cannot be made to. */
  AsUser looking() {
    return new AsUser(since, Stage.POWER_BI, true);
  }
}
