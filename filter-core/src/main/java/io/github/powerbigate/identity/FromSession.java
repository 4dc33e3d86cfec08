package io.github.powerbigate.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A name in the session. It is read at each request, and kept nowhere. */
final class FromSession implements NameSource {

  private final SessionReading reading;
  private final IdentityJournal journal;

  FromSession(SessionPath path, IdentityJournal journal) {
    this.reading = new SessionReading(path);
    this.journal = journal;
  }

  @Override
  public @Nullable String nameOf(HttpServletRequest request) {
    try {
      Object value = reading.of(request);
      if (value instanceof String || value instanceof UUID) {
        return value.toString();
      }
      if (value instanceof Principal principal) {
        return principal.getName();
      }
      if (value != null) {
        // Never the toString of whatever it is: that of most objects is another on each node.
        journal.unreadable("it leads to something else", null);
      }
    } catch (SessionReading.Astray e) {
      journal.unreadable(e.why(), e.getCause());
    } catch (RuntimeException | LinkageError e) {
      journal.unreadable("reading it throws", e);
    }
    return null;
  }
}
