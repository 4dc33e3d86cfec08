package io.github.powerbigate;

import io.github.powerbigate.identity.CannotTell;
import io.github.powerbigate.identity.NameSource;
import io.github.powerbigate.identity.UserTokenSource;
import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.TokenSource;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.UserToken;
import io.github.powerbigate.settings.GateSettings.People;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Who makes a request, and whether the gate is for them. Immutable. */
final class UserSource {

  /** By this attribute of the request or the session the application says "granted just now". */
  private static final String GRANTED = "powerbigate.granted";

  private final People people;
  private final NameSource names;
  private final @Nullable UserTokenSource tokens;
  private final SignIn signIn;

  /**
   * @param tokens reads the user's own token, or null if none comes with requests
   * @param signIn by which users get tokens that do not come with requests
   */
  UserSource(People people, NameSource names, @Nullable UserTokenSource tokens, SignIn signIn) {
    this.people = people;
    this.names = names;
    this.tokens = tokens;
    this.signIn = signIn;
  }

  /** Whether the gate is for who makes the request, as far as the application says. */
  boolean gates(HttpServletRequest request) {
    return people.onlyFor().includes(request);
  }

  /**
   * What the portal calls the user, or null if nobody is signed in.
   *
   * @throws CannotTell if that cannot be told now
   */
  @Nullable String name(HttpServletRequest request) throws CannotTell {
    String name = names.nameOf(request);
    return name == null || name.isBlank() ? null : name;
  }

  /** The user's canonical name, or null if there is none or it cannot be told. */
  @Nullable String keyIfAny(HttpServletRequest request) {
    try {
      String name = name(request);
      return name == null ? null : canonical(name);
    } catch (CannotTell e) {
      return null;
    }
  }

  /** Whether somebody is signed in, or it cannot be told. */
  boolean findsSomebody(HttpServletRequest request) {
    try {
      return name(request) != null;
    } catch (CannotTell e) {
      return true;
    }
  }

  /** The canonical spelling of a name, or null if it cannot be one of Entra's. */
  @Nullable String canonical(String name) {
    return people.userForm().canonical(name);
  }

  /** The user whose canonical name this is. */
  UserId user(String key) {
    return new UserId(people.userForm(), key);
  }

  /** Where the request has a token of its user's; read only when it is needed. */
  TokenSource tokens(HttpServletRequest request, String key) {
    UserTokenSource source = tokens;
    if (source == null) {
      return signIn.tokens(request, key);
    }
    return () -> {
      String token = source.tokenOf(request);
      return token == null ? null : new UserToken(token);
    };
  }

  /** The same before the application has the request, which may bring the token. */
  TokenSource tokensSoFar(HttpServletRequest request, String key) {
    TokenSource now = tokens(request, key);
    return new TokenSource() {
      @Override
      public @Nullable UserToken token() {
        return now.token();
      }

      @Override
      public boolean mayStillCome() {
        return true;
      }
    };
  }

  /** How the user comes, as far as the application says. */
  Arrival arrival(HttpServletRequest request) {
    if (request.getAttribute(GRANTED) != null) {
      return Arrival.GRANTED;
    }
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(GRANTED) != null
        ? Arrival.GRANTED
        : Arrival.VISIT;
  }
}
