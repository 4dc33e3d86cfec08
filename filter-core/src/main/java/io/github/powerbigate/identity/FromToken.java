package io.github.powerbigate.identity;

import io.github.powerbigate.token.Reading;
import io.github.powerbigate.token.TokenReader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A name in a signed token, which a client or a proxy sends or the application keeps. */
final class FromToken implements NameSource {

  private static final String SCHEME = "Bearer ";

  private final TokenReader reader;
  private final @Nullable SessionReading session;
  private final IdentityJournal journal;

  /**
   * @param session where in the session the token is, or null if it is in the request's header
   */
  FromToken(TokenReader reader, @Nullable SessionPath session, IdentityJournal journal) {
    this.reader = reader;
    this.session = session == null ? null : new SessionReading(session);
    this.journal = journal;
  }

  @Override
  public @Nullable String nameOf(HttpServletRequest request) throws CannotTell {
    String token = session == null ? bearer(request) : kept(session, request);
    if (token == null) {
      return null;
    }
    Reading reading = reader.read(token, session != null);
    if (reading instanceof Reading.Named named) {
      return named.name();
    }
    if (reading instanceof Reading.Nobody nobody) {
      journal.tokenRefused(nobody.reason());
      return null;
    }
    journal.noKeys();
    throw new CannotTell();
  }

  /** The token of the one header; two may be a trick, and neither counts (RFC 6750, section 2). */
  private static @Nullable String bearer(HttpServletRequest request) {
    Enumeration<String> headers = request.getHeaders("Authorization");
    if (headers == null || !headers.hasMoreElements()) {
      return null;
    }
    String header = headers.nextElement();
    boolean isOne = !headers.hasMoreElements();
    return isOne && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).trim()
        : null;
  }

  private @Nullable String kept(SessionReading path, HttpServletRequest request) {
    try {
      Object value = path.of(request);
      if (value instanceof String text) {
        return text;
      }
      if (value != null) {
        journal.unreadable("it leads to something else than a text", null);
      }
    } catch (SessionReading.Astray e) {
      journal.unreadable(e.why(), e.getCause());
    } catch (RuntimeException | LinkageError e) {
      journal.unreadable("reading it throws", e);
    }
    return null;
  }
}
