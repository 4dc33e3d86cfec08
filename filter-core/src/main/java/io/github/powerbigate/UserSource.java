package io.github.powerbigate;

import io.github.powerbigate.membership.Arrival;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.settings.GateSettings.People;
import io.github.powerbigate.settings.GateSettings.UserFrom;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who makes a request, by what the application's own sign-in says of it. Immutable. */
final class UserSource {

  /** By this attribute of the request or the session the application says "granted just now". */
  private static final String GRANTED = "powerbigate.granted";

  private final People people;

  UserSource(People people) {
    this.people = people;
  }

  /** What the portal calls the user, or null if nobody is signed in. */
  @Nullable String name(HttpServletRequest request) {
    if (people.user() == UserFrom.REMOTE_USER) {
      return request.getRemoteUser();
    }
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : principal.getName();
  }

  /** The user's canonical name, or null if there is none or it cannot be one of Entra's. */
  @Nullable String key(HttpServletRequest request) {
    String name = name(request);
    return name == null ? null : canonical(name);
  }

  @Nullable String canonical(String name) {
    return people.userForm().canonical(name);
  }

  /** The user whose canonical name this is. */
  UserId user(String key) {
    return new UserId(people.userForm(), key);
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
