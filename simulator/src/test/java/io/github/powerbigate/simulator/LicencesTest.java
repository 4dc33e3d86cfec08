package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.ServicePlan;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Licences (Microsoft facts §1.8)")
final class LicencesTest {
  private static final String ADA = GraphTest.ADA;
  private static final String VIEWERS = GraphTest.VIEWERS;

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET, "User.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
    world.addGroup(VIEWERS, "Viewers");
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void whoHasNoLicenceHasAnEmptyList() {
    assertThat(details().status()).isEqualTo(200);
    assertThat(details().json().path("value").isArray()).isTrue();
    assertThat(details().json().path("value")).isEmpty();
  }

  @Test
  void aLicenceIsShownWithItsPlans() {
    world.licences().assign(ADA, Licence.PREMIUM_PER_USER);

    JsonNode detail = details().json().at("/value/0");
    assertThat(detail.path("id").asText()).isNotEmpty();
    assertThat(detail.path("skuId").asText()).isEqualTo("c1d032e0-5619-4761-9b5c-75b6831e1711");
    assertThat(detail.path("skuPartNumber").asText()).isEqualTo("PBI_PREMIUM_PER_USER");
    assertThat(plans(detail))
        .containsExactly(
            "0bf3c642-7bb5-4ccc-884e-59d09df0266c BI_AZURE_P3 Success User",
            "70d33638-9c74-4d01-bfd3-562de28bd4ba BI_AZURE_P2 Success User");
  }

  @Test
  void theGovernmentsPlansHaveIdsOfTheirOwn() {
    world.licences().assign(ADA, Licence.PRO_GCC);
    world.licences().assign(ADA, Licence.PREMIUM_PER_USER_GCC);

    assertThat(details().json().path("value").findValuesAsText("servicePlanId"))
        .containsExactly(
            "944e9726-f011-4353-b654-5f7d2663db76", "32d15238-9a8c-46da-af3f-21fc5351d365");
  }

  @Test
  void aPlanMayBeSwitchedOffOrWaitWithinItsLicence() {
    world
        .licences()
        .assign(
            ADA,
            Licence.PREMIUM_PER_USER
                .withStatus(ServicePlan.PRO, ServicePlan.DISABLED)
                .withStatus(ServicePlan.PREMIUM_PER_USER, ServicePlan.PENDING_ACTIVATION));

    assertThat(statuses()).containsExactly("PendingActivation", "Disabled");
  }

  @Test
  void aNewLicenceMayTakeItsTime() {
    world.licences().assign(ADA, Licence.PRO, Duration.ofMinutes(5));

    assertThat(statuses()).containsExactly("PendingProvisioning");
    clock.pass(Duration.ofMinutes(5));
    assertThat(statuses()).containsExactly("Success");
  }

  @Test
  void aLicenceOfAGroupIsItsMembers() {
    world.licences().assign(VIEWERS, Licence.PRO);
    assertThat(statuses()).isEmpty();
    world.addMember(VIEWERS, ADA);
    assertThat(statuses()).containsExactly("Success");
    world.licences().remove(VIEWERS, Licence.PRO);
    assertThat(statuses()).isEmpty();
  }

  @Test
  void aLicenceHeldTwiceIsShownOnceAsAssignedDirectly() {
    world.licences().assign(VIEWERS, Licence.PRO);
    world.licences().assign(ADA, Licence.PRO.withStatus(ServicePlan.DISABLED));
    world.addMember(VIEWERS, ADA);

    assertThat(statuses()).containsExactly("Disabled");
  }

  @Test
  void aLicenceOfAnOuterGroupIsNotThatOfMembersOfAnInnerOne() {
    world.addGroup(GraphTest.OUTER, "Outer");
    world.nestGroup(GraphTest.OUTER, VIEWERS);
    world.addMember(VIEWERS, ADA);
    world.licences().assign(GraphTest.OUTER, Licence.PRO);

    assertThat(statuses()).isEmpty();
  }

  @Test
  void theLicencesOfAnUnknownUserAreNotFound() {
    assertThat(get("/v1.0/users/nobody@portal.example/licenseDetails").status()).isEqualTo(404);
  }

  @Test
  void readingLicencesNeedsAPermission() {
    world.apps().setRoles(Client.APP, "GroupMember.Read.All");
    assertThat(details().status()).isEqualTo(403);
    world.apps().setRoles(Client.APP, "LicenseAssignment.Read.All");
    assertThat(details().status()).isEqualTo(200);
  }

  @Test
  void selectLeavesOutTheRest() {
    world.licences().assign(ADA, Licence.PRO);

    JsonNode detail =
        get("/v1.0/users/" + ADA + "/licenseDetails?$select=skuPartNumber").json().at("/value/0");
    assertThat(detail.toString()).isEqualTo("{\"skuPartNumber\":\"POWER_BI_PRO\"}");
  }

  private Client.Answer details() {
    return get("/v1.0/users/" + ADA + "/licenseDetails");
  }

  private List<String> statuses() {
    return details().json().path("value").findValuesAsText("provisioningStatus");
  }

  private static List<String> plans(JsonNode detail) {
    return detail.path("servicePlans").findParents("servicePlanId").stream()
        .map(
            plan ->
                String.join(
                    " ",
                    plan.path("servicePlanId").asText(),
                    plan.path("servicePlanName").asText(),
                    plan.path("provisioningStatus").asText(),
                    plan.path("appliesTo").asText()))
        .toList();
  }

  private Client.Answer get(String path) {
    return client.graph(client.graphToken(), path);
  }
}
