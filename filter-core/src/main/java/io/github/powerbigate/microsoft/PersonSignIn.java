package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.UserToken;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Has people sign in to Entra ID, for a Power BI token in their own name: <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow">authorization
 * code</a> with PKCE (RFC 7636). The token is held for a short time, for few people, in this map
 * alone; neither refresh nor ID tokens are kept. Thread-safe.
 */
public final class PersonSignIn {

  private final MicrosoftSettings settings;
  private final URI back;
  private final EntraTokens entra;
  private final Directory directory;
  private final Attempts attempts;
  private final Answers answers;
  private final ScheduledExecutorService timer;
  private final InstantSource clock;
  private final String scope;

  /** By what tells one browser from another; a browser holds one person's. */
  private final Memory<Held> held;

  /** What is shown to a person. */
  public enum Prompt {
    /** Nothing: who would have to be asked anything is sent back. */
    NONE("none"),
    /** What has to be. */
    WHERE_NEEDED(null),
    /** Which account it shall be. */
    ACCOUNT("select_account");

    private final @Nullable String word;

    Prompt(@Nullable String word) {
      this.word = word;
    }
  }

  /**
   * What a sign-in is begun with.
   *
   * @param prompt what is shown
   * @param hint the person's account, where it is known; else null
   * @param state comes back with the answer
   * @param nonce comes back in the ID token
   * @param challenge of the verifier, by SHA-256
   */
  public record Beginning(
      Prompt prompt, @Nullable String hint, String state, String nonce, String challenge) {}

  /** Reads ID tokens. */
  @FunctionalInterface
  public interface IdTokens {
    /** The object id of whom an ID token names; null if it is not believed. */
    @Nullable String objectId(String idToken);
  }

  /** No record: the map may compare its values. See {@code membership.Stored}. */
  private static final class Held {
    private final String user;
    private final Token token;

    Held(String user, Token token) {
      this.user = user;
      this.token = token;
    }
  }

  PersonSignIn(
      MicrosoftSettings settings,
      String back,
      EntraTokens entra,
      Directory directory,
      Attempts attempts,
      Answers answers,
      ScheduledExecutorService timer,
      InstantSource clock) {
    this.settings = settings;
    this.back = URI.create(back);
    this.entra = entra;
    this.directory = directory;
    this.attempts = attempts;
    this.answers = answers;
    this.timer = timer;
    this.clock = clock;
    this.scope = UserTokens.permission(settings.cloud().powerBiScope());
    this.held = new Memory<>(UserTokens.MOST, UserTokens.HELD_FOR, clock);
  }

  /**
   * The address at which a sign-in begins. The answer comes back in the query: that of a form that
   * is posted from another site would come without the portal's cookies.
   */
  public String address(Beginning beginning) {
    StringBuilder address =
        new StringBuilder()
            .append(settings.cloud().entra())
            .append('/')
            .append(settings.tenantId())
            .append("/oauth2/v2.0/authorize?response_type=code&response_mode=query");
    add(address, "client_id", settings.clientId());
    add(address, "redirect_uri", back.toString());
    add(address, "scope", "openid " + scope);
    add(address, "state", beginning.state());
    add(address, "nonce", beginning.nonce());
    add(address, "code_challenge", beginning.challenge());
    add(address, "code_challenge_method", "S256");
    add(address, "prompt", beginning.prompt().word);
    add(address, "login_hint", beginning.hint());
    return address.toString();
  }

  /**
   * Exchanges the code of a sign-in for a token of the person's, which is held from then on. Only
   * the account of the portal's user counts: another's token is dropped before anybody uses it.
   *
   * @param user the portal's
   * @param browser what tells it from others
   * @param code as it came back
   * @param verifier what the sign-in was begun with
   * @param idTokens reads who has signed in
   * @return completes with what is wrong, if anything is
   */
  public CompletableFuture<Optional<Finding>> end(
      UserId user, String browser, String code, String verifier, IdTokens idTokens) {
    CompletableFuture<Optional<Finding>> result = new CompletableFuture<>();
    Attempt attempt =
        attempts.begin(result, settings.probeTimeout(), late -> result.complete(Optional.of(late)));
    var unused =
        entra
            .redeem(code, verifier, back, scope, attempt)
            .thenCompose(
                signedIn ->
                    directory
                        .find(user, attempt)
                        .thenAccept(
                            found -> {
                              requireOwn(signedIn.identity(), found.people(), idTokens);
                              hold(browser, user, signedIn.access());
                            }))
            .whenComplete(
                (nothing, thrown) ->
                    result.complete(
                        thrown == null
                            ? Optional.empty()
                            : Optional.of(
                                answers.findingOf(Asked.ENTRA_USER, Ended.unwrapped(thrown)))));
    return result;
  }

  /** The token that a user got in this browser; null if there is none that is good. */
  public @Nullable UserToken token(UserId user, String browser) {
    Held found = held.recall(browser);
    if (found == null) {
      return null;
    }
    boolean good =
        found.user.equals(user.value()) && clock.instant().isBefore(found.token.expiresAt());
    if (!good) {
      held.forget(browser);
      return null;
    }
    return new UserToken(found.token.value());
  }

  /** Whether a user has a token, in whichever browser. */
  public boolean hasToken(UserId user) {
    return held.any(found -> found.user.equals(user.value()));
  }

  /** Nothing more is asked in the user's name. */
  void drop(UserId user) {
    held.forgetIf(found -> found.user.equals(user.value()));
  }

  /** Keeps a user's token for this browser; the oldest makes room. */
  void hold(String browser, UserId user, Token token) {
    held.remember(browser, new Held(user.value(), token));
    UserTokens.tidyLater(held, timer);
  }

  private static void requireOwn(@Nullable String idToken, List<Person> people, IdTokens idTokens) {
    if (people.size() != 1) {
      throw new NoAnswer("several-people");
    }
    String objectId = idToken == null ? null : idTokens.objectId(idToken);
    if (objectId == null) {
      throw new NoAnswer("id-token-refused");
    }
    if (!requireNonNull(people.get(0)).id().equalsIgnoreCase(objectId)) {
      throw new NoAnswer("wrong-account");
    }
  }

  private static void add(StringBuilder address, String name, @Nullable String value) {
    if (value != null) {
      address
          .append('&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }
  }
}
