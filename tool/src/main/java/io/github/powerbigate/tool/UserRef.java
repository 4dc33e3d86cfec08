package io.github.powerbigate.tool;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for a user where no name shall stand. With a key of one run, lines of that run can be
 * compared with each other, and with nothing else.
 */
final class UserRef {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 12;

  private UserRef() {}

  /** The first 12 characters of base32 of HMAC-SHA-256 over tenant and object id. */
  static String of(byte[] key, String tenantId, String objectId) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((tenantId + "\n" + objectId).getBytes(StandardCharsets.UTF_8));
      return base32(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      int bit = i * 5;
      int pair = (bytes[bit / 8] & 0xff) << 8 | (bytes[bit / 8 + 1] & 0xff);
      text.append(BASE32.charAt(pair >> (11 - bit % 8) & 31));
    }
    return text.toString();
  }
}
