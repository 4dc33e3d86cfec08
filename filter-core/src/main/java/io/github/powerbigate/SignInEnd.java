package io.github.powerbigate;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.Memory;
import io.github.powerbigate.microsoft.PersonSignIn;
import io.github.powerbigate.microsoft.PersonSignIn.Beginning;
import io.github.powerbigate.microsoft.PersonSignIn.Prompt;
import io.github.powerbigate.page.Note;
import io.github.powerbigate.page.PageLinks;
import io.github.powerbigate.token.Reading;
import io.github.powerbigate.token.TokenReader;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in comes back to. What comes back counts once, in the browser that began it, for the
 * person and at the gate it was begun for. Nothing of it ever reaches the application. Thread-safe.
 */
final class SignInEnd {

  private static final int MOST_USED = 10_000;

  private static final Trouble TOO_MANY =
      new Trouble(
          Cause.UNAVAILABLE,
          "More people come back from a sign-in at once than may be held; raise maxHeldRequests.",
          "busy",
          null);

  private static final Trouble TOO_LATE =
      new Trouble(
          Cause.UNAVAILABLE,
          "Entra ID did not exchange the code of a sign-in in time.",
          "timeout",
          null);

  private final PersonSignIn entra;
  private final TokenReader idTokens;
  private final UserId.Form form;
  private final AccessGate gate;
  private final GateAnswers answers;
  private final Holding holding;
  private final SignInTries tries;
  private final SignInCookies cookies;
  private final RequestJournal journal;
  private final Duration patience;
  private final SecureRandom random;
  private final Semaphore exchanges;
  private final Memory<Boolean> used;

  /**
   * @param patience how long an exchange may keep a thread of the container's
   * @param exchanges how many may at once
   */
  SignInEnd(
      PersonSignIn entra,
      TokenReader idTokens,
      UserId.Form form,
      AccessGate gate,
      GateAnswers answers,
      Holding holding,
      SignInTries tries,
      SignInCookies cookies,
      RequestJournal journal,
      Duration patience,
      int exchanges,
      InstantSource clock,
      SecureRandom random) {
    this.entra = entra;
    this.idTokens = idTokens;
    this.form = form;
    this.gate = gate;
    this.answers = answers;
    this.holding = holding;
    this.tries = tries;
    this.cookies = cookies;
    this.journal = journal;
    this.patience = patience;
    this.exchanges = new Semaphore(exchanges);
    this.used = new Memory<>(MOST_USED, SignInTries.SHOWN_TAKES, clock);
    this.random = random;
  }

  /** Answers what comes back. */
  Answer answer(
      HttpServletRequest request, GateQuery query, @Nullable String name, @Nullable String key) {
    if (Caller.isPrefetch(request)) {
      return holding.tooEarly();
    }
    SignInAnswer answer = SignInAnswer.of(request.getQueryString());
    BegunSignIn begun =
        Caller.isWholeWindow(request) ? cookies.find(request, answer.state()) : null;
    if (begun == null) {
      // Of another browser, another gate, or long ago: what came with it goes no further.
      return WayBack.to(query.links());
    }
    if (name == null) {
      // A Strict cookie does not come with what another site leads to.
      return String.valueOf(request.getQueryString()).contains("&" + GateQuery.RETURN + "=")
          ? WayBack.to(query.links())
          : note(request, begun, Note.RETURNING);
    }
    if (!isFirst(begun)) {
      return WayBack.to(query.links());
    }
    if (!begun.user().equals(key)) {
      // Where the other one was going is nothing of this one's.
      String here = query.links().self();
      return cookies.forgetting(
          begun, answers.note(Note.OTHER_PERSON, holding.language(request), here, here));
    }
    return cookies.forgetting(
        begun,
        answer.code() == null
            ? failed(request, begun, answer)
            : exchange(request, begun, answer.code()));
  }

  private boolean isFirst(BegunSignIn begun) {
    synchronized (used) {
      boolean first = used.recall(begun.state()) == null;
      used.remember(begun.state(), true);
      return first;
    }
  }

