package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.scenario.Scenario;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Cloud;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.ServicePlan;
import io.github.powerbigate.simulator.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scenario's tenant, licences, roles, secrets and people who have gone")
final class ScenarioWorldTest {
  private static final String ADA = GraphTest.ADA;
  private static final String ID = "c0c0c0c0-0000-4000-8000-000000000009";
  private static final String APP =
      "'apps':[{'clientId':'" + Client.APP + "','secrets':[{'value':'right-secret'}]?}]";
  private static final String VIEWERS =
      "'groups':[{'id':'" + GraphTest.VIEWERS + "','displayName':'Viewers'?}]";
  private static final String PEOPLE =
      "'people':[{'id':'" + ADA + "','userPrincipalName':'ada@x.example'?}]";

  @Test
  void aTenantIsInItsCloud() {
    try (Simulator simulator = start("{'tenant':{'cloud':'gcc-high'}}")) {
      assertThat(simulator.world().tenant().cloud()).isEqualTo(Cloud.GCC_HIGH);
      assertThat(simulator.gateSettings())
          .containsEntry(
              "powerBiScope", "https://high.analysis.usgovcloudapi.net/powerbi/api/.default");
    }
  }

  @Test
  void aTenantMayNeverHaveUsedPowerBi() {
    try (Simulator simulator = start("{'tenant':{'powerBiUsed':false}," + with(APP, "") + "}")) {
      Client client = new Client(simulator);
      Map<String, String> form = client.secretGrant();
      form.put("scope", simulator.powerBiScope());

      assertThat(client.token(form).text()).contains("AADSTS650052");
    }
  }

  @Test
  void aTenantSaysWhichAppsMayCallWhat() {
    try (Simulator simulator =
        start(
            "{'tenant':{'appsMayCallPublicApis':false,'appsMayReadAdminApis':'Viewers'},"
                + with(VIEWERS, "")
                + "}")) {
      assertThat(allows(simulator, PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS))
          .isFalse();
      assertThat(allows(simulator, PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS))
          .isFalse();
      assertThat(
              simulator
                  .world()
                  .tenant()
                  .isAllowed(
                      PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS,
                      Set.of(GraphTest.VIEWERS)))
          .isTrue();
    }
    try (Simulator simulator = start("{'tenant':{'appsMayReadAdminApis':true}}")) {
      assertThat(allows(simulator, PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS))
          .isTrue();
      assertThat(allows(simulator, PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS)).isTrue();
    }
  }

  @Test
  void anAppHasPermissionsOfPowerBi() {
    try (Simulator simulator =
        start("{" + with(APP, ",'powerBiPermissions':['Tenant.Read.All']") + "}")) {
      assertThat(simulator.world().apps().powerBiPermissions(Client.APP))
          .containsExactly("Tenant.Read.All");
    }
  }

  @Test
  void aSecretIsKnownByAndBy() {
    String json = with(APP, "").replace("'right-secret'", "'right-secret','untilKnown':'PT30S'");
    try (Simulator simulator = start("{'clock':{'kind':'virtual'}," + json + "}")) {
      Client client = new Client(simulator);
      assertThat(client.token(client.secretGrant()).text()).contains("AADSTS7000215");

      simulator.clock().advance(Duration.ofSeconds(30));

      assertThat(client.token(client.secretGrant()).status()).isEqualTo(200);
    }
  }

  @Test
  void peopleAndGroupsHaveLicences() {
    try (Simulator simulator =
        start(
            "{'clock':{'kind':'virtual'},"
                + with(PEOPLE, ",'licences':[{'product':'premium-per-user','pending':60}]")
                + ","
                + with(VIEWERS, ",'licences':[{'product':'pro','status':'Disabled'}]")
                + ",'memberships':[{'group':'Viewers','members':['ada@x.example']}]}")) {
      World world = simulator.world();
      Licence pro = Licence.PRO.withStatus(ServicePlan.DISABLED);
      assertThat(world.licences().of(ADA, 0))
          .containsExactly(
              Licence.PREMIUM_PER_USER.withStatus(ServicePlan.PENDING_PROVISIONING), pro);

      simulator.clock().advance(Duration.ofMinutes(1));

      assertThat(world.licences().of(ADA, 0)).containsExactly(Licence.PREMIUM_PER_USER, pro);
    }
  }

