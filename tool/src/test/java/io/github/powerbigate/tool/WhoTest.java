package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.junit.SimulatorExtension;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WhoTest {

  private static final String INNER = "b1b1b1b1-0000-4000-8000-000000000002";
  private static final String LEE = "d1d1d1d1-0000-4000-8000-000000000002";
  private static final String USERS = "/v1.0/myorg/groups/" + Desk.WORKSPACE + "/users";

  private final Desk.Clock clock = new Desk.Clock();

  @RegisterExtension
  final SimulatorExtension simulators =
      new SimulatorExtension(() -> SimulatorSettings.defaults().withClock(clock));

  private Simulator simulator;
  private World world;
  private Desk desk;

  @BeforeEach
  void fill(Simulator running, @TempDir Path folder) {
    simulator = running;
    world = running.world();
    desk = new Desk(clock, running, folder);
    world.apps().add(Desk.GATE, Desk.SECRET, "User.Read.All", "GroupMember.Read.All");
    world.addGroup(Desk.GROUP, "Viewers");
    world.addUser(User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"));
    world.addUser(User.guest(LEE, "lee@else.example", "Lee", "simulator.onmicrosoft.com"));
    world.workspaces().grant(Desk.WORKSPACE, Desk.GATE, AccessRight.MEMBER);
  }

  @Test
  void peopleAndAppsWithARoleOfTheirOwnAreListed() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.CONTRIBUTOR);

    Desk.Outcome outcome = who();

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.matches("Contributor +user +Kim +<kim@portal.example> +directly"))
        .anyMatch(line -> line.matches("Member +app +App +<" + Desk.GATE + "> +directly"));
  }

  @Test
  void whoIsInAGroupIsListedWithTheGroupThroughNestedOnesToo() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
    world.addGroup(INNER, "Inner");
    world.nestGroup(Desk.GROUP, INNER);
    world.addMember(INNER, LEE);
    world.addMember(Desk.GROUP, Desk.KIM);

    assertThat(who().out().lines())
        .anyMatch(line -> line.matches("Viewer +user +Kim .* through the group Viewers"))
        .anyMatch(line -> line.matches("Viewer +guest +Lee .* through the group Viewers"))
        .noneMatch(line -> line.contains("Inner"));
  }

  @Test
  void whoHasAccessByTwoWaysIsListedOnceWithTheHigherRole() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
    world.addMember(Desk.GROUP, Desk.KIM);
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.ADMIN);

    assertThat(who().out().lines().filter(line -> line.contains("Kim")))
        .singleElement()
        .asString()
        .matches("Admin +user +Kim .* (directly|through).*")
        .contains("directly", "through the group Viewers (Viewer)");
  }

  @Test
  void theListIsReadPageByPage() {
    for (int number = 0; number < 450; number++) {
      String id = "d2d2d2d2-0000-4000-8000-%012d".formatted(number);
      world.addUser(User.member(id, "p" + number + "@portal.example", "P" + number));
      world.workspaces().grant(Desk.WORKSPACE, id, AccessRight.VIEWER);
    }

    assertThat(who().out().lines().filter(line -> line.startsWith("Viewer"))).hasSize(450);
    assertThat(simulator.requests().to(Service.POWER_BI_API))
        .extracting(it -> it.target())
        .containsExactly(
            USERS + "?$top=200&$skip=0",
            USERS + "?$top=200&$skip=200",
            USERS + "?$top=200&$skip=400");
  }

  @Test
  void theMembersOfAGroupAreReadPageByPageWithoutTheIndexThatLags() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
    for (int number = 0; number < 600; number++) {
      String id = "d2d2d2d2-0000-4000-8000-%012d".formatted(number);
      world.addUser(User.member(id, "p" + number + "@portal.example", "P" + number));
      world.addMember(Desk.GROUP, id);
    }

    assertThat(who().out().lines().filter(line -> line.startsWith("Viewer"))).hasSize(600);
    assertThat(simulator.requests().to(Service.GRAPH))
        .hasSize(2)
        .allSatisfy(
            request -> {
              assertThat(request.target()).contains("/transitiveMembers?$select=id,displayName");
              assertThat(request.headers()).doesNotContainKey("consistencylevel");
            });
  }

  @Test
  void aNextPageElsewhereIsNotFollowed() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
    play(
        Service.GRAPH,
        "/v1.0/groups",
        "{\"@odata.nextLink\":\"https://evil.example/v1.0/groups/x\",\"value\":[]}");

    Desk.Outcome outcome = who();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("has an address that is not Graph's");
    assertThat(outcome.out()).doesNotContain("evil");
  }

  @Test
  void kindsThatNobodyKnowsAreListedAsTheyAre() {
    play(
        Service.POWER_BI_API,
        USERS,
        "{\"value\":[{\"identifier\":\"m-1\",\"displayName\":\"Marvin\",\"principalType\":\"Robot\","
            + "\"groupUserAccessRight\":\"Overlord\"},{}]}");

    Desk.Outcome outcome = who();

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.matches("Overlord +robot +Marvin +<m-1> +directly"));
  }

  @Test
  void namesCannotSteerTheTerminal() {
    play(
        Service.POWER_BI_API,
        USERS,
        "{\"value\":[{\"identifier\":\"x\",\"displayName\":\"\\u001b[2J\\r\\n\\u202eEve\","
            + "\"principalType\":\"User\",\"groupUserAccessRight\":\"Viewer\"}]}");

    assertThat(who().out()).contains("\\u001b[2J\\u000d\\u000a\\u202eEve").doesNotContain("\u001b");
  }

  @Test
  void aGroupThatCannotBeExpandedIsToldAndTheRestListed() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
    world.apps().setRoles(Desk.GATE, "User.Read.All");

    Desk.Outcome outcome = who();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("Not complete: who is in the group Viewers", "missing-consent")
        .contains("Group with a role: Viewers (" + Desk.GROUP + "): Viewer");
  }

  @Test
  void anAppWithoutARoleInTheWorkspaceIsTold() {
    world.workspaces().revoke(Desk.WORKSPACE, Desk.GATE);
    Desk.Outcome outcome = who();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("workspace-").contains("The list cannot be had");
  }

  @Test
  void throttlingIsToldWithTheTime() {
    simulator.faults().play(Service.POWER_BI_API, Fault.throttled("3392"), 1);
    Desk.Outcome outcome = who();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("ask again in 56:32, not before").contains("throttled");
  }

  @Test
  void theAdminListIsOneCallAndSaysSo() {
    world.tenant().allow(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS);
    world.workspaces().revoke(Desk.WORKSPACE, Desk.GATE);
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.VIEWER);

    Desk.Outcome outcome = who("--admin");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("one call of the tenant's 200 an hour").contains("Kim");
    assertThat(simulator.requests().to(Service.POWER_BI_API))
        .extracting(it -> it.target())
        .containsExactly("/v1.0/myorg/admin/groups/" + Desk.WORKSPACE + "/users");
  }

  @Test
  void anAdminListOfAThousandIsRead() {
    world.tenant().allow(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS);
    for (int number = 0; number < 1000; number++) {
      String id = "d2d2d2d2-0000-4000-8000-%012d".formatted(number);
      String name = "somebody.with.a.rather.long.name." + number + "@portal.example";
      world.addUser(User.member(id, name, "Somebody with a rather long name " + number));
      world.workspaces().grant(Desk.WORKSPACE, id, AccessRight.VIEWER);
    }

    assertThat(who("--admin").out().lines().filter(line -> line.startsWith("Viewer")))
        .hasSize(1000);
  }

  @Test
  void withUserOnlyThatUserIsListedByWhateverName() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
    world.addMember(Desk.GROUP, LEE);
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.VIEWER);

    assertThat(who("--user", "lee@else.example").out()).contains("Lee").doesNotContain("Kim");
    assertThat(who("--user", Desk.KIM).out()).contains("Kim").doesNotContain("Lee");
  }

  @Test
  void withUserAndAdminAllThatTheUserCanOpenIsListed() {
    world.tenant().allow(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS);
    for (int number = 0; number < 150; number++) {
      world.grantWorkspace("c0c0c0c0-0000-4000-9000-%012d".formatted(number), Desk.KIM);
    }

    Desk.Outcome outcome = who("--admin", "--user", Desk.KIMS_NAME);

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("The user can open, in all workspaces: 150")
        .contains("Report  Report of workspace c0c0c0c0-0000-4000-9000-000000000149  (Read)");
    assertThat(simulator.requests().count(Service.POWER_BI_API, "/artifactAccess")).isEqualTo(2);
  }

  @Test
  void asJsonItIsOneObject() throws IOException {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
    world.addMember(Desk.GROUP, Desk.KIM);

    JsonNode json = new ObjectMapper().readTree(who("--json").out());

    assertThat(json.path("workspace").asText()).isEqualTo(Desk.WORKSPACE);
    JsonNode kim = json.path("access").get(1);
    assertThat(kim.path("id").asText()).isEqualTo(Desk.KIMS_NAME);
    assertThat(kim.path("role").asText()).isEqualTo("Viewer");
    assertThat(kim.at("/ways/0/groupId").asText()).isEqualTo(Desk.GROUP);
    assertThat(json.path("notComplete")).isEmpty();
  }

  @Test
  void itNeverWrites() {
    who("--user", Desk.KIMS_NAME);
    assertThat(simulator.requests().to(Service.GRAPH)).allMatch(it -> it.method().equals("GET"));
    assertThat(simulator.requests().to(Service.POWER_BI_API))
        .allMatch(it -> it.method().equals("GET"));
    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  void aWorkspaceThatIsNoIdIsBadUsage() {
    Desk.Outcome outcome =
        desk.run("who", "--settings", desk.settings().toString(), "--workspace", "mine");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--workspace must be a GUID").doesNotContain("mine");
  }

  private void play(Service service, String path, String json) {
    simulator.faults().play(service, path, Fault.answer(Reply.json(200, json)), 1);
  }

  private Desk.Outcome who(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "who", "--settings", desk.settings().toString(), "--workspace", Desk.WORKSPACE));
    args.addAll(List.of(more));
    return desk.run(args.toArray(String[]::new));
  }
}
