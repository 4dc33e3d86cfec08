package io.github.powerbigate.identity;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address, read from its text alone: no name is ever looked up. An IPv4 address in the
 * clothes of IPv6 ({@code ::ffff:10.0.0.1}) is the IPv4 address. Immutable.
 */
final class IpAddress {

  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final int MAPPED_PREFIX = 12;

  private final byte[] bytes;
  private final boolean mapped;

  private IpAddress(byte[] bytes, boolean mapped) {
    this.bytes = bytes;
    this.mapped = mapped;
  }

  /**
   * Reads an address; IPv6 with or without brackets and zone.
   *
   * @return the address, or null if the text is none
   */
  static @Nullable IpAddress parse(String text) {
    String plain = text;
    if (plain.startsWith("[") && plain.endsWith("]")) {
      plain = plain.substring(1, plain.length() - 1);
    }
    if (plain.indexOf(':') < 0) {
      byte[] four = four(plain);
      return four == null ? null : new IpAddress(four, false);
    }
    int zone = plain.indexOf('%');
    byte[] sixteen = sixteen(zone < 0 ? plain : plain.substring(0, zone));
    if (sixteen == null) {
      return null;
    }
    return isMapped(sixteen)
        ? new IpAddress(Arrays.copyOfRange(sixteen, MAPPED_PREFIX, 16), true)
        : new IpAddress(sixteen, false);
  }

  /** How many bits it has. */
  int bits() {
    return bytes.length * 8;
  }

  /** How many bits its text had more. */
  int bitsLeftOut() {
    return mapped ? MAPPED_PREFIX * 8 : 0;
  }

  boolean isSame(IpAddress other) {
    return Arrays.equals(bytes, other.bytes);
  }

  /** Whether both are of one kind and begin with the same bits. */
  boolean beginsLike(IpAddress other, int prefix) {
    if (bytes.length != other.bytes.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      if (bit(bit) != other.bit(bit)) {
        return false;
      }
    }
    return true;
  }

  /** Whether every bit from there on is 0. */
  boolean endsAt(int prefix) {
    for (int bit = prefix; bit < bits(); bit++) {
      if (bit(bit) != 0) {
        return false;
      }
    }
    return true;
  }

  private int bit(int index) {
    return (bytes[index / 8] >> (7 - index % 8)) & 1;
  }

  private static boolean isMapped(byte[] sixteen) {
    for (int i = 0; i < MAPPED_PREFIX; i++) {
      if (sixteen[i] != (i < 10 ? 0 : (byte) 0xff)) {
        return false;
      }
    }
    return true;
  }

  private static byte @Nullable [] four(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] four = new byte[4];
    for (int i = 0; i < 4; i++) {
      // A leading 0 is octal to some, so it is nothing to us.
      int value = DECIMAL.matcher(parts[i]).matches() ? Integer.parseInt(parts[i]) : 256;
      if (value > 255) {
        return null;
      }
      four[i] = (byte) value;
    }
    return four;
  }

  private static byte @Nullable [] sixteen(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == 16 ? all : null;
    }
    // Dotted is the end of an address alone.
    String head = text.substring(0, gap);
    byte[] before = head.indexOf('.') < 0 ? groups(head) : null;
    byte[] after = groups(text.substring(gap + 2));
    if (before == null || after == null || before.length + after.length > 14) {
      return null;
    }
    byte[] sixteen = Arrays.copyOf(before, 16);
    System.arraycopy(after, 0, sixteen, 16 - after.length, after.length);
    return sixteen;
  }

  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    boolean dotted = parts[parts.length - 1].indexOf('.') >= 0;
    int plain = dotted ? parts.length - 1 : parts.length;
    byte[] bytes = new byte[plain * 2 + (dotted ? 4 : 0)];
    for (int i = 0; i < plain; i++) {
      if (!HEX.matcher(parts[i]).matches()) {
        return null;
      }
      int value = Integer.parseInt(parts[i], 16);
      bytes[2 * i] = (byte) (value >> 8);
      bytes[2 * i + 1] = (byte) value;
    }
    byte[] four = dotted ? four(parts[plain]) : new byte[0];
    if (four == null) {
      return null;
    }
    System.arraycopy(four, 0, bytes, plain * 2, four.length);
    return bytes;
  }
}
