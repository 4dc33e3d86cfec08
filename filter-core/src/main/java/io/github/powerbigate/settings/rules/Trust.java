package io.github.powerbigate.settings.rules;

import io.github.powerbigate.identity.Network;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for whose word about a user is believed: proxies, and who issues tokens. */
public final class Trust {

  private static final int MOST_NETWORKS = 100;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*");
  private static final String PLAIN =
      " in lower case up to the path, without user, query or fragment";

  /** Networks and addresses of proxies. */
  public static final Rule<List<Network>> NETWORKS =
      Rule.quoting(
          "must be IP addresses or networks such as 10.1.2.0/24, separated by commas, with no bit"
              + " set behind the prefix",
          Trust::networks);

  /** Who issues tokens. */
  public static final Rule<String> ISSUER =
      Rule.silent(
          "must be an address that begins with https://" + PLAIN,
          text -> isAddress(text) ? text : null);

  /** Where the keys of an issuer are. */
  public static final Rule<URI> KEY_ADDRESS =
      Rule.silent(
          "must be an address that begins with https://" + PLAIN,
          text -> isAddress(text) ? URI.create(text) : null);

  /** A claim's name, or the value of one. */
  public static final Rule<String> CLAIM =
      Rule.silent(
          "must be at most 200 visible characters of ASCII",
          text -> VISIBLE.matcher(text).matches() ? text : null);

  private Trust() {}

  private static @Nullable List<Network> networks(String text) throws Rule.Broken {
    List<String> entries = Lists.separated(text);
    List<Network> networks = new ArrayList<>(entries.size());
    for (String entry : entries) {
      Network network = Network.parse(entry);
      if (network == null || networks.size() == MOST_NETWORKS) {
        return null;
      }
      if (network.isTooWide()) {
        throw new Rule.Broken(
            "must not be wider than /8 (IPv4) or /32 (IPv6): whoever is in it is believed to be a"
                + " proxy");
      }
      networks.add(network);
    }
    return List.copyOf(networks);
  }

  private static boolean isAddress(String text) {
    int path = text.indexOf('/', "https://".length());
    String origin = path < 0 ? text : text.substring(0, path);
    return text.length() <= 2000
        && Addresses.isOrigin(origin)
        && PATH.matcher(path < 0 ? "" : text.substring(path)).matches()
        && !text.matches(".*%(?![0-9A-Fa-f]{2}).*");
  }
}
