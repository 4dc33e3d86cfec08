package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The links by which guests take up their invitations, from Graph to Entra ID. Thread-safe. */
final class Invitations {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final World world;
  private final Random random;
  private final String tenantId;
  private final String entraOrigin;
  private final String powerBiOrigin;
  private final Map<String, Invitation> byTicket = new ConcurrentHashMap<>();

  Invitations(
      World world, Random random, String tenantId, String entraOrigin, String powerBiOrigin) {
    this.world = world;
    this.random = random;
    this.tenantId = tenantId;
    this.entraOrigin = entraOrigin;
    this.powerBiOrigin = powerBiOrigin;
  }

  private record Invitation(String userId, String redirect) {}

  /**
   * The link that takes up the invitation: as Microsoft's, one address inside another. Microsoft's
   * inner one is on a host of its own, {@code invitations.microsoft.com}.
   */
  String link(User guest, String redirect) {
    String ticket = Guid.draw(random);
    byTicket.put(ticket, new Invitation(guest.id(), redirect));
    String inner =
        "%s/redeem?tenant=%s&user=%s&ticket=%s&ver=2.0"
            .formatted(entraOrigin, tenantId, guest.id(), ticket);
    return entraOrigin + "/redeem?rd=" + Pages.encode(inner);
  }

  /** Whether an address is a link's inner one. */
  boolean isInner(String address) {
    return address.startsWith(entraOrigin + "/redeem?tenant=");
  }

  /** Takes up the invitation of that ticket; where the guest goes then, if there is such a one. */
  Optional<String> redeem(Map<String, String> link) {
    return Optional.ofNullable(byTicket.get(link.getOrDefault("ticket", "")))
        .filter(invitation -> invitation.userId().equals(link.get("user")))
        .filter(invitation -> world.user(invitation.userId()).isPresent())
        .map(
            invitation -> {
              world.acceptInvitation(invitation.userId());
              return invitation.redirect();
            });
  }

  /** Nobody is sent from here to a place that is neither the simulator's nor this machine's. */
  boolean mayLeadTo(String address) {
    if (address.startsWith(powerBiOrigin + "/") || address.equals(powerBiOrigin)) {
      return isReadable(address);
    }
    return isReadable(address) && isLoopback(URI.create(address));
  }

  private static boolean isLoopback(URI address) {
    return address.getHost() != null
        && address.getUserInfo() == null
        && LOOPBACK.contains(address.getHost())
        && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
  }

  private static boolean isReadable(String address) {
    try {
      return !URI.create(address).isOpaque();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
