package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Flapping;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** A tenant to begin with: one app, one group, one workspace, and a person of each kind. */
final class SmallTenant {
  static final String CLIENT_ID = "a0a0a0a0-0000-4000-8000-000000000001";
  static final String GROUP_ID = "b0b0b0b0-0000-4000-8000-000000000001";
  static final String WORKSPACE_ID = "c0c0c0c0-0000-4000-8000-000000000001";
  static final String LONG_TIME_MEMBER = "d0d0d0d0-0000-4000-8000-000000000001";
  static final String FLAPPING = "d0d0d0d0-0000-4000-8000-000000000002";
  static final String NEVER_ADDED = "d0d0d0d0-0000-4000-8000-000000000003";
  static final String OTHER_WAY = "d0d0d0d0-0000-4000-8000-000000000004";
  static final String DISABLED = "d0d0d0d0-0000-4000-8000-000000000005";

  private SmallTenant() {}

  /** Fills the world, and returns the settings that name its app and group to a gate. */
  static Map<String, String> fill(World world) {
    String secret = newSecret();
    world.apps().add(CLIENT_ID, secret, "User.Read.All", "GroupMember.Read.All");
    world.addGroup(GROUP_ID, "Report viewers");
    world.grantWorkspace(WORKSPACE_ID, GROUP_ID);
    add(world, LONG_TIME_MEMBER, "lea", "Lea Long-time member");
    add(world, FLAPPING, "flo", "Flo with flapping replicas");
    add(world, NEVER_ADDED, "nick", "Nick never added");
    add(world, OTHER_WAY, "olga", "Olga with another way in");
    add(world, DISABLED, "dan", "Dan whose account is disabled");
    User guest = world.invite("greta@elsewhere.example", "Greta brand-new guest", newcomer());
    world.addMember(GROUP_ID, LONG_TIME_MEMBER);
    world.addMember(GROUP_ID, guest.id(), newcomer());
    world.addMember(
        GROUP_ID,
        FLAPPING,
        newcomer()
            .withFlapping(new Flapping(Set.of(), Duration.ofSeconds(4), Duration.ofSeconds(60))));
    world.addMember(GROUP_ID, DISABLED);
    world.setAccountEnabled(DISABLED, false);
    world.grantWorkspace(WORKSPACE_ID, OTHER_WAY);
    return Map.of("clientId", CLIENT_ID, "clientSecret", secret, "groupId", GROUP_ID);
  }

  private static Propagation newcomer() {
    return Propagation.ofMembership(
            Delay.perReplica(
                Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(45)))
        .withMailIndex(Delay.fixed(Duration.ofSeconds(20)))
        .withPowerBiFreeze(Duration.ofMinutes(1));
  }

  private static void add(World world, String id, String alias, String name) {
    world.addUser(User.member(id, alias + "@" + world.tenantDomain(), name));
  }

  private static String newSecret() {
    byte[] secret = new byte[18];
    new SecureRandom().nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
