package io.github.powerbigate.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose header is believed. Immutable.
 *
 * @param networks where they are
 * @param secretHeader the header with their secret, or null
 * @param secret the secret; null only where every network is this machine alone
 */
public record Proxies(
    List<Network> networks, @Nullable String secretHeader, @Nullable ProxySecret secret) {

  /**
   * @throws NullPointerException if networks is null or contains null
   * @throws IllegalArgumentException if only one of the header and the secret is given
   */
  public Proxies {
    networks = List.copyOf(networks);
    if ((secretHeader == null) != (secret == null)) {
      throw new IllegalArgumentException("a secret needs its header, and a header its secret");
    }
  }

  boolean include(IpAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  @Override
  public String toString() {
    return "Proxies[" + networks.size() + (secret == null ? "" : ", with a secret") + "]";
  }
}
