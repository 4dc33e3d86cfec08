package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.wire.Violation;
import io.github.powerbigate.simulator.wire.Violation.Rule;
import io.github.powerbigate.simulator.world.Cloud;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.PermissionRefresh;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.ServicePlan;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The Power BI REST API with a person's token (Microsoft facts §2.2 to §2.4, §2.6)")
final class PowerBiForPeopleTest {
  private static final String ADA = GraphTest.ADA;
  private static final String VIEWERS = GraphTest.VIEWERS;
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-00000000000a";
  private static final String OTHER = "c0c0c0c0-0000-4000-8000-00000000000b";
  private static final String REFRESH = "/RefreshUserPermissions";
  private static final Propagation FROZEN =
      Propagation.IMMEDIATE.withPowerBiFreeze(Duration.ofDays(1));

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.addGroup(VIEWERS, "Viewers");
    world.grantWorkspace(WORKSPACE, VIEWERS);
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"), FROZEN);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void aMemberSeesTheWorkspace() {
    world.addMember(VIEWERS, ADA);
    world.grantWorkspace(OTHER, GraphTest.STRANGE);

    assertThat(workspace().status()).isEqualTo(200);
    assertThat(workspace().json().path("id").asText()).isEqualTo(WORKSPACE);
    JsonNode all = ask("GET", "/groups").json();
    assertThat(all.path("value").findValuesAsText("id")).containsExactly(WORKSPACE);
  }

  @Test
  @DisplayName("§2.4: no access is 401 GroupNotAccessible in the header, whatever the workspace")
  void noAccessIsSaidInTheHeader() {
    for (String id : new String[] {WORKSPACE, OTHER, "no-guid"}) {
      Client.Answer refused = ask("GET", "/groups/" + id);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("x-powerbi-error-info")).isEqualTo("GroupNotAccessible");
      assertThat(refused.text()).isEmpty();
    }
    assertThat(ask("GET", "/groups").json().path("value")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Workspace.Read.All, 200", "Workspace.ReadWrite.All, 200", "Report.Read.All, 403"})
  void theScopeDecides(String scope, int status) {
    world.addMember(VIEWERS, ADA);
    String token = simulator.userToken(ADA, resource(), scope);

    assertThat(client.powerBi(token, "GET", "/groups", "").status()).isEqualTo(status);
    assertThat(client.powerBi(token, "GET", "/groups/" + WORKSPACE, "").status()).isEqualTo(status);
    assertThat(client.powerBi(token, "POST", REFRESH, "").status()).isEqualTo(status);
  }

  @Test
  @DisplayName("a question freezes the answer, as a visit in the browser does, and for it")
  void aQuestionFreezesTheAnswerForTheBrowserToo() {
    assertThat(workspace().status()).isEqualTo(401);
    world.addMember(VIEWERS, ADA, FROZEN);

    assertThat(workspace().status()).isEqualTo(401);
    assertThat(world.powerBi().visit(ADA, WORKSPACE, 0)).isFalse();
    world.forgetVisit(ADA);
    assertThat(workspace().status()).isEqualTo(200);
  }

  @Test
  void aVisitInTheBrowserFreezesTheAnswerForQuestionsToo() {
    assertThat(world.powerBi().visit(ADA, WORKSPACE, 0)).isFalse();
    world.addMember(VIEWERS, ADA, FROZEN);

    assertThat(workspace().status()).isEqualTo(401);
  }

  @Test
  @DisplayName("§2.3: staleness is permissive as well")
  void whoWasRemovedIsStillLetIn() {
    world.addMember(VIEWERS, ADA, FROZEN);
    assertThat(workspace().status()).isEqualTo(200);
    world.removeMember(VIEWERS, ADA);

    assertThat(workspace().status()).isEqualTo(200);
  }

  @Test
  @DisplayName("§2.3: a refresh is done after two minutes, in which nobody should ask")
  void aRefreshIsDoneAfterTwoMinutes() {
    assertThat(workspace().status()).isEqualTo(401);
    world.addMember(VIEWERS, ADA, FROZEN);
    Client.Answer refresh = ask("POST", REFRESH);
    assertThat(refresh.status()).isEqualTo(200);
    assertThat(refresh.text()).isEmpty();
    clock.pass(Duration.ofSeconds(119));
    assertThat(simulator.violations()).isEmpty();

    assertThat(workspace().status()).isEqualTo(401);
    assertThat(simulator.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.rule()).isEqualTo(Rule.TOO_EARLY_AFTER_REFRESH);
              assertThat(violation.request().target()).endsWith("/groups/" + WORKSPACE);
            });
    clock.pass(Duration.ofSeconds(1));
    assertThat(workspace().status()).isEqualTo(200);
    assertThat(simulator.violations()).hasSize(1);
  }

  @Test
  void theAnswerAfterARefreshIsKeptAgain() {
    ask("POST", REFRESH);
    clock.pass(Duration.ofMinutes(2));
    assertThat(workspace().status()).isEqualTo(401);
    world.addMember(VIEWERS, ADA, FROZEN);

    assertThat(workspace().status()).isEqualTo(401);
  }

  @Test
  void aRefreshMayTakeAnotherTime() {
    assertThat(workspace().status()).isEqualTo(401);
    world.addMember(VIEWERS, ADA, FROZEN);
    world.tenant().setRefreshTakes(Duration.ofMinutes(5));
    ask("POST", REFRESH);
    clock.pass(Duration.ofMinutes(5));

    assertThat(workspace().status()).isEqualTo(200);
    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  @DisplayName("§2.3: once an hour for each person, whichever app asks; then 429")
  void aRefreshIsToBeHadOnceAnHour() {
    assertThat(ask("POST", REFRESH).status()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(10));
    Client.Answer second = ask("POST", REFRESH);
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("Retry-After")).isEqualTo("3000");
    assertThat(second.json().path("message").asText()).contains("Retry in 3000 seconds.");
    world.addUser(User.member(GraphTest.STRANGE, "ben@portal.example", "Ben"));
    String bens = simulator.userToken(GraphTest.STRANGE, resource(), "Workspace.Read.All");
    assertThat(client.powerBi(bens, "POST", REFRESH, "").status()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(50));

    assertThat(ask("POST", REFRESH).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("the pause after a refused refresh is the person's own, and for refreshes alone")
  void theRefusedRefreshIsAPauseForRefreshesAlone() {
    ask("POST", REFRESH);
    clock.pass(Duration.ofMinutes(10));
    assertThat(ask("POST", REFRESH).status()).isEqualTo(429);
    clock.pass(Duration.ofSeconds(1));
    workspace();
    assertThat(simulator.violations()).isEmpty();
    ask("POST", REFRESH);

    assertThat(simulator.violations()).extracting(Violation::rule).containsExactly(Rule.TOO_EARLY);
  }

  @Test
  void theRefreshOfSomebodyElseIsNothingToOthers() {
    world.addUser(User.member(GraphTest.STRANGE, "ben@portal.example", "Ben"));
    ask("POST", REFRESH);
    String bens = simulator.userToken(GraphTest.STRANGE, resource(), "Workspace.Read.All");
    client.powerBi(bens, "GET", "/groups", "");

    assertThat(simulator.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"FORBIDDEN, 403", "MISSING, 404", "AVAILABLE, 200"})
  @DisplayName("§2.3: whether it is to be had in government clouds is not confirmed")
  void aRefreshMayNotBeToBeHad(PermissionRefresh availability, int status) {
    world.tenant().setCloud(Cloud.GCC);
    world.tenant().setPermissionRefresh(availability);

    assertThat(ask("POST", REFRESH).status()).isEqualTo(status);
    assertThat(world.powerBi().isRefreshing(ADA, clock.instant())).isEqualTo(status == 200);
  }

  @Test
  @DisplayName("§2.3: with an app's own token it does nothing for any person")
  void withAnAppsTokenItDoesNothingForAPerson() {
    world.apps().add(Client.APP, Client.SECRET);
    assertThat(workspace().status()).isEqualTo(401);
    world.addMember(VIEWERS, ADA, FROZEN);
    String own = client.powerBiToken();

    assertThat(client.powerBi(own, "POST", REFRESH, "").status()).isEqualTo(200);
    assertThat(client.powerBi(own, "POST", REFRESH, "").status()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(2));
    assertThat(workspace().status()).isEqualTo(401);
    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  @DisplayName("§2.6: without a capacity everybody needs a licence of this cloud that is set up")
  void withoutACapacityEverybodyNeedsALicence() {
    world.addMember(VIEWERS, ADA);
    assertThat(workspace().json().path("isOnDedicatedCapacity").asBoolean()).isTrue();
    world.workspaces().setOnCapacity(WORKSPACE, false);

    Client.Answer refused = workspace();
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.json().at("/error/code").asText()).isEqualTo("PowerBINotLicensedException");
    assertThat(refused.json().at("/error/pbi.error/code").asText())
        .isEqualTo("PowerBINotLicensedException");
    world.licences().assign(ADA, Licence.PRO.withStatus(ServicePlan.PENDING_PROVISIONING));
    assertThat(workspace().status()).isEqualTo(401);
    world.licences().assign(ADA, Licence.PRO_GCC);
    assertThat(workspace().status()).as("of another cloud").isEqualTo(401);
    world.licences().assign(VIEWERS, Licence.PREMIUM_PER_USER);
    assertThat(workspace().json().path("isOnDedicatedCapacity").asBoolean(true)).isFalse();
    world.workspaces().setOnCapacity(WORKSPACE, true);
    assertThat(workspace().json().path("isOnDedicatedCapacity").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§2.4, §3.4: what was revoked is met with a challenge, and a new sign-in with none")
  void whatWasRevokedIsMetWithAChallenge() {
    world.addMember(VIEWERS, ADA);
    String old = simulator.userToken(ADA, resource(), "Workspace.Read.All");
    assertThat(client.powerBi(old, "GET", "/groups", "").status()).isEqualTo(200);
    world.conditionalAccess().revokeSessions(ADA);

    assertChallenged(client.powerBi(old, "GET", "/groups", ""));
    assertThat(workspace().status()).isEqualTo(200);
  }

  @Test
  void theTokenOfADisabledOrDeletedAccountIsMetWithAChallenge() {
    String token = simulator.userToken(ADA, resource(), "Workspace.Read.All");
    world.setAccountEnabled(ADA, false);
    assertChallenged(client.powerBi(token, "GET", "/groups", ""));
    world.setAccountEnabled(ADA, true);
    world.deleteUser(ADA);
    assertChallenged(client.powerBi(token, "POST", REFRESH, ""));
  }

  @Test
  @DisplayName("§1.3: of a guest who has not accepted Power BI has no picture, and makes none")
  void aGuestWhoHasNotAcceptedSeesNothing() {
    User guest = world.invite("gus@else.example", "Gus", FROZEN);
    world.addMember(VIEWERS, guest.id(), FROZEN);
    String token = simulator.userToken(guest.id(), resource(), "Workspace.Read.All");
    assertThat(client.powerBi(token, "GET", "/groups/" + WORKSPACE, "").status()).isEqualTo(401);
    assertThat(client.powerBi(token, "GET", "/groups", "").json().path("value")).isEmpty();
    world.acceptInvitation(guest.id());

    assertThat(client.powerBi(token, "GET", "/groups/" + WORKSPACE, "").status()).isEqualTo(200);
  }

  @Test
  void aTokenOfAnotherCloudOrOneThatIsOverIsRefused() {
    String old = simulator.userToken(ADA, resource(), "Workspace.Read.All");
    world.tenant().setCloud(Cloud.GCC);
    Client.Answer foreign = client.powerBi(old, "GET", "/groups", "");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.header("x-powerbi-error-info")).isEqualTo("InvalidToken");
    assertThat(ask("GET", "/groups").status()).isEqualTo(200);
    world.tenant().setCloud(Cloud.PUBLIC);
    clock.pass(Duration.ofMinutes(90));

    Client.Answer over = client.powerBi(old, "GET", "/groups", "");
    assertThat(over.status()).isEqualTo(403);
    assertThat(over.json().at("/error/code").asText()).isEqualTo("TokenExpired");
  }

  @Test
  void aPersonCanDoNothingElseHere() {
    assertThat(ask("GET", "/groups/" + WORKSPACE + "/users").status()).isEqualTo(404);
    assertThat(ask("GET", "/admin/groups/" + WORKSPACE + "/users").status()).isEqualTo(404);
    assertThat(ask("GET", REFRESH).status()).isEqualTo(404);
  }

  @Test
  void graphTakesNoTokensOfPeople() {
    String token = simulator.userToken(ADA, simulator.graphUrl().toString(), "User.Read");

    Client.Answer refused = client.graph(token, "/v1.0/users/" + ADA);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().at("/error/code").asText()).isEqualTo("Authorization_RequestDenied");
  }

  private static void assertChallenged(Client.Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    String header = answer.header("WWW-Authenticate");
    assertThat(header).startsWith("Bearer ").contains("error=\"insufficient_claims\"");
    String claims = header.replaceFirst(".*claims=\"([^\"]+)\".*", "$1");
    assertThat(new String(Base64.getDecoder().decode(claims), StandardCharsets.UTF_8))
        .startsWith("{\"access_token\":");
  }

  private Client.Answer workspace() {
    return ask("GET", "/groups/" + WORKSPACE);
  }

  private Client.Answer ask(String method, String path) {
    String token = simulator.userToken(ADA, resource(), "Workspace.Read.All");
    return client.powerBi(token, method, path, "");
  }

  private String resource() {
    return simulator.powerBiScope().replace("/.default", "");
  }
}
