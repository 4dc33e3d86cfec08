package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How tokens name a person beside the object id (Microsoft facts §3.1). */
final class TokenNames {
  private TokenNames() {}

  /** The same for the same person at the same app, and for nobody else. */
  static String subject(User user, String clientId) {
    try {
      byte[] name = (user.id() + " " + clientId).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What the person types in: guests their mail. Not to be relied on. */
  static String signInName(User user) {
    String mail = user.mail();
    return user.isGuest() && mail != null ? mail : user.userPrincipalName();
  }
}