  /** Leads a browser to Entra ID. */
  static Answer away(
      PersonSignIn entra, UserId.Form form, BegunSignIn begun, HttpServletRequest request) {
    boolean hints =
        form != UserId.Form.OBJECT_ID
            && begun.prompt() != Prompt.ACCOUNT
            && !begun.user().contains("#ext#");
    Beginning beginning =
        new Beginning(
            begun.prompt(),
            hints ? begun.user() : null,
            begun.state(),
            begun.nonce(),
            begun.challenge());
    return Passage.to(entra.address(beginning), request).with(GateAnswers.GATE_HEADER, "sign-in");
  }

  /** There is an error in the place of a code. */
  private Answer failed(HttpServletRequest request, BegunSignIn begun, SignInAnswer answer) {
    boolean silent = begun.prompt() == Prompt.NONE;
    if (silent && answer.asksThePerson()) {
      return shown(request, begun);
    }
    tries.settle(begun.user());
    journal.signInFailed(answer.why());
    if (silent) {
      // Nothing was shown, so there is nothing to explain.
      return back(request, begun);
    }
    Note note =
        answer.isForbidden()
            ? Note.NOT_ALLOWED
            : answer.isRefused() ? Note.CONSENT_REFUSED : Note.FAILED;
    return note(request, begun, note);
  }

  /**
   * What could not be done unseen is done where the person sees it; once, whatever other tabs do.
   */
  private Answer shown(HttpServletRequest request, BegunSignIn begun) {
    if (!tries.show(begun.user())) {
      return back(request, begun);
    }
    BegunSignIn shown = begun.anew(Prompt.WHERE_NEEDED, random);
    Answer away = cookies.keeping(shown, request, away(entra, form, shown, request));
    if (away == null) {
      tries.settle(begun.user());
      return back(request, begun);
    }
    return away;
  }

  private Answer exchange(HttpServletRequest request, BegunSignIn begun, String code) {
    Finding finding = exchanged(request, begun, code);
    if (finding == null) {
      return back(request, begun);
    }
    Trouble trouble = finding.trouble();
    Cause cause = trouble == null ? null : trouble.cause();
    if (cause == Cause.SIGN_IN_NEEDED && begun.prompt() == Prompt.NONE) {
      return shown(request, begun);
    }
    tries.settle(begun.user());
    journal.signInFailed(
        trouble == null ? "the account has gone" : trouble.cause().code() + ", " + trouble.code());
    if (!(finding instanceof Finding.TokenRefused)) {
      // Nothing that the person could do better: they go on.
      if (trouble != null) {
        gate.report(finding);
      }
      return back(request, begun);
    }
    Note note =
        cause == Cause.WRONG_ACCOUNT
            ? Note.WRONG_ACCOUNT
            : cause == Cause.SIGN_IN_NEEDED ? Note.NOT_ALLOWED : Note.FAILED;
    return note(request, begun, note);
  }

  /** What is wrong; null if nothing is, and the token is there. */
  private @Nullable Finding exchanged(HttpServletRequest request, BegunSignIn begun, String code) {
    if (!exchanges.tryAcquire()) {
      return new Finding.Unavailable(null, TOO_MANY);
    }
    try {
      UserId user = new UserId(form, begun.user());
      Optional<Finding> wrong =
          entra
              .end(
                  user,
                  BrowserId.of(request, user),
                  code,
                  begun.verifier(),
                  token -> objectId(token, begun.nonce()))
              .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return wrong.orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Finding.Unavailable(null, TOO_LATE);
    } catch (ExecutionException | TimeoutException e) {
      return new Finding.Unavailable(null, TOO_LATE);
    } finally {
      exchanges.release();
    }
  }

  private @Nullable String objectId(String idToken, String nonce) {
    Reading reading = idTokens.readAnswer(idToken, nonce);
    if (reading instanceof Reading.Named named) {
      return named.name();
    }
    journal.idTokenRefused(
        reading instanceof Reading.Nobody nobody ? nobody.reason().code() : "no keys");
    return null;
  }

  private Answer note(HttpServletRequest request, BegunSignIn begun, Note note) {
    PageLinks links = begun.links();
    return answers.note(
        note,
        holding.language(request),
        begun.from(request, links.signIn()),
        begun.from(request, links.without()));
  }

  private static Answer back(HttpServletRequest request, BegunSignIn begun) {
    return WayBack.to(begun.from(request, begun.links().self()));
  }
}