  @Test
  void aGrantHasARole() {
    try (Simulator simulator =
        start(
            "{"
                + with(PEOPLE, "")
                + ","
                + with(APP, "")
                + ",'workspaces':[{'id':'"
                + ID
                + "','grants':[{'principal':'ada@x.example'},{'principal':'"
                + Client.APP
                + "','role':'Member'}]}]}")) {
      assertThat(simulator.world().workspaces().roles(ID))
          .containsExactly(
              Map.entry(ADA, AccessRight.VIEWER), Map.entry(Client.APP, AccessRight.MEMBER));
    }
  }

  @Test
  void whoeverHasGoneComesBackWithTheirGroups() {
    try (Simulator simulator =
        start(
            "{"
                + with(PEOPLE, ",'deleted':true")
                + ","
                + with(VIEWERS, "")
                + ",'memberships':[{'group':'Viewers','members':['ada@x.example']}]}")) {
      World world = simulator.world();
      assertThat(world.users()).isEmpty();

      world.restoreUser(ADA);

      assertThat(world.isMember(GraphTest.VIEWERS, ADA)).isTrue();
    }
  }

  @Test
  void aReplicaMayNotHaveFinishedWithANewcomer() {
    try (Simulator simulator =
        start(
            "{'clock':{'kind':'virtual'},"
                + with(PEOPLE, ",'propagation':{'unfinished':10}")
                + "}")) {
      assertThat(simulator.world().directory().isUnfinished(ADA, 0)).isTrue();

      simulator.clock().advance(Duration.ofSeconds(10));

      assertThat(simulator.world().directory().isUnfinished(ADA, 0)).isFalse();
    }
  }

  @Test
  void aMembershipThatNamesNoFreezeLeavesThePersonsOwn() {
    assertThat(seesWhatWasOpenedBetweenTwoVisits("", 599)).isFalse();
    assertThat(seesWhatWasOpenedBetweenTwoVisits("", 600)).isTrue();
  }

  @Test
  void aMembershipsFreezeReplacesThePersonsOwn() {
    String named = ",'propagation':{'powerBiFreeze':20}";
    assertThat(seesWhatWasOpenedBetweenTwoVisits(named, 19)).isFalse();
    assertThat(seesWhatWasOpenedBetweenTwoVisits(named, 20)).isTrue();
  }

  @Test
  void appsAndGroupsAreMembersByAndBy() {
    try (Simulator simulator =
        start(
            "{'clock':{'kind':'virtual'},"
                + with(APP, "")
                + ",'groups':[{'displayName':'Inner','id':'"
                + ID
                + "'},{'displayName':'Outer'}],'memberships':[{'group':'Outer','members':['Inner','"
                + Client.APP
                + "'],'propagation':{'membership':[0,20]}}]}")) {
      assertThat(simulator.world().directory().groupsOf(ID, 0)).hasSize(1);
      assertThat(simulator.world().directory().groupsOf(ID, 1)).isEmpty();
      assertThat(simulator.world().directory().groupsOf(Client.APP, 1)).isEmpty();

      simulator.clock().advance(Duration.ofSeconds(20));

      assertThat(simulator.world().directory().groupsOf(ID, 1)).hasSize(1);
      assertThat(simulator.world().directory().groupsOf(Client.APP, 1)).hasSize(1);
    }
  }

  /** Ada looks, the workspace is opened to her group, and she looks again after the seconds. */
  private static boolean seesWhatWasOpenedBetweenTwoVisits(String ofMembership, long seconds) {
    try (Simulator simulator =
        start(
            "{'clock':{'kind':'virtual'},"
                + with(PEOPLE, ",'propagation':{'powerBiFreeze':'PT10M'}")
                + ","
                + with(VIEWERS, "")
                + ",'memberships':[{'group':'Viewers','members':['ada@x.example']"
                + ofMembership
                + "}]}")) {
      World world = simulator.world();
      assertThat(world.powerBi().visit(ADA, ID, 0)).isFalse();
      world.grantWorkspace(ID, GraphTest.VIEWERS);
      simulator.clock().advance(Duration.ofSeconds(seconds));
      return world.powerBi().visit(ADA, ID, 0);
    }
  }

  private static boolean allows(Simulator simulator, PowerBiSetting setting) {
    return simulator.world().tenant().isAllowed(setting, Set.of());
  }

  private static String with(String part, String more) {
    return part.replace("?", more);
  }

  private static Simulator start(String json) {
    return Simulator.start(
        SimulatorSettings.defaults()
            .withScenario(Scenario.parse(json.replace('\'', '"'), Path.of(""))));
  }
}
