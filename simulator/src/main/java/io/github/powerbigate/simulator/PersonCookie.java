package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.wire.Call;
import io.github.powerbigate.simulator.world.User;
import java.util.Optional;

/**
 * The cookie by which Entra ID and the web app know the person. Cookies do not keep ports apart, so
 * that one on localhost serves both, and anything else there may set it too. It is not {@code
 * Secure}, since the web app is on plain http.
 */
final class PersonCookie {
  static final String NAME = "simulator-person";

  private PersonCookie() {}

  /** What it holds: an object id, a UPN or a mail. */
  static Optional<String> in(Call call) {
    return call.header("cookie").flatMap(PersonCookie::named);
  }

  static String naming(User person) {
    return NAME + "=" + person.id() + "; Path=/; HttpOnly; SameSite=Lax";
  }

  private static Optional<String> named(String cookies) {
    for (String cookie : cookies.split(";", -1)) {
      String[] parts = cookie.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(NAME) && !parts[1].isEmpty()) {
        return Optional.of(parts[1]);
      }
    }
    return Optional.empty();
  }
}
