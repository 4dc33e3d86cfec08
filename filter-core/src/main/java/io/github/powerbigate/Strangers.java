package io.github.powerbigate;

import io.github.powerbigate.redirect.RedirectJudge;
import io.github.powerbigate.redirect.Ruling;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Watches requests that passed because nobody was signed in. Where somebody is signed in
 * afterwards, the sign-in stands behind the gate, and the gate sees strangers only. Thread-safe.
 */
final class Strangers implements RedirectJudge {

  private final RedirectGate redirects;
  private final UserSource users;
  private final RequestJournal journal;

  Strangers(RedirectGate redirects, UserSource users, RequestJournal journal) {
    this.redirects = redirects;
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
  public void ended(HttpServletRequest request) {
    try {
      if (users.name(request) != null) {
        journal.misplaced();
      }
    } catch (RuntimeException | LinkageError e) {
      journal.fault(e);
    }
  }
}
