package io.github.powerbigate.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The name of the request's principal: the sign-in of the container, or of a filter before us. */
final class FromPrincipal implements NameSource {

  @Override
  public @Nullable String nameOf(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : principal.getName();
  }
}
