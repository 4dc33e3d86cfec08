package io.github.powerbigate.membership;

import io.github.powerbigate.membership.Finding.Proven;
import io.github.powerbigate.membership.Finding.Ready;
import io.github.powerbigate.membership.Verdict.Checking;
import io.github.powerbigate.membership.Verdict.Wait;

/** What becomes of an answer that outlived its lease. */
final class LateYes {

  private LateYes() {}

  /**
   * Whether the answer counts nevertheless: it is a yes, to what is being asked, in the same wait.
   *
   * @param leased the verdict when the question was asked
   * @param now the verdict that stands
   */
  static boolean counts(Finding finding, Verdict leased, Verdict now) {
    boolean yes = now.stage() == Stage.GROUP ? finding instanceof Ready : finding instanceof Proven;
    return yes && isSameWait(leased, now);
  }

  private static boolean isSameWait(Verdict leased, Verdict verdict) {
    if (verdict instanceof Wait wait) {
      return leased instanceof Wait before
          ? before.reference().value().equals(wait.reference().value())
          : !wait.since().isBefore(leased.pace().askedAt());
    }
    return verdict instanceof Checking;
  }
}
