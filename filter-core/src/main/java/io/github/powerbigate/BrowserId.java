package io.github.powerbigate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.UserToken;
import io.github.powerbigate.microsoft.PersonSignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What tells one browser from another: the digest of the portal's session. Where the portal has no
 * sessions it is the person alone, whose token it is in any case.
 */
final class BrowserId {
  private BrowserId() {}

  static String of(HttpServletRequest request, UserId user) {
    HttpSession session = request.getSession(false);
    return session == null ? sessionless(user) : "session " + digest(session.getId());
  }

  /** The token that a user got in the browser of this request; null if there is none. */
  static @Nullable UserToken token(PersonSignIn entra, UserId user, HttpServletRequest request) {
    UserToken own = entra.token(user, of(request, user));
    // A session may have begun since.
    return own == null ? entra.token(user, sessionless(user)) : own;
  }

  private static String sessionless(UserId user) {
    return "user " + user.value();
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
