package io.github.powerbigate.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What a trusted proxy proves itself by. Only digests are kept, and how long a comparison takes
 * says nothing of how alike two secrets are. Immutable; shows nothing.
 */
public final class ProxySecret {

  /** How many values may be good at once: the one that goes, and the one that comes. */
  public static final int MOST_VALUES = 2;

  private final List<byte[]> digests;

  /**
   * @param values the values, each of which is good
   * @throws NullPointerException if values is null or contains null
   */
  public ProxySecret(List<String> values) {
    this.digests = values.stream().map(ProxySecret::digest).toList();
  }

  boolean isProvedBy(String value) {
    byte[] digest = digest(value);
    boolean proved = false;
    for (byte[] good : digests) {
      proved |= MessageDigest.isEqual(good, digest);
    }
    return proved;
  }

  @Override
  public String toString() {
    return "ProxySecret";
  }

  private static byte[] digest(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
