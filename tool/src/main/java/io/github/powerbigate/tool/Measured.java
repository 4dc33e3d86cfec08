package io.github.powerbigate.tool;

import io.github.powerbigate.tool.Sighting.Answer;
import io.github.powerbigate.tool.Sighting.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The times of one watch, each from its beginning. */
final class Measured {

  private final Duration stableFor;
  private final int confirmations;
  private @Nullable Duration found;
  private @Nullable Duration firstYes;
  private @Nullable Duration lastNo;
  private @Nullable Duration listed;
  private @Nullable Duration runFrom;
  private @Nullable Duration runTo;
  private int run;
  private int flaps;
  private int looks;
  private int unanswered;

  /**
   * @param stableFor how long an unbroken run of yes must last
   * @param confirmations how many answers it must have
   */
  Measured(Duration stableFor, int confirmations) {
    this.stableFor = stableFor;
    this.confirmations = confirmations;
  }

  /** Counts what was seen of directory, group or workspace. */
  void add(Duration elapsed, Sighting seen) {
    if (seen.stage() == Stage.WORKSPACE) {
      listed = listed == null && seen.answer() == Answer.YES ? elapsed : listed;
      return;
    }
    looks++;
    if (seen.answer() == Answer.UNKNOWN) {
      unanswered++;
      return;
    }
    if (found == null && seen.stage() == Stage.GROUP) {
      found = elapsed;
    }
    if (seen.answer() == Answer.YES) {
      yes(elapsed);
    } else {
      no(elapsed);
    }
  }

  /** Whether the group has said yes for long enough, from one answer to the last. */
  boolean isStable() {
    return runFrom != null
        && runTo != null
        && run >= confirmations
        && runTo.minus(runFrom).compareTo(stableFor) >= 0;
  }

  /** Whether the directory knew the user. */
  boolean isFound() {
    return found != null;
  }

  /**
   * What an administrator wants to know.
   *
   * @param withWorkspace whether the workspace was looked at
   */
  List<String> lines(boolean withWorkspace) {
    List<String> lines = new ArrayList<>();
    lines.add("found in the directory after  " + time(found));
    lines.add("first yes of the group after  " + time(firstYes));
    lines.add("last no after                 " + (lastNo == null ? "none" : time(lastNo)));
    lines.add("flaps (a no after a yes)      " + flaps);
    if (withWorkspace) {
      lines.add("role in the workspace after   " + time(listed));
    }
    lines.add("looks                         " + looks + ", unanswered " + unanswered);
    return lines;
  }

  private void yes(Duration elapsed) {
    firstYes = firstYes == null ? elapsed : firstYes;
    runFrom = runFrom == null ? elapsed : runFrom;
    runTo = elapsed;
    run++;
  }

  private void no(Duration elapsed) {
    flaps += run > 0 ? 1 : 0;
    lastNo = elapsed;
    runFrom = null;
    run = 0;
  }

  private static String time(@Nullable Duration elapsed) {
    return elapsed == null ? "not seen" : Elapsed.of(elapsed);
  }
}
