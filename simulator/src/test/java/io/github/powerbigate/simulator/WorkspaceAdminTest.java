package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The admin list of a workspace's users (Microsoft facts §2.1, §2.4, §2.5)")
final class WorkspaceAdminTest {
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";
  private static final String OTHER_APP = "a1a1a1a1-0000-4000-8000-000000000002";
  private static final PowerBiSetting SETTING =
      PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS;

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.addGroup(GraphTest.VIEWERS, "Viewers");
    world.addUser(User.member(GraphTest.ADA, "ada@portal.example", "Ada"));
    world.grantWorkspace(WORKSPACE, GraphTest.VIEWERS);
    world.grantWorkspace(WORKSPACE, GraphTest.ADA);
    world.tenant().allow(SETTING);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  @DisplayName("§2.1: every row has its graphId, and the app needs no role")
  void everyRowHasItsIdInTheDirectory() {
    JsonNode rows = list("").json().path("value");

    assertThat(rows.findValuesAsText("graphId")).containsExactly(GraphTest.VIEWERS, GraphTest.ADA);
    assertThat(rows.findValuesAsText("principalType")).containsExactly("Group", "User");
    assertThat(rows.path(1).path("identifier").asText()).isEqualTo("ada@portal.example");
  }

  @Test
  @DisplayName("§2.1: the list has no paging parameters")
  void theListIsNotPaged() {
    assertThat(list("?$top=1&$skip=1").json().path("value")).hasSize(2);
  }

  @Test
  @DisplayName("§2.1, §2.4: it needs a setting of its own, for all apps or for those in a group")
  void itNeedsASettingOfItsOwn() {
    world.tenant().forbid(SETTING);
    assertThat(list("").status()).isEqualTo(403);
    assertThat(list("").json().path("Message").asText())
        .isEqualTo("API is not accessible for application");
    world.tenant().allow(SETTING, GraphTest.VIEWERS);
    assertThat(list("").status()).isEqualTo(403);
    world.addMember(GraphTest.VIEWERS, Client.APP);
    assertThat(list("").status()).isEqualTo(200);
  }

  @Test
  void theTwoSettingsDoNotHangTogether() {
    world.tenant().forbid(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS);

    assertThat(list("").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("§2.1: a permission that needs an administrator's consent shuts the app out")
  void aPermissionThatNeedsAnAdministratorsConsentShutsTheAppOut() {
    world.apps().setPowerBiPermissions(Client.APP, "Workspace.Read.All");
    assertThat(list("").status()).isEqualTo(200);
    world.apps().setPowerBiPermissions(Client.APP, "Workspace.Read.All", "Tenant.Read.All");

    Client.Answer refused = list("");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().at("/error/code").asText())
        .isEqualTo("PowerBINotAuthorizedException");
  }

  @Test
  @DisplayName("§2.5: 200 requests an hour; then 429, which says in its body how long")
  void afterTwoHundredRequestsTheHourHasToPass() {
    String token = client.powerBiToken();
    for (int request = 0; request < 200; request++) {
      assertThat(list(token, "").status()).isEqualTo(200);
    }
    clock.pass(Duration.ofSeconds(208));

    Client.Answer refused = list(token, "");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("3392");
    assertThat(refused.json().path("message").asText())
        .isEqualTo(
            "You have exceeded the amount of requests allowed in the current time frame and"
                + " further requests will fail. Retry in 3392 seconds.");
    clock.pass(Duration.ofSeconds(3391));
    assertThat(list(token, "").header("Retry-After")).isEqualTo("1");
    clock.pass(Duration.ofSeconds(1));
    assertThat(list(token, "").status()).isEqualTo(200);
  }

  @Test
  void theHourlyBudgetIsTheTenantsWhicheverAppAsks() {
    world.apps().add(OTHER_APP, Client.SECRET);
    Map<String, String> form = client.secretGrant();
    form.put("client_id", OTHER_APP);
    form.put("scope", simulator.powerBiScope());
    String other = client.token(form).json().path("access_token").asText();
    String token = client.powerBiToken();
    for (int request = 0; request < 100; request++) {
      assertThat(list(token, "").status()).isEqualTo(200);
      assertThat(list(other, "").status()).isEqualTo(200);
    }

    assertThat(list(token, "").status()).isEqualTo(429);
    assertThat(list(other, "").status()).isEqualTo(429);
  }

  @Test
  void theHourlyBudgetIsTheAdminApisAlone() {
    world.grantWorkspace(WORKSPACE, Client.APP);
    String token = client.powerBiToken();
    for (int request = 0; request < 201; request++) {
      list(token, "");
    }

    assertThat(client.powerBi(token, "GET", "/groups/" + WORKSPACE + "/users", "").status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("§2.1: only a person who is an administrator adds users here")
  void anAppAddsNobodyHere() {
    Client.Answer answer =
        client.powerBi(
            client.powerBiToken(), "POST", "/admin/groups/" + WORKSPACE + "/users", "{}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("Message").asText())
        .isEqualTo("API is not accessible for application");
  }

  @Test
  void aWorkspaceThatIsNotThereIsNotFound() {
    Client.Answer answer =
        client.powerBi(
            client.powerBiToken(), "GET", "/admin/groups/" + GraphTest.STRANGE + "/users", "");

    assertThat(answer.status()).isEqualTo(404);
  }

  private Client.Answer list(String query) {
    return list(client.powerBiToken(), query);
  }

  private Client.Answer list(String token, String query) {
    return client.powerBi(token, "GET", "/admin/groups/" + WORKSPACE + "/users" + query, "");
  }
}
