package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The users of a workspace in the REST API (Microsoft facts §2.1, §2.4)")
final class WorkspaceUsersTest {
  private static final String ADA = GraphTest.ADA;
  private static final String GUS = GraphTest.GUEST;
  private static final String VIEWERS = GraphTest.VIEWERS;
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";
  private static final String USERS = "/groups/" + WORKSPACE + "/users";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.addGroup(VIEWERS, "Viewers");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
    world.addMember(VIEWERS, ADA);
    world.addUser(User.guest(GUS, "gus@else.example", "Gus", "simulator.onmicrosoft.com"));
    world.grantWorkspace(WORKSPACE, VIEWERS);
    world.workspaces().grant(WORKSPACE, GUS, AccessRight.CONTRIBUTOR);
    world.workspaces().grant(WORKSPACE, Client.APP, AccessRight.MEMBER);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  @DisplayName("§2.1: a group is one row by its object id; who is in it has none")
  void aGroupIsOneRowAndItsMembersHaveNone() {
    JsonNode rows = list("").json().path("value");

    assertThat(rows.findValuesAsText("principalType")).containsExactly("Group", "User", "App");
    assertThat(rows.findValuesAsText("groupUserAccessRight"))
        .containsExactly("Viewer", "Contributor", "Member");
    assertThat(rows.path(0).path("identifier").asText()).isEqualTo(VIEWERS);
    assertThat(rows.path(0).has("emailAddress")).isFalse();
    assertThat(rows.path(1).path("identifier").asText())
        .isEqualTo("gus_else.example#EXT#@simulator.onmicrosoft.com");
    assertThat(rows.path(1).path("emailAddress").asText()).isEqualTo("gus@else.example");
    assertThat(rows.path(2).path("identifier").asText()).isEqualTo(Client.APP);
    assertThat(rows.findValues("graphId")).isEmpty();
  }

  @Test
  void theListIsPagedByTopAndSkip() {
    assertThat(types("?$top=2")).containsExactly("Group", "User");
    assertThat(types("?$top=2&$skip=2")).containsExactly("App");
    assertThat(types("?$skip=3")).isEmpty();
    assertThat(types("?$skip=1&$top=1")).containsExactly("User");
    assertThat(list("?$top=-1").status()).isEqualTo(400);
    assertThat(list("?$skip=x").status()).isEqualTo(400);
  }

  @Test
  void whoHasNoMailHasNoneInTheirRow() {
    String silent = "51e70000-0000-4000-8000-000000000009";
    world.addUser(User.member(silent, "sil@portal.example", "Sil").withMail(null));
    world.grantWorkspace(WORKSPACE, silent);

    JsonNode row = list("?$skip=3").json().at("/value/0");
    assertThat(row.path("identifier").asText()).isEqualTo("sil@portal.example");
    assertThat(row.has("emailAddress")).isFalse();
  }

  @Test
  void whoWasDeletedHasNoRow() {
    world.deleteUser(GUS);

    assertThat(types("")).containsExactly("Group", "App");
  }

