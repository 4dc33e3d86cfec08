package io.github.powerbigate.address;

import java.util.List;

/** The hosts that serve Power BI to a browser. Immutable, thread-safe. */
public final class WebHosts {

  private final List<Origin> origins;

  /**
   * @param hosts host names in lower case, https on 443; or whole loopback origins such as {@code
   *     http://localhost:8090}
   * @throws NullPointerException if the list or one of them is null
   */
  public WebHosts(List<String> hosts) {
    origins = hosts.stream().map(Origin::ofWebHost).toList();
  }

  /**
   * Whether a browser that follows the address certainly arrives at one of the hosts: it begins
   * with exactly the origin, which is followed by the end, {@code /}, {@code ?} or {@code #}, and
   * there is nothing in it that browsers read in different ways.
   *
   * @param address the final address, as it would be sent; not null
   */
  public boolean serve(String address) {
    return Spelling.isFinal(address) && origins.stream().anyMatch(o -> o.begins(address));
  }
}
