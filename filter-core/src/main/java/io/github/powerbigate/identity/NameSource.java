package io.github.powerbigate.identity;

import io.github.powerbigate.token.TokenReader;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Where the name of whoever is signed in stands. Implementations are thread-safe. */
@FunctionalInterface
public interface NameSource {

  /**
   * What the portal calls the user: as it stands there, not yet known to be a name of Entra's.
   *
   * @return the name, or null if nobody is signed in
   * @throws CannotTell if that cannot be told now
   */
  @Nullable String nameOf(HttpServletRequest request) throws CannotTell;

  /**
   * The source that the settings ask for.
   *
   * @param from where the name stands
   * @param proxies the proxies whose word counts; needed by {@link UserFrom.Header} alone
   * @param tokens reads tokens; needed by {@link UserFrom.TokenInHeader} and {@link
   *     UserFrom.TokenInSession} alone
   * @param loader the web application's class loader
   * @param journal tells the operator what is wrong
   * @throws IllegalArgumentException if a class that the settings name cannot be used
   */
  static NameSource of(
      UserFrom from,
      @Nullable Proxies proxies,
      @Nullable TokenReader tokens,
      ClassLoader loader,
      IdentityJournal journal) {
    if (from instanceof UserFrom.Principal) {
      return new FromPrincipal();
    }
    if (from instanceof UserFrom.RemoteUser) {
      return HttpServletRequest::getRemoteUser;
    }
    if (from instanceof UserFrom.Header header && proxies != null) {
      return new FromHeader(header.name(), proxies, journal);
    }
    if (from instanceof UserFrom.Session session) {
      return new FromSession(session.path(), journal);
    }
    if (from instanceof UserFrom.TokenInHeader && tokens != null) {
      return new FromToken(tokens, null, journal);
    }
    if (from instanceof UserFrom.TokenInSession session && tokens != null) {
      return new FromToken(tokens, session.path(), journal);
    }
    if (from instanceof UserFrom.OfClass type) {
      return FromClass.of(type.name(), loader, journal);
    }
    throw new AssertionError("no source for user=" + from.kind());
  }
}
