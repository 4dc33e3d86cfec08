package io.github.powerbigate.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of IP addresses, or a single one: {@code 10.1.0.0/16}, {@code ::1}. Immutable. */
public final class Network {

  private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final int WIDEST_OF_IPV4 = 8;
  private static final int WIDEST_OF_IPV6 = 32;

  private static final Network LOOPBACK_OF_IPV4 = known("127.0.0.0/8");
  private static final Network LOOPBACK_OF_IPV6 = known("::1");

  private final IpAddress first;
  private final int prefix;

  private Network(IpAddress first, int prefix) {
    this.first = first;
    this.prefix = prefix;
  }

  /**
   * Reads a network.
   *
   * @return the network, or null if the text is none, or has bits behind its prefix
   */
  public static @Nullable Network parse(String text) {
    int slash = text.indexOf('/');
    IpAddress first = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    if (first == null) {
      return null;
    }
    int prefix = slash < 0 ? first.bits() : prefix(text.substring(slash + 1), first);
    return prefix >= 0 && prefix <= first.bits() && first.endsAt(prefix)
        ? new Network(first, prefix)
        : null;
  }

  /** Whether it is wider than anybody's own network can be: /8, or /32 of IPv6. */
  public boolean isTooWide() {
    return prefix < (first.bits() == 32 ? WIDEST_OF_IPV4 : WIDEST_OF_IPV6);
  }

  /** Whether nothing but this machine is in it. */
  public boolean isLoopback() {
    return isIn(LOOPBACK_OF_IPV4) || isIn(LOOPBACK_OF_IPV6);
  }

  boolean contains(IpAddress address) {
    return first.beginsLike(address, prefix);
  }

  private boolean isIn(Network other) {
    return prefix >= other.prefix && other.contains(first);
  }

  private static int prefix(String text, IpAddress first) {
    return PREFIX.matcher(text).matches() ? Integer.parseInt(text) - first.bitsLeftOut() : -1;
  }

  private static Network known(String text) {
    Network network = parse(text);
    if (network == null) {
      throw new AssertionError(text);
    }
    return network;
  }
}
