package io.github.powerbigate.simulator.wire;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The names by which the simulator may be asked. A page elsewhere that points a name of its own at
 * this machine (DNS rebinding) does not get in.
 */
record AllowedHosts(Set<String> names) {

  AllowedHosts {
    names = Set.copyOf(names);
  }

  static AllowedHosts of(Optional<String> exposedAs) {
    Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    exposedAs.ifPresent(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return new AllowedHosts(names);
  }

  boolean allow(Request request) {
    String named = named(request);
    String asked = request.getHttpURI().getHost();
    return named != null && allow(withoutPort(named)) && (asked == null || allow(asked));
  }

  /** The name that the client used, with the port: HTTP/2 has it in {@code :authority}. */
  static @Nullable String named(Request request) {
    String header = request.getHeaders().get(HttpHeader.HOST);
    return header == null ? request.getHttpURI().getAuthority() : header;
  }

  private boolean allow(String host) {
    return names.contains(host.toLowerCase(Locale.ROOT));
  }

  private static String withoutPort(String header) {
    int colon = header.lastIndexOf(':');
    return colon > header.lastIndexOf(']') ? header.substring(0, colon) : header;
  }
}
