package io.github.powerbigate.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user's own token. It is read when it is needed, and kept nowhere. Thread-safe.
 *
 * <p>Whose it is, nobody has checked: that is for who uses it to do.
 */
public final class UserTokenSource {

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,65536}");
  private static final Pattern BEARER = Pattern.compile("(?i)^Bearer +");

  private final @Nullable FromHeader header;
  private final @Nullable SessionReading session;
  private final IdentityJournal journal;

  /**
   * @param from where the token stands
   * @param proxies the proxies whose header counts; needed by {@link UserTokenFrom.Header} alone
   * @param journal tells the operator what is wrong
   */
  public UserTokenSource(UserTokenFrom from, @Nullable Proxies proxies, IdentityJournal journal) {
    this.header =
        from instanceof UserTokenFrom.Header && proxies != null
            ? new FromHeader("Authorization", proxies, journal)
            : null;
    this.session =
        from instanceof UserTokenFrom.Session its ? new SessionReading(its.path()) : null;
    this.journal = journal;
  }

  /** The token that comes with a request, or null if none does. */
  public @Nullable String tokenOf(HttpServletRequest request) {
    String text = header == null ? inSession(request) : header.nameOf(request);
    if (text == null) {
      return null;
    }
    String token = BEARER.matcher(text).replaceFirst("");
    if (TOKEN.matcher(token).matches()) {
      return token;
    }
    journal.noToken("it is no token", null);
    return null;
  }

  private @Nullable String inSession(HttpServletRequest request) {
    if (session == null) {
      return null;
    }
    try {
      Object value = session.of(request);
      if (value == null || value instanceof String) {
        return (String) value;
      }
      journal.noToken("it leads to something else than a String", null);
    } catch (SessionReading.Astray e) {
      journal.noToken(e.why(), e.getCause());
    } catch (RuntimeException | LinkageError e) {
      journal.noToken("reading it throws", e);
    }
    return null;
  }
}
