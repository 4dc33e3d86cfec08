package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The admin list of what a user can open (Microsoft facts §2.1, §2.2, §2.5)")
final class ArtifactAccessTest {
  private static final String ADA = GraphTest.ADA;
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new SettableClock()));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.addGroup(GraphTest.VIEWERS, "Viewers");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
    world.grantWorkspace(WORKSPACE, GraphTest.VIEWERS);
    world.tenant().allow(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  @DisplayName("by object id or by name, with what groups give, and not as Power BI keeps it")
  void whatGroupsGiveIsInIt() {
    world.powerBi().visit(ADA, WORKSPACE, 0);
    assertThat(items(ADA)).isEmpty();
    world.addMember(GraphTest.VIEWERS, ADA);

    assertThat(items(ADA)).hasSize(1);
    assertThat(items("ada@portal.example").path(0).path("accessRight").asText()).isEqualTo("Read");
    world.workspaces().grant(WORKSPACE, ADA, AccessRight.MEMBER);
    assertThat(items(ADA).path(0).path("accessRight").asText()).isEqualTo("ReadWrite");
    assertThat(items(ADA).path(0).path("artifactType").asText()).isEqualTo("Report");
  }

  @Test
  void onlySomeTypesMayBeAskedFor() {
    world.grantWorkspace(WORKSPACE, ADA);

    assertThat(items(ADA + "/artifactAccess?artifactTypes=Dashboard,Report")).hasSize(1);
    assertThat(items(ADA + "/artifactAccess?artifactTypes=Dashboard")).isEmpty();
  }

  @Test
  void aLongListComesInPages() {
    for (int number = 0; number < 150; number++) {
      world.grantWorkspace("c0c0c0c0-0000-4000-8000-%012d".formatted(number), ADA);
    }

    JsonNode first = ask("GET", ADA + "/artifactAccess").json();
    assertThat(first.path("artifactAccessEntities")).hasSize(100);
    String token = first.path("continuationToken").asText();
    assertThat(items(ADA + "/artifactAccess?continuationToken=" + token)).hasSize(50);
    URI next = URI.create(first.path("continuationUri").asText());
    JsonNode second = client.get(next, "Authorization", "Bearer " + client.powerBiToken()).json();
    assertThat(second.path("artifactAccessEntities")).hasSize(50);
    assertThat(second.has("continuationToken")).isFalse();
    assertThat(ask("GET", ADA + "/artifactAccess?continuationToken=x").status()).isEqualTo(400);
    assertThat(ask("GET", ADA + "/artifactAccess?continuationToken=eA==").status()).isEqualTo(400);
  }

  @Test
  void whoIsUnknownIsNotFound() {
    assertThat(ask("GET", GraphTest.STRANGE + "/artifactAccess").status()).isEqualTo(404);
  }

  @Test
  void itNeedsTheSettingOfTheAdminApis() {
    world.tenant().forbid(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS);

    assertThat(ask("GET", ADA + "/artifactAccess").status()).isEqualTo(403);
  }

  @Test
  @DisplayName("§2.1: the 200 requests an hour are those of all admin APIs together")
  void theBudgetIsThatOfAllAdminApis() {
    for (int request = 0; request < 100; request++) {
      assertThat(ask("GET", ADA + "/artifactAccess").status()).isEqualTo(200);
      assertThat(usersForAdmin().status()).isEqualTo(200);
    }

    assertThat(ask("GET", ADA + "/artifactAccess").status()).isEqualTo(429);
    assertThat(usersForAdmin().status()).isEqualTo(429);
  }

  @Test
  void aRoleIsChanged() {
    world.workspaces().grant(WORKSPACE, Client.APP, AccessRight.ADMIN);
    world.grantWorkspace(WORKSPACE, ADA);

    assertThat(put("ada@portal.example", "Member").status()).isEqualTo(200);
    assertThat(world.workspaces().roleOf(WORKSPACE, ADA)).contains(AccessRight.MEMBER);
    assertThat(put("ada@portal.example", "King").json().at("/error/code").asText())
        .isEqualTo("UnsupportedAccessRightError");
    assertThat(put("eve@portal.example", "Member").json().at("/error/code").asText())
        .isEqualTo("InvalidRequest");
    world.workspaces().revoke(WORKSPACE, ADA);
    assertThat(put("ada@portal.example", "Member").status()).isEqualTo(404);
    world.workspaces().grant(WORKSPACE, Client.APP, AccessRight.VIEWER);
    assertThat(put("ada@portal.example", "Member").status()).isEqualTo(403);
  }

  private Client.Answer put(String mail, String right) {
    String body = "{'emailAddress':'%s','groupUserAccessRight':'%s'}".formatted(mail, right);
    return client.powerBi(
        client.powerBiToken(),
        "PUT",
        "/groups/" + WORKSPACE.toUpperCase(Locale.ROOT) + "/users",
        body.replace('\'', '"'));
  }

  private JsonNode items(String path) {
    String whole = path.contains("/") ? path : path + "/artifactAccess";
    return ask("GET", whole).json().path("artifactAccessEntities");
  }

  private Client.Answer usersForAdmin() {
    return client.powerBi(
        client.powerBiToken(), "GET", "/admin/groups/" + WORKSPACE + "/users", "");
  }

  private Client.Answer ask(String method, String path) {
    return client.powerBi(client.powerBiToken(), method, "/admin/users/" + path, "");
  }
}
