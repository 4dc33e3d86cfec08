package io.github.powerbigate.demo;

import io.github.powerbigate.demo.portal.Person;
import io.github.powerbigate.demo.portal.Tenant;
import io.github.powerbigate.demo.portal.Visitor;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A tenant in the simulator: two apps, one group, one workspace, and the people of {@link Role},
 * who get their accounts when somebody first signs in as them; but guests are invited, and
 * newcomers added, by the portal, as an app of its own. Thread-safe.
 */
final class SimulatedTenant implements Tenant {
  private static final Duration REFRESH_TAKES = Duration.ofSeconds(8);
  private static final String SIGNED_IN = "?powerbi-gate=signed-in";

  private final Simulator simulator;
  private final World world;
  private final String clientId = UUID.randomUUID().toString();
  private final String secret = UUID.randomUUID().toString();
  private final String groupId = UUID.randomUUID().toString();
  private final String workspaceId = UUID.randomUUID().toString();
  private final String visitorsGroupId = UUID.randomUUID().toString();
  private final boolean asUser;
  private final Provisioning provisioning;
  private final Map<Role, Visitor> visitors = new EnumMap<>(Role.class);
  private final Map<Role, Propagation> propagations = new EnumMap<>(Role.class);
  private int accounts;

  /**
   * @param asUser whether there are people whose story is that of a sign-in to Entra ID
   */
  SimulatedTenant(Simulator simulator, boolean asUser) {
    this.simulator = simulator;
    this.asUser = asUser;
    world = simulator.world();
    world.apps().add(clientId, secret, "User.Read.All", "GroupMember.Read.All");
    provisioning = new Provisioning(GraphClient.registeredWith(simulator));
    world.addGroup(groupId, "Quality measures viewers");
    world.grantWorkspace(workspaceId, groupId);
    world.addGroup(visitorsGroupId, "Visitors");
    for (Role role : Role.values()) {
      propagations.put(role, role.propagation());
    }
  }

  /** The settings that point a gate at this tenant. */
  Map<String, String> gateSettings() {
    Map<String, String> settings = simulator.gateSettings();
    settings.put("clientId", clientId);
    settings.put("clientSecret", secret);
    settings.put("groupId", groupId);
    settings.put("report.targetUrl", report().toString());
    return settings;
  }

  /**
   * The settings by which the gates have people sign in to Entra ID, and ask Power BI in their
   * names; the tenant is told of them.
   *
   * @param portal where it is; ends with a slash
   */
  Map<String, String> signInSettings(URI portal) {
    Map<String, String> settings = new HashMap<>();
    settings.put("powerBiCheck", "as-user");
    settings.put("workspaceId", workspaceId);
    settings.put("userToken", "sign-in");
    // In earnest it is two minutes: nobody would watch.
    settings.put("refreshTakes", REFRESH_TAKES.plusSeconds(2).toSeconds() + "s");
    settings.put("powerbi.signInUrl", portal.resolve("analytics" + SIGNED_IN).toString());
    settings.put("report.signInUrl", portal.resolve("report" + SIGNED_IN).toString());
    world.tenant().setRefreshTakes(REFRESH_TAKES);
    world.consents().giveForEverybody(clientId, "Workspace.Read.All");
    // For the gates' look at the workspace when they start; nothing else needs it.
    world.grantWorkspace(workspaceId, clientId);
    world
        .apps()
        .setRedirectUris(
            clientId, settings.get("powerbi.signInUrl"), settings.get("report.signInUrl"));
    return settings;
  }

  /** From now on, whoever is new in this role learns what it is to wait in another way. */
  synchronized void spread(Role role, Propagation propagation) {
    propagations.put(role, propagation);
  }

  @Override
  public List<Person> people() {
    return Arrays.stream(Role.values())
        .filter(role -> asUser || !role.isOfSignIn())
        .map(role -> role.person(asUser))
        .toList();
  }

  @Override
  public Optional<Visitor> signIn(String who, String password) {
    return role(who).map(this::visitor);
  }

  @Override
  public Optional<Visitor> startOver(Visitor visitor) {
    return role(visitor.personId()).map(this::fresh);
  }