  @Test
  @DisplayName("§2.4: without a role of its own the app is 401, whatever its groups have")
  void anAppNeedsARoleOfItsOwn() {
    world.workspaces().revoke(WORKSPACE, Client.APP);
    world.addMember(VIEWERS, Client.APP);

    Client.Answer answer = list("");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("x-powerbi-error-info")).isEqualTo("GroupNotAccessible");
    assertThat(answer.text()).isEmpty();
  }

  @Test
  @DisplayName("§2.4: the wrong workspace is 401 PowerBINotAuthorizedException")
  void aWorkspaceThatIsNotThereIsNotAuthorized() {
    Client.Answer answer = send("GET", "/groups/" + GraphTest.STRANGE + "/users", "");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(code(answer)).isEqualTo("PowerBINotAuthorizedException");
    assertThat(answer.json().at("/error/pbi.error/code").asText())
        .isEqualTo("PowerBINotAuthorizedException");
  }

  @Test
  void aUserIsAddedByMailWithTheRightGiven() {
    assertThat(add("{\"emailAddress\":\"ada@portal.example\",\"groupUserAccessRight\":\"Viewer\"}"))
        .extracting(Client.Answer::status)
        .isEqualTo(200);

    assertThat(world.workspaces().roleOf(WORKSPACE, ADA)).contains(AccessRight.VIEWER);
  }

  @Test
  void aGroupAndAnAppAreAddedByTheirIds() {
    String other = "a1a1a1a1-0000-4000-8000-000000000002";
    world.apps().add(other, "secret");
    world.addGroup(GraphTest.OUTER, "Outer");

    assertThat(add(principal(GraphTest.OUTER, "Group", "Member")).status()).isEqualTo(200);
    assertThat(add(principal(other, "App", "Admin")).status()).isEqualTo(200);
    assertThat(types("")).containsExactly("Group", "User", "App", "Group", "App");
  }

  @Test
  @DisplayName("§2.4: who has a role is not added again, with another right either")
  void whoHasARoleIsNotAddedAgain() {
    Client.Answer again = add(principal(VIEWERS, "Group", "Admin"));

    assertThat(again.status()).isEqualTo(400);
    assertThat(code(again)).isEqualTo("AddingAlreadyExistsGroupUserNotSupportedError");
    assertThat(world.workspaces().roleOf(WORKSPACE, VIEWERS)).contains(AccessRight.VIEWER);
  }

  @Test
  @DisplayName("§2.4: who is not known, or not yet, is an InvalidRequest")
  void whoIsNotKnownYetIsAnInvalidRequest() {
    User newcomer =
        world.invite(
            "new@else.example",
            "New",
            Propagation.IMMEDIATE.withDirectory(Delay.fixed(Duration.ofSeconds(10))));
    String body = "{\"emailAddress\":\"new@else.example\",\"groupUserAccessRight\":\"Viewer\"}";

    Client.Answer early = add(body);
    assertThat(early.status()).isEqualTo(400);
    assertThat(code(early)).isEqualTo("InvalidRequest");
    assertThat(early.json().at("/error/message").asText())
        .isEqualTo("Parameter userDetails.UserEmailAddress is missing or invalid");
    clock.pass(Duration.ofSeconds(10));
    assertThat(add(body).status()).isEqualTo(200);
    assertThat(world.workspaces().roleOf(WORKSPACE, newcomer.id())).isPresent();
  }

  @Test
  void anUnknownGroupAppOrKindIsAnInvalidRequest() {
    for (String type : List.of("Group", "App", "Planet")) {
      Client.Answer answer = add(principal(GraphTest.STRANGE, type, "Viewer"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(code(answer)).isEqualTo("InvalidRequest");
    }
    assertThat(code(add("rubbish"))).isEqualTo("InvalidRequest");
  }

  @Test
  @DisplayName("§2.4: a right that is none is an UnsupportedAccessRightError")
  void aRightThatIsNoneIsRefused() {
    for (String right : List.of("None", "Owner", "viewer")) {
      assertThat(code(add(principal(ADA, "User", right)))).isEqualTo("UnsupportedAccessRightError");
    }
    assertThat(world.workspaces().roleOf(WORKSPACE, ADA)).isEmpty();
  }

  @Test
  void aRoleIsTakenAwayByMailOrById() {
    assertThat(send("DELETE", USERS + "/gus@else.example", "").status()).isEqualTo(200);
    assertThat(send("DELETE", USERS + "/" + VIEWERS, "").status()).isEqualTo(200);
    assertThat(types("")).containsExactly("App");
    assertThat(code(send("DELETE", USERS + "/" + VIEWERS, ""))).isEqualTo("PowerBIEntityNotFound");
  }

  @Test
  @DisplayName("FD give-access-workspaces: only Admins and Members let others in; §2.4: else 403")
  void whoOnlyReadsLetsNobodyIn() {
    world.workspaces().grant(WORKSPACE, Client.APP, AccessRight.CONTRIBUTOR);

    assertThat(list("").status()).isEqualTo(200);
    assertThat(add(principal(ADA, "User", "Viewer")).status()).isEqualTo(403);
    assertThat(send("DELETE", USERS + "/" + VIEWERS, "").status()).isEqualTo(403);
    assertThat(world.workspaces().roles(WORKSPACE)).hasSize(3);
  }

  @Test
  @DisplayName("§2.1: apps may call public APIs if the tenant lets them, all or those in a group")
  void theTenantDecidesWhichAppsMayCall() {
    PowerBiSetting setting = PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS;
    world.tenant().forbid(setting);
    assertThat(list("").status()).isEqualTo(401);
    assertThat(list("").header("x-powerbi-error-info"))
        .isEqualTo("ServicePrincipalIsNotAllowedByTenantAdminSwitch");
    world.tenant().allow(setting, VIEWERS);
    assertThat(list("").status()).isEqualTo(401);
    world.addMember(VIEWERS, Client.APP);
    assertThat(list("").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("§2.4: an address without a group is not accessible for an application")
  void anAddressWithoutAGroupIsNotForApps() {
    Client.Answer answer = send("GET", "/reports", "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("Message").asText())
        .isEqualTo("API is not accessible for application");
  }

  private List<String> types(String query) {
    Client.Answer answer = list(query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("value").findValuesAsText("principalType");
  }

  private Client.Answer list(String query) {
    return send("GET", USERS + query, "");
  }

  private Client.Answer add(String body) {
    return send("POST", USERS, body);
  }

  private Client.Answer send(String method, String path, String body) {
    return client.powerBi(client.powerBiToken(), method, path, body);
  }

  private static String principal(String id, String type, String right) {
    return "{\"identifier\":\"%s\",\"principalType\":\"%s\",\"groupUserAccessRight\":\"%s\"}"
        .formatted(id, type, right);
  }

  private static String code(Client.Answer answer) {
    return answer.json().at("/error/code").asText();
  }
}
