package io.github.powerbigate;

import io.github.powerbigate.membership.AccessGate;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.TokenSource;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.UserToken;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.microsoft.PersonSignIn;
import io.github.powerbigate.microsoft.PersonSignIn.Prompt;
import io.github.powerbigate.page.Note;
import io.github.powerbigate.page.PageLinks;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Leads people to the sign-in, where that is due, and knows what they got by it. Thread-safe. */
final class EntraSignIn implements SignIn {

  private final PersonSignIn entra;
  private final UserId.Form form;
  private final AccessGate gate;
  private final GateAnswers answers;
  private final Holding holding;
  private final SignInTries tries;
  private final SignInCookies cookies;
  private final SignInEnd end;
  private final InstantSource clock;
  private final SecureRandom random;

  EntraSignIn(
      PersonSignIn entra,
      UserId.Form form,
      AccessGate gate,
      GateAnswers answers,
      Holding holding,
      SignInTries tries,
      SignInCookies cookies,
      SignInEnd end,
      InstantSource clock,
      SecureRandom random) {
    this.entra = entra;
    this.form = form;
    this.gate = gate;
    this.answers = answers;
    this.holding = holding;
    this.tries = tries;
    this.cookies = cookies;
    this.end = end;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public TokenSource tokens(HttpServletRequest request, String key) {
    UserId user = new UserId(form, key);
    return new TokenSource() {
      @Override
      public @Nullable UserToken token() {
        return BrowserId.token(entra, user, request);
      }

      @Override
      public boolean mayBeMissing() {
        return true; // The person may not want to sign in.
      }

      @Override
      public boolean mayStillCome() {
        // Where another browser of theirs has one, its polls go on with the wait.
        return tries.mayEnd(key) || entra.hasToken(user);
      }
    };
  }

  @Override
  public boolean isDue(HttpServletRequest request, Verdict verdict, String key) {
    return tries.isUntried(key) && lacksToken(request, verdict, key);
  }

  @Override
  public @Nullable Answer begin(
      HttpServletRequest request, Verdict verdict, String key, PageLinks links) {
    boolean goes = Caller.wantsPage(request) && !request.getMethod().equals("HEAD");
    if (!goes || !lacksToken(request, verdict, key)) {
      return null;
    }
    if (!canBeLed(request, links)) {
      tries.settle(key);
      return null;
    }
    return switch (tries.begin(key)) {
      case SILENT -> leadAway(request, links, key, Prompt.NONE);
      case UNFINISHED ->
          answers.note(Note.UNFINISHED, holding.language(request), links.signIn(), links.without());
      case NOTHING -> null;
    };
  }

  @Override
  public Answer answer(
      HttpServletRequest request, GateQuery query, @Nullable String name, @Nullable String key) {
    if (query.resource() == GateQuery.Resource.SIGNED_IN) {
      return end.answer(request, query, name, key);
    }
    if (key == null || !isFollowed(request)) {
      return WayBack.to(query.links());
    }
    Verdict verdict = gate.peek(key, clock.millis());
    boolean waits = verdict != null && verdict.stage() != Stage.GROUP;
    if (query.resource() == GateQuery.Resource.WITHOUT) {
      if (waits) {
        tries.settle(key);
      }
      return WayBack.to(query.links());
    }
    Answer away =
        waits && tries.again(key) ? leadAway(request, query.links(), key, Prompt.ACCOUNT) : null;
    return away == null ? WayBack.to(query.links()) : away;
  }

  /** Whether the person follows a link of a page of ours. */
  private static boolean isFollowed(HttpServletRequest request) {
    return Caller.isWholeWindow(request)
        && !Caller.isPrefetch(request)
        && Caller.isSameOriginOrSilent(request);
  }

  private boolean lacksToken(HttpServletRequest request, Verdict verdict, String key) {
    return verdict.stage() != Stage.GROUP
        && verdict.pace().isDue(clock.millis())
        && BrowserId.token(entra, new UserId(form, key), request) == null;
  }

  /** What is posted does not come back from a sign-in, unless it is sealed in an address. */
  private static boolean canBeLed(HttpServletRequest request, PageLinks links) {
    return Caller.isWholeWindow(request)
        && !links.byForm()
        && (request.getMethod().equals("GET") || links.standsElsewhere());
  }

  private @Nullable Answer leadAway(
      HttpServletRequest request, PageLinks links, String key, Prompt prompt) {
    BegunSignIn begun = BegunSignIn.at(request, links, prompt, key, random);
    Answer away = begun == null ? null : SignInEnd.away(entra, form, begun, request);
    Answer kept = begun == null || away == null ? null : cookies.keeping(begun, request, away);
    if (kept == null) {
      tries.settle(key);
    }
    return kept;
  }
}
