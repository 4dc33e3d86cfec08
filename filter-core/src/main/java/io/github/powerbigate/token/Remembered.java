package io.github.powerbigate.token;

import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Names from tokens whose signature has been checked, so that a browser's next request costs a hash
 * in its place. Bounded: two tokens that want the same place take turns. Holds no token. Thread-
 * safe.
 */
final class Remembered {

  private static final int PLACES = 4096;

  /** Not a record, which would have an equals. */
  private static final class Entry {

    final byte[] digest;
    final String name;
    final long from;
    final long until;
    final KeyRing ring;
    final Keys keys;

    Entry(byte[] digest, String name, long from, long until, KeyRing ring, Keys keys) {
      this.digest = digest;
      this.name = name;
      this.from = from;
      this.until = until;
      this.ring = ring;
      this.keys = keys;
    }
  }

  private final AtomicReferenceArray<@Nullable Entry> places = new AtomicReferenceArray<>(PLACES);

  /**
   * The name from the token with this SHA-256, if it is still good and its issuer's keys are still
   * those that it was checked by.
   *
   * @param now in seconds since 1970
   */
  @Nullable String name(byte[] digest, long now) {
    Entry entry = places.get(place(digest));
    boolean good =
        entry != null
            && now >= entry.from
            && now < entry.until
            && MessageDigest.isEqual(digest, entry.digest)
            && entry.ring.keys() == entry.keys;
    return good ? entry.name : null;
  }

  /**
   * Remembers.
   *
   * @param from from when the token is good, in seconds since 1970
   * @param until from when it is no longer
   */
  void add(byte[] digest, String name, long from, long until, KeyRing ring, Keys keys) {
    places.set(place(digest), new Entry(digest, name, from, until, ring, keys));
  }

  private static int place(byte[] digest) {
    return ((digest[0] & 0xff) << 8 | (digest[1] & 0xff)) % PLACES;
  }
}
