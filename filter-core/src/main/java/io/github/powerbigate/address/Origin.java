package io.github.powerbigate.address;

import java.util.List;

/** Scheme, host and port, as an address in its final form begins with them. Immutable. */
final class Origin {

  private static final String DEFAULT_PORT = ":443";
  private static final String SECURE = "https://";

  private final List<String> spellings;

  /**
   * @param text {@code https://host}, {@code https://host:port} or {@code http://host:port}
   */
  Origin(String text) {
    String shortest =
        text.startsWith(SECURE) && text.endsWith(DEFAULT_PORT)
            ? text.substring(0, text.length() - DEFAULT_PORT.length())
            : text;
    boolean mayNamePort = shortest.startsWith(SECURE) && shortest.indexOf(':', SECURE.length()) < 0;
    spellings = mayNamePort ? List.of(shortest, shortest + DEFAULT_PORT) : List.of(shortest);
  }

  /** Of a host as the settings name it: https on 443, or a whole loopback origin. */
  static Origin ofWebHost(String host) {
    return new Origin(host.startsWith("http://") ? host : SECURE + host);
  }

  /** Where the path begins, if the address begins with exactly this origin; else -1. */
  int end(String address) {
    for (String spelling : spellings) {
      if (address.startsWith(spelling) && Spelling.endsAuthority(address, spelling.length())) {
        return spelling.length();
      }
    }
    return -1;
  }

  boolean begins(String address) {
    return end(address) >= 0;
  }
}
