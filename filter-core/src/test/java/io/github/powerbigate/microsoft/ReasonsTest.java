package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.UserToken;
import io.github.powerbigate.microsoft.WorkspaceSettings.Users;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.PowerBiSetting;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.testing.LogWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Why Power BI does not let a member in, against the simulator. */
class ReasonsTest {

  private static final String APP = "a1a1a1a1-0000-4000-8000-000000000001";
  private static final String WORKSPACE = "c1c1c1c1-0000-4000-8000-000000000001";
  private static final String GROUP = "b1b1b1b1-0000-4000-8000-000000000001";
  private static final String KIM = "d1d1d1d1-0000-4000-8000-000000000001";
  private static final UserId NAME = new UserId(UserId.Form.AUTO, "kim@simulator.onmicrosoft.com");

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private final Connections connections = new Connections();
  private long looks;

  @BeforeEach
  void fill() {
    simulator.world().apps().add(APP, "right", "User.Read.All", "GroupMember.Read.All");
    simulator.world().tenant().allow(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS);
    simulator.world().addGroup(GROUP, "Viewers");
    simulator.world().addUser(User.member(KIM, NAME.value(), "Kim"));
    simulator.world().workspaces().grant(WORKSPACE, APP, AccessRight.VIEWER);
    // Whoever is asked about has been in Power BI before, and Power BI remembers that in vain.
    simulator
        .world()
        .addMember(GROUP, KIM, Propagation.IMMEDIATE.withPowerBiFreeze(Duration.ofHours(1)));
    assertThat(simulator.world().powerBi().visit(KIM, WORKSPACE, 0)).isFalse();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void aGroupWithoutARoleIsTheCauseAndNotAnOldPicture() throws Exception {
    try (Microsoft microsoft = connect(false)) {
      assertThat(ask(microsoft)).isEqualTo(Cause.GROUP_WITHOUT_ROLE);
    }
  }

  @Test
  void whereTheGroupHasARoleThePictureIsOld() throws Exception {
    simulator.world().workspaces().grant(WORKSPACE, GROUP, AccessRight.VIEWER);
    try (Microsoft microsoft = connect(false)) {
      assertThat(ask(microsoft)).isEqualTo(Cause.POWER_BI_STALE);
      assertThat(ask(microsoft)).isEqualTo(Cause.POWER_BI_STALE);
    }
    assertThat(asTheApp()).isEqualTo(1);
  }

  @Test
  void whereAnotherGroupHasARoleThatMayHoldOursNothingIsProved() throws Exception {
    String outer = "b1b1b1b1-0000-4000-8000-000000000009";
    simulator.world().addGroup(outer, "Outer");
    simulator.world().nestGroup(outer, GROUP);
    simulator.world().workspaces().grant(WORKSPACE, outer, AccessRight.VIEWER);
    try (Microsoft microsoft = connect(false)) {
      assertThat(ask(microsoft)).isEqualTo(Cause.POWER_BI_STALE);
    }
  }

  @Test
  void whoHasARoleOfTheirOwnNeedsNoGroup() throws Exception {
    simulator.world().workspaces().grant(WORKSPACE, KIM, AccessRight.VIEWER);
    try (Microsoft microsoft = connect(false)) {
      assertThat(ask(microsoft)).isEqualTo(Cause.POWER_BI_STALE);
    }
  }

  @Test
  void aLicenceThatIsNeededAndMissingIsFoundByOneQuestionForEachLook() throws Exception {
    simulator.world().workspaces().grant(WORKSPACE, GROUP, AccessRight.VIEWER);
    simulator.world().workspaces().setOnCapacity(WORKSPACE, false);
    try (Microsoft microsoft = connect(true)) {
      assertThat(ask(microsoft)).isEqualTo(Cause.POWER_BI_STALE);
      assertThat(extra()).isEqualTo(1);
      assertThat(ask(microsoft)).isEqualTo(Cause.POWER_BI_STALE);
      assertThat(extra()).isEqualTo(2);
      assertThat(ask(microsoft)).isEqualTo(Cause.NO_LICENCE);
      assertThat(extra()).isEqualTo(3);
      assertThat(ask(microsoft)).isEqualTo(Cause.NO_LICENCE);
      assertThat(extra()).isEqualTo(3);
    }
  }

  @Test
  void onACapacityNobodyNeedsALicence() throws Exception {
    simulator.world().workspaces().grant(WORKSPACE, GROUP, AccessRight.VIEWER);
    assertThat(afterThreeLooks()).isEqualTo(Cause.POWER_BI_STALE);
  }

  @Test
  void aLicenceThatIsReadyIsEnough() throws Exception {
    simulator.world().workspaces().grant(WORKSPACE, GROUP, AccessRight.VIEWER);
    simulator.world().workspaces().setOnCapacity(WORKSPACE, false);
    simulator.world().licences().assign(KIM, Licence.PRO);
    assertThat(afterThreeLooks()).isEqualTo(Cause.POWER_BI_STALE);
  }

  @Test
  void whatTheApplicationMayNotAskIsNotAskedAgainAndChangesNothing() throws Exception {
    simulator.world().workspaces().revoke(WORKSPACE, APP);
    try (Microsoft microsoft = connect(false)) {
      assertThat(ask(microsoft)).isEqualTo(Cause.POWER_BI_STALE);
      assertThat(ask(microsoft)).isEqualTo(Cause.POWER_BI_STALE);
    }
    assertThat(asTheApp()).isEqualTo(1);
  }

  private Cause afterThreeLooks() throws Exception {
    try (Microsoft microsoft = connect(true)) {
      var unused = ask(microsoft);
      unused = ask(microsoft);
      return ask(microsoft);
    }
  }

  private Cause ask(Microsoft microsoft) throws Exception {
    String token =
        simulator.userToken(
            KIM, simulator.world().tenant().cloud().powerBiResource(), "Workspace.Read.All");
    looks++;
    Finding finding =
        microsoft
            .ask(
                new Question(
                    NAME, Stage.POWER_BI, new UserToken(token), Instant.now().plusSeconds(20)))
            .get(30, TimeUnit.SECONDS);
    return ((Finding.NotYet) finding).cause();
  }

  /** Everything but the looks in the person's name. */
  private long extra() {
    return asTheApp()
        + simulator.requests().to(Service.GRAPH).stream()
            .filter(request -> request.target().contains("licenseDetails"))
            .count();
  }

  private long asTheApp() {
    return simulator.requests().to(Service.POWER_BI_API).size() - looks;
  }

  private Microsoft connect(boolean licenceCheck) {
    return Microsoft.connect(
        new MicrosoftSettings(
            Cloud.custom(
                simulator.entraUrl(),
                simulator.graphUrl(),
                simulator.powerBiApiUrl(),
                simulator.powerBiScope(),
                List.of()),
            simulator.tenantId(),
            APP,
            TestSettings.secret("right"),
            List.of(GROUP),
            MicrosoftSettings.GroupMatch.ANY,
            simulator.trustStore(),
            () -> simulator.trustStorePassword().getBytes(StandardCharsets.UTF_8),
            null,
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            new WorkspaceSettings(WORKSPACE, Users.NO, licenceCheck),
            new AsUserSettings(WORKSPACE, AsUserSettings.TokenFor.POWER_BI, Duration.ofMinutes(2))),
        connections,
        InstantSource.system());
  }
}
