package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Cloud;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.ServicePlan;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What the control API does to tenant, licences, roles, secrets and people who go")
final class ControlWorldTest {
  private static final String ADA = GraphTest.ADA;
  private static final String WORKSPACE = GraphTest.STRANGE;

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.addGroup(GraphTest.VIEWERS, "Viewers");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void aTenantMovesToAnotherCloudAndNothingElseChanges() {
    done("/api/tenant", "{'cloud':'china'}");

    assertThat(world.tenant().cloud()).isEqualTo(Cloud.CHINA);
    assertThat(world.tenant().isPowerBiUsed()).isTrue();
    assertThat(allows(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS)).isTrue();
    done("/api/tenant", "{'powerBiUsed':false}");
    assertThat(world.tenant().isPowerBiUsed()).isFalse();
    assertThat(world.tenant().cloud()).isEqualTo(Cloud.CHINA);
  }

  @Test
  void aTenantsSettingsAreTurnedOnAndOff() {
    done("/api/tenant", "{'appsMayCallPublicApis':false,'appsMayReadAdminApis':true}");
    assertThat(allows(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS)).isFalse();
    assertThat(allows(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS)).isTrue();

    done("/api/tenant", "{'appsMayReadAdminApis':'" + GraphTest.VIEWERS + "'}");
    assertThat(allows(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS)).isFalse();
    assertThat(
            world
                .tenant()
                .isAllowed(
                    PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS,
                    Set.of(GraphTest.VIEWERS)))
        .isTrue();
  }

  @Test
  void aLicenceIsAssignedAndTakenAway() {
    done(
        "/api/licences",
        "{'principal':'ada@portal.example','product':'pro','status':'Disabled','pending':5}");
    clock.pass(Duration.ofSeconds(5));
    assertThat(world.licences().of(ADA, 0))
        .containsExactly(Licence.PRO.withStatus(ServicePlan.DISABLED));

    done("/api/licences/remove", "{'principal':'" + ADA + "','product':'pro'}");
    assertThat(world.licences().of(ADA, 0)).isEmpty();
  }

  @Test
  void aRoleIsGivenChangedAndTakenAway() {
    String ada = "{'workspace':'" + WORKSPACE + "','principal':'ada@portal.example'";
    done("/api/workspaces/grant", ada + "}");
    assertThat(world.workspaces().roleOf(WORKSPACE, ADA)).contains(AccessRight.VIEWER);
    done("/api/workspaces/grant", ada + ",'role':'Admin'}");
    assertThat(world.workspaces().roleOf(WORKSPACE, ADA)).contains(AccessRight.ADMIN);

    done("/api/workspaces/revoke", ada + "}");
    assertThat(world.workspaces().roleOf(WORKSPACE, ADA)).isEmpty();
  }

  @Test
  void aPersonGoesAndComesBack() {
    done("/api/people/delete", "{'user':'ada@portal.example'}");
    assertThat(world.user(ADA)).isEmpty();

    done("/api/people/restore", "{'user':'" + ADA + "'}");
    assertThat(world.user(ADA)).isPresent();
  }

  @Test
  void aNewSecretIsKnownByAndBy() {
    done(
        "/api/apps/secrets",
        "{'app':'" + Client.APP + "','value':'new-secret','untilKnown':[10,20,30]}");
    assertThat(tokenFor("new-secret").text()).contains("AADSTS7000215");
    assertThat(tokenFor(Client.SECRET).status()).isEqualTo(200);

    clock.pass(Duration.ofSeconds(30));

    assertThat(tokenFor("new-secret").status()).isEqualTo(200);
    done("/api/apps/expire-secrets", "{'app':'" + Client.APP + "'}");
    assertThat(tokenFor("new-secret").text()).contains("AADSTS7000222");
  }

  @Test
  void anAppIsGivenPermissionsOfPowerBi() {
    done(
        "/api/apps/power-bi-permissions",
        "{'app':'" + Client.APP + "','permissions':['Tenant.Read.All']}");

    assertThat(world.apps().powerBiPermissions(Client.APP)).containsExactly("Tenant.Read.All");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/api/tenant | {'cloud':'moon'} | $.cloud must be one of",
        "/api/tenant | {'colour':'red'} | $.colour is unknown",
        "/api/tenant | {'appsMayReadAdminApis':'Viewers'} | $.appsMayReadAdminApis must be a GUID",
        "/api/licences | {'principal':'x','product':'gold'} | $.product must be one of",
        "/api/licences | {'product':'pro'} | principal",
        "/api/workspaces/grant | {'workspace':'x','principal':'x','role':'King'} | King",
        "/api/people/restore | {'user':'nobody'} | nobody",
        "/api/apps/secrets | {'app':'nobody','value':'x'} | nobody",
        "/api/apps/secrets | {'app':'nobody','value':'x','until':1} | $.until is unknown",
        "/api/apps/power-bi-permissions | {'app':'x','permissions':[1]} | $.permissions[0] must be",
      })
  void whatMakesNoSenseIsRefusedWithAReason(String path, String body, String reason) {
    Client.Answer answer = post(path, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).contains(reason);
  }

  @Test
  void itTellsCloudLicencesAndWhoIsGone() {
    world.tenant().setCloud(Cloud.GCC_HIGH);
    world.licences().assign(ADA, Licence.PRO, Duration.ofSeconds(5));
    world.licences().assign(GraphTest.VIEWERS, Licence.PRO_GCC);
    world.addUser(User.member(GraphTest.GUEST, "bob@portal.example", "Bob"));
    world.deleteUser(GraphTest.GUEST);

    JsonNode told = told();

    assertThat(told.path("cloud").asText()).isEqualTo("gcc-high");
    JsonNode licence = told.at("/people/0/licences/0");
    assertThat(licence.path("skuPartNumber").asText()).isEqualTo("POWER_BI_PRO");
    assertThat(licence.at("/servicePlans/0/servicePlanName").asText()).isEqualTo("BI_AZURE_P2");
    assertThat(licence.at("/servicePlans/0/provisioningStatus").asText())
        .isEqualTo("PendingProvisioning");
    assertThat(told.at("/groups/0/licences/0/skuPartNumber").asText()).isEqualTo("POWERBI_PRO_GOV");
    assertThat(told.path("people")).hasSize(1);
    assertThat(told.at("/deletedPeople/0/userPrincipalName").asText())
        .isEqualTo("bob@portal.example");
    clock.pass(Duration.ofDays(30));
    assertThat(told().path("deletedPeople")).isEmpty();
  }

  private JsonNode told() {
    return client
        .get(
            simulator.controlUrl().resolve("/api/world"),
            "X-Simulator-Token",
            simulator.controlToken())
        .json();
  }

  private boolean allows(PowerBiSetting setting) {
    return world.tenant().isAllowed(setting, Set.of());
  }

  private Client.Answer tokenFor(String secret) {
    Map<String, String> form = client.secretGrant();
    form.put("client_secret", secret);
    return client.token(form);
  }

  private void done(String path, String body) {
    Client.Answer answer = post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private Client.Answer post(String path, String body) {
    return client.send(
        HttpRequest.newBuilder(simulator.controlUrl().resolve(path))
            .header("X-Simulator-Token", simulator.controlToken())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }
}
