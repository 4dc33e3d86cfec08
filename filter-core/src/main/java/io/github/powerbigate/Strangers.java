package io.github.powerbigate;

import io.github.powerbigate.identity.CannotTell;
import io.github.powerbigate.redirect.RedirectJudge;
import io.github.powerbigate.redirect.Ruling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Watches requests that passed because nobody was signed in. Where somebody is signed in
 * afterwards, the sign-in stands behind the gate, and the gate sees strangers only. Thread-safe.
 */
final class Strangers implements RedirectJudge {

  private final RedirectGate redirects;
  private final boolean nothingBehind;
  private final UserSource users;
  private final RequestJournal journal;

  /**
   * @param nothingBehind whether nothing need stand behind the path
   */
  Strangers(
      RedirectGate redirects, boolean nothingBehind, UserSource users, RequestJournal journal) {
    this.redirects = redirects;
    this.nothingBehind = nothingBehind;
    this.users = users;
    this.journal = journal;
  }

  @Override
  public Ruling judge(HttpServletRequest request, @Nullable String user, String location) {
    return redirects.judge(request, user, location);
  }

  @Override
  public void failed(RuntimeException e) {
    redirects.failed(e);
  }

  @Override
  public void ended(HttpServletRequest request, int status) {
    try {
      if (users.name(request) != null) {
        journal.misplaced();
      } else if (nothingBehind && status == HttpServletResponse.SC_NOT_FOUND) {
        // A sign-in behind the gate may show its principal in a request of its own only.
        journal.strangersFindNothing();
      }
    } catch (CannotTell e) {
      // Perhaps a stranger, perhaps not: nothing is learnt.
    } catch (RuntimeException | LinkageError e) {
      journal.fault(e);
    }
  }
}
