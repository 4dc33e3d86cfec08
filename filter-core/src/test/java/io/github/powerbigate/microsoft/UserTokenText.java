package io.github.powerbigate.microsoft;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes what a user's access token looks like; nobody has signed it. */
final class UserTokenText {

  static final String TENANT = "22222222-cccc-4ccc-8ccc-222222222222";

  private UserTokenText() {}

  /** Of that user, for long. */
  static String of(String objectId) {
    return claims(
        "{\"oid\":\"%s\",\"tid\":\"%s\",\"scp\":\"access\",\"exp\":4102444800}"
            .formatted(objectId, TENANT));
  }

  /** With these claims. */
  static String claims(String json) {
    return encoded("{\"alg\":\"RS256\"}") + "." + encoded(json) + ".c2lnbmF0dXJl";
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