  @Override
  public boolean provision(Visitor visitor) throws IOException {
    Optional<Role> role = role(visitor.personId()).filter(Role::joinsByTheClick);
    if (role.isEmpty()) {
      return false;
    }
    String account = visitor.account();
    if (role.get() == Role.BRAND_NEW_GUEST) {
      account = provisioning.invite(account, visitor.fullName(), reportNamingTenant(visitor));
    }
    return provisioning.addMember(groupId, account);
  }

  @Override
  public Optional<Instant> settledAt(Visitor visitor) {
    return role(visitor.personId())
        .filter(Role::joinsByTheClick)
        .flatMap(role -> account(visitor))
        .filter(account -> world.isMember(groupId, account.id()))
        .map(account -> world.settledAt(groupId, account.id()));
  }

  @Override
  public URI powerBi() {
    return simulator.powerBiWebUrl();
  }

  @Override
  public URI report(Visitor visitor) {
    return URI.create(
        report() + "?login_hint=" + URLEncoder.encode(visitor.account(), StandardCharsets.UTF_8));
  }

  @Override
  public URI reportNamingTenant(Visitor visitor) {
    return URI.create(report(visitor) + "&ctid=" + simulator.tenantId());
  }

  /** The simulated web app asks for no password, and takes whoever this cookie names. */
  @Override
  public Optional<Cookie> introduction(Visitor visitor) {
    Role role = role(visitor.personId()).orElseThrow();
    String account =
        role == Role.WRONG_ACCOUNT ? visitor(Role.LONG_TIME_MEMBER).account() : visitor.account();
    Cookie cookie = new Cookie("simulator-person", account);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setAttribute("SameSite", "Lax");
    return Optional.of(cookie);
  }

  private URI report() {
    return simulator.powerBiWebUrl().resolve("/groups/" + workspaceId + "/list");
  }

  /** A guest has none before the handler has run. */
  private Optional<User> account(Visitor visitor) {
    return world.users().stream()
        .filter(
            user ->
                user.id().equals(visitor.account())
                    || visitor.account().equalsIgnoreCase(user.mail()))
        .findFirst();
  }

  private synchronized Visitor visitor(Role role) {
    Visitor known = visitors.get(role);
    return known == null ? fresh(role) : known;
  }

  /** A new account, unknown to gate and Power BI alike: whatever they keep is of the old one. */
  private synchronized Visitor fresh(Role role) {
    accounts++;
    Visitor visitor = role.isStranger() ? stranger(role) : enrol(role);
    visitors.put(role, visitor);
    return visitor;
  }

  /** Whom the portal knows and Microsoft does not. */
  private Visitor stranger(Role role) {
    String mail = alias(role) + "@northwind.example";
    world.spreads().set(mail, propagation(role));
    return new Visitor(role.id(), mail, role.fullName(), mail);
  }

  private Visitor enrol(Role role) {
    String name = alias(role) + "@" + world.tenantDomain();
    User user = User.member(UUID.randomUUID().toString(), name, role.fullName());
    world.addUser(user);
    switch (role) {
      case NEVER_ADDED -> {}
      case FLAPPING_REPLICAS -> world.spreads().set(name, propagation(role));
      case IN_POWER_BI_BEFORE -> {
        world.addMember(visitorsGroupId, user.id(), propagation(role));
        world.powerBi().visit(user.id(), workspaceId, 0);
      }
      case SECOND_FACTOR -> {
        world.addMember(groupId, user.id(), propagation(role));
        world.conditionalAccess().demand(user.id(), Demand.SECOND_FACTOR);
      }
      case OTHER_WAY -> world.grantWorkspace(workspaceId, user.id());
      default -> world.addMember(groupId, user.id(), propagation(role));
    }
    world.setAccountEnabled(user.id(), role != Role.ACCOUNT_DISABLED);
    String portalName = role == Role.KEYCLOAK_UUID ? UUID.randomUUID().toString() : name;
    return new Visitor(role.id(), portalName, role.fullName(), user.id());
  }

  private Propagation propagation(Role role) {
    return propagations.getOrDefault(role, role.propagation());
  }

  private String alias(Role role) {
    String plain =
        Normalizer.normalize(role.fullName(), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    String alias = plain.toLowerCase(Locale.ROOT).replace(' ', '.');
    return visitors.containsKey(role) ? alias + "." + accounts : alias;
  }

  private static Optional<Role> role(String id) {
    return Arrays.stream(Role.values()).filter(role -> role.id().equals(id)).findFirst();
  }
}
