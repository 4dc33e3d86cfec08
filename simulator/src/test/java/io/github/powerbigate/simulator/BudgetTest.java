package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.User;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Throttling that is earned (Microsoft facts §1.6)")
final class BudgetTest {
  private static final int LIMIT = 20;
  private static final String OTHER_APP = "a1a1a1a1-0000-4000-8000-000000000002";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock).withResourceUnits(LIMIT));
  private final Client client = new Client(simulator);
  private String token = "";

  @BeforeEach
  void fillTheTenant() {
    simulator
        .world()
        .apps()
        .add(Client.APP, Client.SECRET, "User.Read.All", "GroupMember.Read.All");
    simulator.world().apps().add(OTHER_APP, Client.SECRET, "User.Read.All");
    simulator.world().addUser(User.member(GraphTest.ADA, "ada@portal.example", "Ada"));
    token = client.graphToken();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1.0/users/ada@portal.example, 2",
    "GET, /v1.0/users/ada@portal.example?$select=id, 1",
    "GET, /v1.0/users?$top=100, 2",
    "GET, /v1.0/users?$top=19, 1",
    "GET, /v1.0/users?$top=20, 2",
    "GET, /v1.0/users?$top=5&$select=id, 1",
    "POST, /v1.0/users/ada@portal.example/checkMemberGroups, 4",
    "POST, /v1.0/users('ada@portal.example')/checkMemberGroups, 4",
    "POST, /v1.0/users/ada@portal.example/checkMemberObjects, 4",
    "POST, /v1.0/users/ada@portal.example/getMemberGroups, 2",
    "GET, /v1.0/users/ada@portal.example/licenseDetails, 2",
    "GET, /v1.0/users/ada@portal.example/transitiveMemberOf?$select=id, 1",
    "GET, /v1.0/users/ada@portal.example/transitiveMemberOf/microsoft.graph.group, 2",
    "GET, /v1.0/groups/9109b000-0000-4000-8000-000000000001/members, 3",
    "GET, /v1.0/groups/9109b000-0000-4000-8000-000000000001/members?$select=id&$top=5, 1",
    "GET, /v1.0/groups/9109b000-0000-4000-8000-000000000001/transitiveMembers, 5",
    "GET, /v1.0/groups/9109b000-0000-4000-8000-000000000001, 1",
    "POST, /v1.0/invitations, 1",
  })
  void everyAnswerSaysWhatTheRequestCost(String method, String path, String units) {
    Client.Answer answer =
        method.equals("GET") ? client.graph(token, path) : client.postToGraph(token, path, "{}");

    assertThat(answer.header("x-ms-resource-unit")).isEqualTo(units);
    assertThat(simulator.budget().of(Client.APP).units()).isEqualTo(Long.parseLong(units));
  }

  @Test
  void whoeverHasNoGoodTokenSpendsNothing() {
    assertThat(client.graph("rubbish", "/v1.0/users").header("x-ms-resource-unit")).isEmpty();
    assertThat(simulator.budget().of(Client.APP).requests()).isZero();
  }

  @Test
  void fromFourFifthsOnEveryAnswerSaysHowFullTheBucketIs() {
    spend(15);
    assertThat(ask().header("x-ms-throttle-limit-percentage")).isEqualTo("0.80");
    assertThat(ask().header("x-ms-throttle-limit-percentage")).isEqualTo("0.85");
    clock.pass(Duration.ofSeconds(5));
    assertThat(ask().header("x-ms-throttle-limit-percentage")).isEmpty();
  }

  @Test
  void whatOverflowsIsThrottledForTheWholeAppAndForNoOther() {
    spend(LIMIT);

    Client.Answer answer = ask();

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("TooManyRequests");
    assertThat(answer.header("x-ms-throttle-scope"))
        .isEqualTo("Tenant_Application/ReadWrite/" + Client.APP + "/" + simulator.tenantId());
    assertThat(answer.header("x-ms-throttle-information")).isEqualTo("ResourceUnitLimitExceeded");
    assertThat(answer.header("x-ms-throttle-limit-percentage")).isEqualTo("1.05");
    assertThat(answer.header("x-ms-resource-unit")).isEqualTo("1");
    assertThat(client.graph(token, "/v1.0/groups/" + GraphTest.VIEWERS).status()).isEqualTo(429);
    assertThat(client.graph(tokenOf(OTHER_APP), "/v1.0/users?$select=id").status()).isEqualTo(200);
  }

  @Test
  void afterRetryAfterTheSameRequestFits() {
    spend(LIMIT);
    Client.Answer refused = check();
    assertThat(refused.status()).isEqualTo(429);
    // 24 units are in the bucket; 4 more fit when 8 of them are gone, at 2 units a second.
    assertThat(refused.header("Retry-After")).isEqualTo("4.000");

    clock.pass(Duration.ofSeconds(4));

    assertThat(check().status()).isNotEqualTo(429);
  }

  @Test
  void requestsMadeWhileThrottledCountToo() {
    spend(LIMIT);
    assertThat(ask().header("Retry-After")).isEqualTo("1.000");
    assertThat(ask().header("Retry-After")).isEqualTo("1.500");
    assertThat(ask().header("Retry-After")).isEqualTo("2.000");
    assertThat(ask().header("Retry-After")).isEqualTo("2.500");
  }

  @Test
  void theBucketNeverHoldsMoreThanNineFifthsOfTheLimit() {
    spend(5 * LIMIT);

    Client.Answer answer = ask();

    assertThat(answer.header("x-ms-throttle-limit-percentage")).isEqualTo("1.80");
    assertThat(answer.header("Retry-After")).isEqualTo("8.500");
    clock.pass(Duration.ofMillis(8500));
    assertThat(ask().status()).isEqualTo(200);
  }

  @Test
  void aSteadyPaceBelowTheLimitIsNeverThrottled() {
    for (int second = 0; second < 60; second++) {
      assertThat(ask().status()).isEqualTo(200);
      assertThat(ask().status()).isEqualTo(200);
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(simulator.budget().of(Client.APP).refused()).isZero();
  }

  @Test
  void theBudgetTellsWhatWasSpent() {
    spend(LIMIT);
    assertThat(check().status()).isEqualTo(429);
    clock.pass(Duration.ofSeconds(5));

    Budget.Spent spent = simulator.budget().of(Client.APP.toUpperCase(Locale.ROOT));

    assertThat(spent).isEqualTo(new Budget.Spent(24, 21, 1, 14, 24));
    assertThat(simulator.budget().limit()).isEqualTo(LIMIT);
    clock.pass(Duration.ofSeconds(7));
    assertThat(simulator.budget().of(Client.APP).inWindow()).isZero();
    assertThat(simulator.budget().of(OTHER_APP)).isEqualTo(new Budget.Spent(0, 0, 0, 0, 0));
  }

  @Test
  void aPlayedRefusalCostsNothing() {
    simulator.faults().play(Service.GRAPH, Fault.throttled("1"), 1);

    assertThat(ask().header("x-ms-throttle-information")).isEqualTo("ResourceUnitLimitExceeded");
    assertThat(simulator.budget().of(Client.APP).units()).isZero();
  }

  @Test
  void theTenantIsALargeOneUnlessSaidOtherwise() {
    SimulatorSettings settings = SimulatorSettings.defaults();
    assertThat(settings.frontDoor().resourceUnits()).isEqualTo(8_000);
    assertThat(settings.withResourceUnits(Budget.SMALL_TENANT).frontDoor().resourceUnits())
        .isEqualTo(3_500);
    assertThatThrownBy(() -> settings.withResourceUnits(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("resourceUnits");
  }

  private void spend(int units) {
    for (int i = 0; i < units; i++) {
      ask();
    }
  }

  private Client.Answer ask() {
    return client.graph(token, "/v1.0/users/" + GraphTest.ADA + "?$select=id");
  }

  private Client.Answer check() {
    return client.postToGraph(
        token, "/v1.0/users/" + GraphTest.ADA + "/checkMemberGroups", "{\"groupIds\":[]}");
  }

  private String tokenOf(String app) {
    Map<String, String> form = client.secretGrant();
    form.put("client_id", app);
    return client.token(form).json().path("access_token").asText();
  }
}
