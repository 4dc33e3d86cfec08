package io.github.powerbigate.simulator.scenario;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.powerbigate.simulator.wire.Faults;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a simulated world begins, as a JSON document says it; every key is in {@code
 * docs/simulator.md}. It is read in whole before anything starts: a key that is unknown, a name
 * that nothing has, a value that makes no sense stop it. Immutable.
 */
public final class Scenario {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Optional<Long> seed;
  private final Optional<ClockPart> clock;
  private final TenantPart tenant;
  private final ReplicasPart replicas;
  private final Optional<Propagation> propagation;
  private final List<AppPart> apps;
  private final List<GroupPart> groups;
  private final List<PersonPart> people;
  private final List<MembershipPart> memberships;
  private final List<WorkspacePart> workspaces;
  private final List<ConsentPart> consents;
  private final List<SpreadPart> spreads;
  private final List<FaultPart> faults;
  private final Optional<GatePart> gate;

  private Scenario(Place place, Path directory) {
    place.only(
        "seed",
        "clock",
        "tenant",
        "replicas",
        "propagation",
        "apps",
        "groups",
        "people",
        "memberships",
        "workspaces",
        "consents",
        "spreads",
        "faults",
        "gate");
    Names principals = new Names("person, group or app");
    Names appNames = new Names("app", principals);
    Names groupNames = new Names("group", principals);
    Names personNames = new Names("person", principals);
    Names userPrincipalNames = new Names("person of this name");
    Names workspaceNames = new Names("workspace");
    seed = place.at("seed").maybe(it -> it.number(Long.MIN_VALUE, Long.MAX_VALUE));
    clock = place.at("clock").maybe(ClockPart::read);
    replicas = ReplicasPart.read(place.at("replicas"));
    propagation = place.at("propagation").maybe(PropagationPart::read);
    apps = place.at("apps").each(app -> AppPart.read(app, directory, appNames));
    groups = place.at("groups").each(group -> GroupPart.read(group, groupNames));
    tenant = TenantPart.read(place.at("tenant"), groupNames);
    people = place.at("people").each(it -> PersonPart.read(it, personNames, userPrincipalNames));
    memberships =
        place.at("memberships").each(it -> MembershipPart.read(it, principals, groupNames));
    workspaces =
        place.at("workspaces").each(it -> WorkspacePart.read(it, workspaceNames, principals));
    consents = place.at("consents").each(it -> ConsentPart.read(it, appNames, personNames));
    spreads = place.at("spreads").each(SpreadPart::read);
    faults = place.at("faults").each(FaultPart::read);
    gate =
        place.at("gate").maybe(it -> GatePart.read(it, apps, appNames, groupNames, workspaceNames));
  }

  /**
   * Reads a scenario from a file.
   *
   * @throws ScenarioError if it is not as it should be
   * @throws UncheckedIOException if there is no reading it
   */
  public static Scenario read(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      return parse(Files.readString(file), directory == null ? file : directory);
    } catch (ScenarioError error) {
      throw new ScenarioError(file + ": " + error.getMessage());
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the scenario " + file + " cannot be read", unreadable);
    }
  }

  /**
   * Reads a scenario from its text.
   *
   * @param directory where the files are that it names
   * @throws ScenarioError if it is not as it should be
   */
  public static Scenario parse(String json, Path directory) {
    return new Scenario(Place.root(tree(json)), directory);
  }

  /** What chances are drawn from. */
  public Optional<Long> seed() {
    return seed;
  }

  /** The time it goes by. */
  public Optional<ClockPart> clock() {
    return clock;
  }

  /** The tenant itself. */
  public TenantPart tenant() {
    return tenant;
  }

  /** The replicas of the directory. */
  public ReplicasPart replicas() {
    return replicas;
  }

  /** How what apps write through Graph spreads. */
  public Optional<Propagation> propagation() {
    return propagation;
  }

  /** What of the tenant a gate is for. */
  public Optional<GatePart> gate() {
    return gate;
  }

  /** Fills an empty world, whose delays begin at this moment of its clock. */
  public void fill(World world, Faults toPlay, Instant now) {
    tenant.rules().apply(world.tenant());
    apps.forEach(app -> app.addTo(world.apps()));
    groups.forEach(group -> group.addTo(world));
    people.forEach(person -> person.addTo(world, now));
    memberships.forEach(membership -> membership.addTo(world));
    workspaces.forEach(workspace -> workspace.addTo(world));
    consents.forEach(consent -> consent.addTo(world.consents()));
    people.forEach(person -> person.removeFrom(world));
    spreads.forEach(spread -> spread.addTo(world));
    faults.forEach(fault -> fault.addTo(toPlay));
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException malformed) {
      JsonLocation location = malformed.getLocation();
      throw new ScenarioError(
          "$ is not JSON: %s (line %d, column %d)"
              .formatted(
                  malformed.getOriginalMessage(),
                  location == null ? 0 : location.getLineNr(),
                  location == null ? 0 : location.getColumnNr()));
    }
  }
}
