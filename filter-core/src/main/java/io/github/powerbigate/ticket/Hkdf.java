package io.github.powerbigate.ticket;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256, as RFC 5869 has it: many keys from one. Thread-safe. */
final class Hkdf {

  private static final String HMAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;

  private Hkdf() {}

  /**
   * Extracts and expands.
   *
   * @param key the input keying material
   * @param salt may be empty, which is a salt of 32 zeros
   * @param info what the derived key is for
   * @param length of the derived key in bytes, 1 to 8160
   * @throws IllegalArgumentException if the length is out of bounds
   */
  static byte[] derive(byte[] key, byte[] salt, byte[] info, int length) {
    if (length < 1 || length > 255 * HASH_BYTES) {
      throw new IllegalArgumentException("HKDF with SHA-256 gives 1 to 8160 bytes");
    }
    try {
      byte[] pseudorandom = hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(key);
      Mac mac = hmac(pseudorandom);
      byte[] derived = new byte[length];
      byte[] block = {};
      int done = 0;
      for (int i = 1; done < length; i++) {
        mac.update(block);
        mac.update(info);
        mac.update((byte) i);
        block = mac.doFinal();
        int size = Math.min(block.length, length - done);
        System.arraycopy(block, 0, derived, done, size);
        done += size;
      }
      return derived;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  private static Mac hmac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(key, HMAC));
    return mac;
  }
}
