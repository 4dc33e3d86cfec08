package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Power BI keeps what it found until the next sign-in (Microsoft facts §2.2, §2.3, §5)")
final class PermissionCacheTest {
  private static final String ADA = GraphTest.ADA;
  private static final String BEN = GraphTest.GUEST;
  private static final String VIEWERS = GraphTest.VIEWERS;
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";
  private static final Propagation FROZEN =
      Propagation.IMMEDIATE.withPowerBiFreeze(Duration.ofDays(1));

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new SettableClock()));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.addGroup(VIEWERS, "Viewers");
    world.grantWorkspace(WORKSPACE, VIEWERS);
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"), FROZEN);
    world.addUser(User.member(BEN, "ben@portal.example", "Ben"), FROZEN);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void whoLooksBeforeJoiningGoesOnBeingRefused() {
    assertThat(sees(ADA)).isFalse();
    world.addMember(VIEWERS, ADA, FROZEN);

    assertThat(sees(ADA)).isFalse();
  }

  @Test
  void aSignInLooksAgain() {
    assertThat(sees(ADA)).isFalse();
    world.addMember(VIEWERS, ADA, FROZEN);
    signIn("ada@portal.example");

    assertThat(sees(ADA)).isTrue();
  }

  @Test
  @DisplayName("§2.3: who was removed keeps access until the next sign-in")
  void whoWasRemovedKeepsAccessUntilTheNextSignIn() {
    world.addMember(VIEWERS, ADA, FROZEN);
    assertThat(sees(ADA)).isTrue();
    world.removeMember(VIEWERS, ADA);

    assertThat(sees(ADA)).isTrue();
    signIn(ADA);
    assertThat(sees(ADA)).isFalse();
  }

  @Test
  @DisplayName("§2.2: a role taken from a group in the workspace is kept as long")
  void aRoleTakenAwayIsKeptAsLong() {
    world.addMember(VIEWERS, ADA, FROZEN);
    assertThat(sees(ADA)).isTrue();
    world.workspaces().revoke(WORKSPACE, VIEWERS);

    assertThat(sees(ADA)).isTrue();
    signIn(ADA);
    assertThat(sees(ADA)).isFalse();
  }

  @Test
  void theSignInOfSomebodyElseChangesNothing() {
    assertThat(sees(ADA)).isFalse();
    world.addMember(VIEWERS, ADA, FROZEN);
    signIn(BEN);

    assertThat(sees(ADA)).isFalse();
  }

  @Test
  void aHintWithoutASessionIsASignIn() {
    assertThat(sees(ADA)).isFalse();
    world.addMember(VIEWERS, ADA, FROZEN);

    assertThat(visit("?login_hint=" + ADA, ADA).status()).isEqualTo(403);
    assertThat(visit("?login_hint=" + ADA, BEN).status()).isEqualTo(200);
  }

  @Test
  void afterASignInTheNextVisitFreezesAgain() {
    signIn(ADA);
    assertThat(sees(ADA)).isFalse();
    world.addMember(VIEWERS, ADA, FROZEN);

    assertThat(sees(ADA)).isFalse();
  }

  private void signIn(String named) {
    Client.Answer answer =
        client.get(simulator.powerBiWebUrl().resolve("/signin?as=" + Client.encode(named)));
    assertThat(answer.status()).isEqualTo(303);
  }

  private boolean sees(String person) {
    return visit("", person).status() == 200;
  }

  private Client.Answer visit(String query, String remembered) {
    return client.get(
        URI.create(simulator.powerBiWebUrl() + "/groups/" + WORKSPACE + "/list" + query),
        "Cookie",
        PowerBiWeb.PERSON_COOKIE + "=" + remembered);
  }
}
