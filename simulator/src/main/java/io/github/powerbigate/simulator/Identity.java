package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The parts of Entra ID, put together. Thread-safe. */
final class Identity {
  /** The app of tokens that no app has asked for. */
  private static final String NO_APP = "00000000-0000-0000-0000-000000000000";

  private final SimulatorSettings settings;
  private final World world;
  private final Resources resources;
  private final Random random;
  private final String origin;
  private final Tokens tokens;
  private final IdTokenFaults idTokenFaults = new IdTokenFaults();
  private final IdTokens idTokens;
  private final Grants grants;
  private final UserTokens userTokens;

  Identity(
      SimulatorSettings settings, World world, Resources resources, Random random, String origin) {
    this.settings = settings;
    this.world = world;
    this.resources = resources;
    this.random = random;
    this.origin = origin;
    this.tokens = new Tokens(settings, random);
    this.idTokens = new IdTokens(settings.clock(), settings.tenantId(), origin, idTokenFaults);
    this.grants = new Grants(random);
    this.userTokens = new UserTokens(tokens, idTokens, grants, settings.tenantId());
  }

  Tokens tokens() {
    return tokens;
  }

  IdTokenFaults idTokenFaults() {
    return idTokenFaults;
  }

  /** A token that nobody had to sign in for. */
  String userToken(String named, String audience, Map<String, Object> claims, Set<String> scopes) {
    User user =
        world
            .userByMail(named)
            .orElseThrow(() -> new IllegalArgumentException("no user is called " + named));
    long session = world.conditionalAccess().sessionOf(user.id());
    SignedIn who = new SignedIn(NO_APP, user.id(), session, false);
    return userTokens.access(user, who, audience, scopes, claims).token();
  }

  Entra entra(Invitations invitations, Replicas replicas) {
    EntraReplies replies = new EntraReplies(settings.clock(), random);
    SignInRules rules = new SignInRules(world);
    UserGrants userGrants = new UserGrants(world, resources, rules, grants, tokens, userTokens);
    return new Entra(
        settings,
        invitations,
        new TokenEndpoint(
            world.apps(), tokens, resources, new ClientCredential(replicas), userGrants),
        new SignIn(world, resources, rules, grants, replies, random),
        new OpenIdDocuments(origin, settings.tenantId(), idTokens.issuer()),
        replies);
  }
}
