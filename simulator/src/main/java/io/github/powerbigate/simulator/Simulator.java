package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.scenario.Scenario;
import io.github.powerbigate.simulator.wire.Answers;
import io.github.powerbigate.simulator.wire.Faults;
import io.github.powerbigate.simulator.wire.RequestLog;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.wire.Violation;
import io.github.powerbigate.simulator.wire.Wire;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.World;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Entra ID, Microsoft Graph and Power BI in miniature, on loopback. It begins with an empty tenant,
 * or with that of a scenario; {@link #world} fills it, {@link #faults} breaks it, {@link #requests}
 * tells what it was asked. Thread-safe.
 */
public final class Simulator implements AutoCloseable {
  private final SimulatorSettings settings;
  private final Wire wire;
  private final World world;
  private final Faults faults;
  private final RequestLog requests;
  private final Budget budget;
  private final Identity identity;
  private final String controlToken;

  private Simulator(SimulatorSettings settings) {
    this.settings = settings;
    Random random = new Random(settings.seed());
    world = new World(settings.clock(), random, settings.tenantDomain(), settings.replicas());
    faults = new Faults(settings.clock());
    settings
        .scenario()
        .ifPresent(scenario -> scenario.fill(world, faults, settings.clock().instant()));
    controlToken = newControlToken();
    wire = new Wire(settings.ports(), settings.exposedAs(), settings.frontDoor().http2());
    budget = new Budget(settings.clock(), settings.frontDoor().resourceUnits());
    Resources resources = new Resources(world, graphUrl().toString());
    Random chances = new Random(settings.seed() + 2);
    identity = new Identity(settings, world, resources, chances, entraUrl().toString());
    requests = new RequestLog(new Rules(settings.clock(), world, resources));
    wire.start(services(resources, chances), requests, faults, settings.clock());
  }

  /** Starts a simulator; it answers when this returns. */
  public static Simulator start(SimulatorSettings settings) {
    return new Simulator(settings);
  }

  /** The tenant, to be filled and changed. */
  public World world() {
    return world;
  }

  /** The faults in play. */
  public Faults faults() {
    return faults;
  }

  /** What was asked so far. */
  public RequestLog requests() {
    return requests;
  }

  /** What clients did that they must not do, oldest first. */
  public List<Violation> violations() {
    return requests.violations();
  }

  /** What apps have spent of the resource units that Graph grants them. */
  public Budget budget() {
    return budget;
  }

  /** What is wrong with the ID tokens that are issued. */
  public IdTokenFaults idTokenFaults() {
    return identity.idTokenFaults();
  }

  /**
   * An access token of a person, as if they had signed in somewhere else, such as at a portal that
   * hands on what it has. No rule of the sign-in is applied.
   *
   * @param user an object id, a UPN or a mail
   * @param audience for whom: a client id, {@code api://} and a client id, or a resource such as
   *     that of the tenant's {@link io.github.powerbigate.simulator.world.Cloud#powerBiResource
   *     cloud}
   * @param scopes the delegated permissions, without the resource's name
   */
  public String userToken(String user, String audience, String... scopes) {
    return userToken(user, audience, Map.of(), scopes);
  }

  /**
   * The same with other values of some claims, or further ones: a token that is not quite right.
   */
  public String userToken(
      String user, String audience, Map<String, Object> claims, String... scopes) {
    return identity.userToken(user, audience, claims, Set.of(scopes));
  }

  /**
   * The clock, to be moved.
   *
   * @throws IllegalStateException if time is not virtual here
   */
  public VirtualClock clock() {
    if (settings.clock() instanceof VirtualClock virtual) {
      return virtual;
    }
    throw new IllegalStateException("the simulator goes by a clock that is not virtual");
  }

  /** The GUID of the tenant. */
  public String tenantId() {
    return settings.tenantId();
  }

  /** The origin of Entra ID. */
  public URI entraUrl() {
    return wire.origin(Service.ENTRA);
  }

  /** The origin of Graph, which is also its resource: its scope is this and {@code /.default}. */
  public URI graphUrl() {
    return wire.origin(Service.GRAPH);
  }

  /** The origin of the Power BI REST API. */
  public URI powerBiApiUrl() {
    return wire.origin(Service.POWER_BI_API);
  }

  /** The scope by which a token for the Power BI REST API is asked for in the tenant's cloud. */
  public String powerBiScope() {
    return world.tenant().cloud().powerBiResource() + "/.default";
  }

  /** The origin of the Power BI web app, over plain http. */
  public URI powerBiWebUrl() {
    return wire.origin(Service.POWER_BI_WEB);
  }

  /** Where a workspace is opened in the web app, for people of this tenant. */
  URI reportUrl(String workspaceId) {
    return powerBiWebUrl().resolve("/groups/" + workspaceId + "/list?ctid=" + tenantId());
  }

  /** The origin of the control page and API. */
  public URI controlUrl() {
    return wire.origin(Service.CONTROL);
  }

  /** What every call to the control API must carry. Drawn at start. */
  public String controlToken() {
    return controlToken;
  }

  /** A PKCS#12 file with the CA's certificate and nothing else; gone after {@link #close}. */
  public Path trustStore() {
    return wire.trustStore();
  }

  /** The password of {@link #trustStore}. */
  public String trustStorePassword() {
    return wire.trustStorePassword();
  }

  /**
   * The settings that point a gate at this simulator. App and group are among them if a scenario
   * says which.
   */
  public Map<String, String> gateSettings() {
    Map<String, String> gate = new LinkedHashMap<>();
    gate.put("cloud", "custom");
    gate.put("tenantId", tenantId());
    gate.put("entraUrl", entraUrl().toString());
    gate.put("graphUrl", graphUrl().toString());
    gate.put("powerBiApiUrl", powerBiApiUrl().toString());
    gate.put("powerBiScope", powerBiScope());
    gate.put("powerBiWebHosts", powerBiWebUrl().toString());
    gate.put("trustStore", trustStore().toString());
    gate.put("trustStorePassword", trustStorePassword());
    settings.scenario().flatMap(Scenario::gate).ifPresent(named -> gate.putAll(named.settings()));
    return gate;
  }

  @Override
  public void close() {
    wire.close();
  }

  private Map<Service, Answers> services(Resources resources, Random random) {
    Replicas replicas = new Replicas(settings, new Random(settings.seed() + 1));
    Replicas tokenReplicas = new Replicas(settings, new Random(settings.seed() + 3));
    String graph = graphUrl().toString();
    Propagation propagation = settings.propagation();
    GraphUsers users = new GraphUsers(world, replicas, graph);
    Invitations invitations =
        new Invitations(
            world, random, tenantId(), entraUrl().toString(), powerBiWebUrl().toString());
    Map<Service, Answers> services = new EnumMap<>(Service.class);
    services.put(Service.ENTRA, identity.entra(invitations, tokenReplicas));
    services.put(
        Service.GRAPH,
        new Graph(
            users,
            new GraphMemberships(users, world, replicas, graph),
            new GraphLicences(users, world.licences(), replicas, graph),
            new GraphInvitations(world, invitations, propagation, graph),
            new GraphGroups(world, replicas, propagation, graph),
            identity.tokens(),
            budget,
            random,
            tenantId(),
            graph));
    services.put(
        Service.POWER_BI_API,
        new PowerBiApi(
            world, replicas, identity.tokens(), resources, random, powerBiApiUrl().toString()));
    services.put(Service.POWER_BI_WEB, new PowerBiWeb(world, replicas, tenantId()));
    services.put(
        Service.CONTROL,
        new Control(
            this,
            settings,
            new ControlActions(world, faults, random, new ControlSignIn(world, identity)),
            new ControlClock(settings.clock())));
    return services;
  }

  private static String newControlToken() {
    byte[] token = new byte[24];
    new SecureRandom().nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }
}
