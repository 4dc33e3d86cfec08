package io.github.powerbigate.microsoft;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.WorkspaceSettings.Users;
import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.AccessRight;
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
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of a workspace's users, against the simulator. */
class WorkspaceUsersStageTest {

  private static final String APP = "a1a1a1a1-0000-4000-8000-000000000001";
  private static final String WORKSPACE = "c1c1c1c1-0000-4000-8000-000000000001";
  private static final String GROUP = "b1b1b1b1-0000-4000-8000-000000000001";
  private static final String KIM = "d1d1d1d1-0000-4000-8000-000000000001";
  private static final String LEE = "d1d1d1d1-0000-4000-8000-000000000002";
  private static final UserId NAME = new UserId(UserId.Form.AUTO, "kim@simulator.onmicrosoft.com");

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private final Connections connections = new Connections();

  @BeforeEach
  void fill() {
    simulator.world().apps().add(APP, "right", "User.Read.All");
    simulator.world().tenant().allow(PowerBiSetting.SERVICE_PRINCIPALS_MAY_CALL_PUBLIC_APIS);
    simulator.world().tenant().allow(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS);
    simulator.world().workspaces().grant(WORKSPACE, APP, AccessRight.VIEWER);
    simulator.world().addUser(User.member(KIM, NAME.value(), "Kim"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Users.class,
      names = {"LISTED", "LISTED_BY_ADMIN"})
  void whoHasARoleOfTheirOwnIsReadyAndNobodyElse(Users users) throws Exception {
    simulator.world().addUser(User.member(LEE, "lee@simulator.onmicrosoft.com", "Lee"));
    simulator.world().workspaces().grant(WORKSPACE, LEE, AccessRight.VIEWER);
    try (Microsoft microsoft = connect(users)) {
      assertThat(ask(microsoft, NAME)).isEqualTo(new Finding.NotYet(Cause.NOT_IN_WORKSPACE, false));
      assertThat(ask(microsoft, new UserId(UserId.Form.OBJECT_ID, LEE)))
          .isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void aGuestIsKnownByWhateverNameTheListHas() throws Exception {
    User guest =
        simulator.world().invite("greta@elsewhere.example", "Greta", Propagation.IMMEDIATE);
    simulator.world().workspaces().grant(WORKSPACE, guest.id(), AccessRight.VIEWER);
    try (Microsoft microsoft = connect(Users.LISTED)) {
      assertThat(ask(microsoft, new UserId(UserId.Form.AUTO, "greta@elsewhere.example")))
          .isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void oneListServesAllAndIsReadToItsLastPage() throws Exception {
    for (int i = 0; i < 560; i++) {
      String id = "e1e1e1e1-0000-4000-8000-%012d".formatted(i);
      simulator.world().addUser(User.member(id, "user" + i + "@simulator.onmicrosoft.com", "U"));
      simulator.world().workspaces().grant(WORKSPACE, id, AccessRight.VIEWER);
    }
    try (Microsoft microsoft = connect(Users.LISTED)) {
      for (int i : List.of(0, 499, 500, 559)) {
        UserId name = new UserId(UserId.Form.UPN, "user" + i + "@simulator.onmicrosoft.com");
        assertThat(ask(microsoft, name)).as("user " + i).isInstanceOf(Finding.Ready.class);
      }
    }
    assertThat(lists()).isEqualTo(2);
  }

  @Test
  void theAdminApiIsAskedAtItsPaceByAllGatesTogether() throws Exception {
    FakeClock time = new FakeClock();
    try (Microsoft one = connect(Users.LISTED_BY_ADMIN, time);
        Microsoft other = connect(Users.LISTED_BY_ADMIN, time)) {
      assertThat(ask(one, NAME)).isInstanceOf(Finding.NotYet.class);
      Finding early = ask(other, NAME);
      assertThat(early).isInstanceOf(Finding.Throttled.class);
      assertThat(early.retryAfter()).isEqualTo(AdminPace.BETWEEN);
      time.advance(AdminPace.BETWEEN);
      assertThat(ask(other, NAME)).isInstanceOf(Finding.NotYet.class);
      // Its own pace is used up by the other; what it knows is a little old, and still says no.
      assertThat(ask(one, NAME)).isInstanceOf(Finding.NotYet.class);
      assertThat(lists()).isEqualTo(2);
    }
  }

  @Test
  void anOldListDoesNotServeWhereNoNewOneCanBeHad() throws Exception {
    FakeClock time = new FakeClock();
    simulator.world().workspaces().grant(WORKSPACE, KIM, AccessRight.VIEWER);
    try (Microsoft microsoft = connect(Users.LISTED_BY_ADMIN, time)) {
      assertThat(ask(microsoft, NAME)).isInstanceOf(Finding.Ready.class);
      simulator.world().tenant().forbid(PowerBiSetting.SERVICE_PRINCIPALS_MAY_READ_ADMIN_APIS);
      time.advance(AdminPace.BETWEEN.multipliedBy(3));
      assertThat(ask(microsoft, NAME)).isInstanceOf(Finding.Misconfigured.class);
      time.advance(Duration.ofSeconds(5));
      assertThat(ask(microsoft, NAME)).isInstanceOf(Finding.Misconfigured.class);
    }
  }

  @Test
  void anAppWithoutARoleIsToldSoAtTheStart() throws Exception {
    simulator.world().workspaces().revoke(WORKSPACE, APP);
    try (Microsoft microsoft = connect(Users.LISTED)) {
      Finding found = microsoft.firstContact().get(30, TimeUnit.SECONDS).orElseThrow();
      assertThat(found).isInstanceOf(Finding.Misconfigured.class);
      assertThat(((Finding.Misconfigured) found).trouble().cause())
          .isEqualTo(Cause.WORKSPACE_CLOSED);
    }
  }

  @Test
  void whereGroupsHaveRolesTheOperatorIsTold() throws Exception {
    simulator.world().addGroup(GROUP, "Viewers");
    simulator.world().workspaces().grant(WORKSPACE, GROUP, AccessRight.VIEWER);
    logs.expect(Level.WARNING, "Groups have roles in the workspace of workspaceId.");
    try (Microsoft microsoft = connect(Users.LISTED)) {
      assertThat(microsoft.firstContact().get(30, TimeUnit.SECONDS)).isEmpty();
      assertThat(ask(microsoft, NAME)).isInstanceOf(Finding.NotYet.class);
      assertThat(logs.messages(Level.WARNING)).hasSize(1);
    }
  }

  private long lists() {
    return simulator.requests().to(Service.POWER_BI_API).stream()
        .filter(request -> request.target().contains("/users"))
        .count();
  }

  private static Finding ask(Microsoft microsoft, UserId user) throws Exception {
    return microsoft
        .ask(new Question(user, Stage.GROUP, null, Instant.now().plusSeconds(20)))
        .get(30, TimeUnit.SECONDS);
  }

  private Microsoft connect(Users users) {
    return connect(users, InstantSource.system());
  }

  private Microsoft connect(Users users, InstantSource clock) {
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
            List.of(),
            MicrosoftSettings.GroupMatch.ANY,
            simulator.trustStore(),
            () -> simulator.trustStorePassword().getBytes(StandardCharsets.UTF_8),
            null,
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            new WorkspaceSettings(WORKSPACE, users, false),
            null),
        connections,
        clock);
  }
}
