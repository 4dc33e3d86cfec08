package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.wire.Violation;
import io.github.powerbigate.simulator.wire.Violation.Rule;
import io.github.powerbigate.simulator.world.Cloud;
import io.github.powerbigate.simulator.world.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What clients must not do (Microsoft facts §1.1, §1.3, §1.6, §3.1)")
final class ViolationsTest {
  private static final String OTHER_APP = "a1a1a1a1-0000-4000-8000-000000000002";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Client client = new Client(simulator);
  private String token = "";

  @BeforeEach
  void fillTheTenant() {
    simulator
        .world()
        .apps()
        .add(Client.APP, Client.SECRET, "User.Read.All", "GroupMember.Read.All");
    simulator.world().apps().add(OTHER_APP, "other-secret", "User.Read.All");
    simulator.world().addUser(User.member(GraphTest.ADA, "ada@portal.example", "Ada"));
    simulator
        .world()
        .addUser(
            User.guest(
                GraphTest.GUEST, "gus@else.example", "Gus", simulator.world().tenantDomain()));
    token = client.graphToken();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void whoeverBehavesBreaksNoRule() {
    client.graph(token, "/v1.0/users/gus_else.example%23EXT%23@" + tenantDomain());
    client.graph(token, "/v1.0/users('gus_else.example%23EXT%23@" + tenantDomain() + "')");
    client.graph(token, "/v1.0/users/nobody");
    client.graph(token, "/v1.0/users?$filter=mail%20eq%20'gus@else.example'&$select=id");
    client.graph("", "/v1.0/users");
    client.graph("rubbish", "/v1.0/users");
    check(20);
    client.get(simulator.powerBiApiUrl().resolve("/v1.0/myorg/groups"));

    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  void aTokenForAnotherServiceIsOne() {
    Map<String, String> form = client.secretGrant();
    form.put("scope", simulator.powerBiScope());
    String forPowerBi = client.token(form).json().path("access_token").asText();
    String groups = "/v1.0/myorg/groups";

    client.get(simulator.powerBiApiUrl().resolve(groups), "Authorization", "Bearer " + forPowerBi);
    assertThat(simulator.violations()).isEmpty();
    client.get(simulator.powerBiApiUrl().resolve(groups), "Authorization", "Bearer " + token);
    client.graph(forPowerBi, "/v1.0/users/" + GraphTest.ADA);

    assertRules(Rule.WRONG_AUDIENCE, Rule.WRONG_AUDIENCE);
    Violation second = simulator.violations().get(1);
    assertThat(second.request().service()).isEqualTo(Service.GRAPH);
    assertThat(second.request().target()).isEqualTo("/v1.0/users/" + GraphTest.ADA);
    assertThat(second.request().status()).isEqualTo(401);
  }

  @Test
  @DisplayName("§4: each cloud has a resource of its own")
  void aTokenForTheCloudThatTheTenantHasLeftIsOne() {
    String ofOld = client.powerBiToken();
    simulator.world().tenant().setCloud(Cloud.GCC);

    client.powerBi(client.powerBiToken(), "GET", "/groups", "");
    assertThat(simulator.violations()).isEmpty();
    client.powerBi(ofOld, "GET", "/groups", "");

    assertRules(Rule.WRONG_AUDIENCE);
  }

  @Test
  void twentyOneIdsAreOne() {
    assertThat(check(21).status()).isEqualTo(400);

    assertRules(Rule.TOO_MANY_IDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1.0/users/gus_else.example", "/v1.0/users('gus_else.example"})
  @DisplayName("§1.3: what a server sees of users/gus_else.example#EXT#@tenant/checkMemberGroups")
  void aNameThatIsCutAtItsNumberSignIsOne(String path) {
    client.graph(token, path);
    client.postToGraph(token, path, "{}");

    assertRules(Rule.UNENCODED_NUMBER_SIGN, Rule.UNENCODED_NUMBER_SIGN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1.0/users/gus",
        "/v1.0/users/gus_else.example@portal.example",
        "/v1.0/users/ada_portal.example",
        "/v1.0/users/gus_else.example/checkMemberGroups",
        "/v1.0/groups/gus_else.example"
      })
  void aNameThatIsMerelyUnknownIsNone(String path) {
    client.graph(token, path);

    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  @DisplayName("§1.6: asking again before Retry-After is over")
  void askingTooEarlyIsOne() {
    simulator.faults().play(Service.GRAPH, Fault.throttled("2.128"), 1);
    ada();

    // It may have been on its way when the refusal left.
    ada();
    assertThat(simulator.violations()).isEmpty();
    clock.pass(Duration.ofMillis(2127));
    ada();
    assertRules(Rule.TOO_EARLY);
    assertThat(simulator.violations().get(0).request().status()).isEqualTo(200);
    clock.pass(Duration.ofMillis(1));
    ada();
    assertRules(Rule.TOO_EARLY);
  }

  @Test
  void aPauseIsForOneAppAtOneService() {
    simulator.faults().play(Service.GRAPH, Fault.throttled("60"), 1);
    ada();
    clock.pass(Duration.ofSeconds(30));

    Map<String, String> form = client.secretGrant();
    form.put("client_id", OTHER_APP);
    form.put("client_secret", "other-secret");
    client.graph(
        client.token(form).json().path("access_token").asText(), "/v1.0/users/" + GraphTest.ADA);
    assertThat(simulator.violations()).isEmpty();

    simulator.faults().play(Service.ENTRA, Fault.status(503, "60"), 1);
    client.token(form);
    clock.pass(Duration.ofSeconds(30));
    client.graphToken();
    assertThat(simulator.violations()).isEmpty();
    client.token(form);
    assertRules(Rule.TOO_EARLY);
  }

  @Test
  void whoeverAsksOnAndOnIsSeenAllTheTime() {
    simulator.faults().play(Service.GRAPH, Fault.throttled("1"));
    for (int i = 0; i < 20; i++) {
      ada();
      clock.pass(Duration.ofMillis(100));
    }

    assertThat(simulator.violations()).hasSize(15);
  }

  @Test
  void anEarnedPauseCountsAsAPlayedOne() {
    try (Simulator small =
        Simulator.start(SimulatorSettings.defaults().withClock(clock).withResourceUnits(1))) {
      small.world().apps().add(Client.APP, Client.SECRET, "User.Read.All");
      Client hasty = new Client(small);
      String itsToken = hasty.graphToken();
      assertThat(hasty.graph(itsToken, "/v1.0/users").status()).isEqualTo(429);
      clock.pass(Duration.ofSeconds(1));

      hasty.graph(itsToken, "/v1.0/users");

      assertThat(small.violations()).extracting(Violation::rule).containsExactly(Rule.TOO_EARLY);
    }
  }

  @Test
  void aSecretInAnAddressIsOne() {
    client.graph(token, "/v1.0/users?access_token=x");
    client.graph(token, "/v1.0/users?x=" + token);
    client.graph(token, "/v1.0/users/" + Client.SECRET);
    client.get(simulator.powerBiWebUrl().resolve("/signin?client_secret=x"));
    client.get(simulator.entraUrl().resolve("/x?client%5Fassertion=x"));

    assertThat(simulator.violations())
        .hasSize(5)
        .extracting(Violation::rule)
        .containsOnly(Rule.SECRET_IN_URL);
  }

  @Test
  void whatIsToldOfASecretInAnAddressIsWithoutIt() {
    simulator.world().apps().setSecret(Client.APP, "right-secret&more", Instant.MAX);

    client.graph(token, "/v1.0/users?access_token=ab%26cd&$top=1");
    client.graph(token, "/v1.0/users?x=" + token + "&$top=1");
    client.graph(token, "/v1.0/users/" + Client.SECRET + "/right%2Dsecret%26more?$top=1");
    client.get(simulator.powerBiWebUrl().resolve("/signin?return=%2Fx%3Fpassword%3Dx"));
    client.graph(token, "/v1.0/users/a%20person?$top=1");

    assertThat(simulator.violations())
        .extracting(it -> it.request().target())
        .containsExactly(
            "/v1.0/users?access_token=(left out)",
            "/v1.0/users?x=(left out)&$top=1",
            "/v1.0/users/(left out)/(left out)?$top=1",
            "/signin?return=/x?password=(left out)");
    assertThat(simulator.requests().to(Service.GRAPH))
        .extracting(LoggedRequest::target)
        .containsExactly(
            "/v1.0/users?access_token=(left out)",
            "/v1.0/users?x=(left out)&$top=1",
            "/v1.0/users/(left out)/(left out)?$top=1",
            "/v1.0/users/a%20person?$top=1");
  }

  @Test
  void oneRequestCanBreakTwoRules() {
    client.postToGraph(
        token, "/v1.0/users/x/checkMemberGroups?password=x", "{\"ids\":" + ids(21) + "}");

    assertRules(Rule.TOO_MANY_IDS, Rule.SECRET_IN_URL);
  }

  @Test
  void whoeverClearsTheLogKeepsTheViolations() {
    check(21);

    simulator.requests().clear();

    assertRules(Rule.TOO_MANY_IDS);
  }

  @Test
  void theControlApiTellsThemToo() {
    check(21);

    JsonNode told =
        client
            .get(
                simulator.controlUrl().resolve("/api/violations"),
                "X-Simulator-Token",
                simulator.controlToken())
            .json();

    assertThat(told).hasSize(1);
    assertThat(told.at("/0/rule").asText()).isEqualTo("TOO_MANY_IDS");
    assertThat(told.at("/0/target").asText()).endsWith("/checkMemberGroups");
    assertThat(told.at("/0/status").asInt()).isEqualTo(400);
    assertThat(told.toString()).doesNotContain(token);
  }

  private void assertRules(Rule... rules) {
    assertThat(simulator.violations()).extracting(Violation::rule).containsExactly(rules);
  }

  private void ada() {
    client.graph(token, "/v1.0/users/" + GraphTest.ADA);
  }

  private Client.Answer check(int ids) {
    return client.postToGraph(
        token,
        "/v1.0/users/" + GraphTest.ADA + "/checkMemberGroups",
        "{\"groupIds\":" + ids(ids) + "}");
  }

  private static String ids(int number) {
    return "[" + String.join(",", Collections.nCopies(number, '"' + GraphTest.VIEWERS + '"')) + "]";
  }

  private String tenantDomain() {
    return simulator.world().tenantDomain();
  }
}
