package io.github.powerbigate.ticket;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys by which tickets are sealed: the first seals, all open. Immutable; never shown by {@code
 * toString}.
 */
public final class TicketKeys {

  static final int BYTES = 32;
  private static final int ID_BYTES = 4;

  /** One of them. It seals nothing itself: keys for a purpose and a day are derived from it. */
  static final class Master {

    private final byte[] key;
    private final String id;

    private Master(byte[] key) {
      this.key = key.clone();
      this.id = HexFormat.of().formatHex(sha256(key), 0, ID_BYTES);
    }

    /** By what a ticket says which key sealed it: 8 hexadecimal digits, the same on every node. */
    String id() {
      return id;
    }

    /**
     * A key of 32 bytes.
     *
     * @param info what it is for
     */
    byte[] derive(byte[] info) {
      return Hkdf.derive(key, new byte[0], info, BYTES);
    }
  }

  private final List<Master> masters;

  private TicketKeys(List<byte[]> keys) {
    this.masters = keys.stream().map(Master::new).toList();
  }

  /**
   * Keys that somebody chose.
   *
   * @param keys 32 bytes each; they are copied
   * @throws IllegalArgumentException if there is none, or one of another length, or one whose bytes
   *     are all equal; the message does not contain it
   */
  public static TicketKeys of(List<byte[]> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key");
    }
    for (byte[] key : keys) {
      if (key.length != BYTES) {
        throw new IllegalArgumentException("a key has " + BYTES + " bytes, not " + key.length);
      }
      if (isUniform(key)) {
        throw new IllegalArgumentException("all bytes of a key are equal: it is not random");
      }
    }
    return new TicketKeys(keys);
  }

  /** One new key: its tickets are good for as long as this process lives, and here only. */
  public static TicketKeys drawn(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new TicketKeys(List.of(key));
  }

  /** The one that seals. */
  Master first() {
    return masters.get(0);
  }

  /** Those of that id: none or one, but for a collision. */
  List<Master> withId(String id) {
    return masters.stream().filter(master -> master.id().equals(id)).toList();
  }

  @Override
  public String toString() {
    return "TicketKeys[" + masters.size() + "]";
  }

  private static boolean isUniform(byte[] key) {
    byte[] uniform = new byte[key.length];
    Arrays.fill(uniform, key[0]);
    return Arrays.equals(key, uniform);
  }

  private static byte[] sha256(byte[] key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
