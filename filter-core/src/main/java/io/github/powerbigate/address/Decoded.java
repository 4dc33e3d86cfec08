package io.github.powerbigate.address;

import org.jspecify.annotations.Nullable;

/**
 * A text from which one layer of percent-encoding is taken, and where in the encoded text each of
 * its characters came from; so that something can be put in without writing the rest anew.
 *
 * <p>Only ASCII is decoded. What stands for other characters stays escaped, which is how it stands
 * in a final address anyway. A plus sign stays one.
 */
final class Decoded {

  private static final int LENGTH_OF_ESCAPE = 3;

  private final StringBuilder text = new StringBuilder();
  private final int[] places;

  private Decoded(String encoded) {
    places = new int[encoded.length() + 1];
  }

  /** Null if an escape is malformed. */
  static @Nullable Decoded of(String encoded) {
    Decoded decoded = new Decoded(encoded);
    int i = 0;
    while (i < encoded.length()) {
      int octet = encoded.charAt(i) == '%' ? octet(encoded, i) : encoded.charAt(i);
      if (octet < 0) {
        return null;
      }
      boolean escape = encoded.charAt(i) == '%' && octet < 0x80;
      decoded.append(escape ? (char) octet : encoded.charAt(i), i);
      i += escape ? LENGTH_OF_ESCAPE : 1;
    }
    decoded.places[decoded.text.length()] = encoded.length();
    return decoded;
  }

  String text() {
    return text.toString();
  }

  /** Where in the encoded text the character of the decoded one begins; also for its end. */
  int place(int index) {
    return places[index];
  }

  private void append(char c, int place) {
    places[text.length()] = place;
    text.append(c);
  }

  private static int octet(String encoded, int at) {
    if (at + LENGTH_OF_ESCAPE > encoded.length()) {
      return -1;
    }
    int high = digit(encoded.charAt(at + 1));
    int low = digit(encoded.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  /** Not wide digits, which {@link Character#digit} takes too. */
  private static int digit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
