package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.powerbigate.simulator.scenario.Scenario;
import io.github.powerbigate.simulator.world.PersonState;
import io.github.powerbigate.simulator.world.User;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Starts from the very file that the documentation shows. */
@DisplayName("The scenario file")
final class ScenarioTest {
  static final Path EXAMPLE = Path.of("..", "docs", "scenario.json");

  private static final String VIEWERS = "b0b0b0b0-0000-4000-8000-000000000002";
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000002";
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void theExampleMakesTenantAppsAndGroups() {
    try (Simulator simulator = start()) {
      Client client = new Client(simulator);

      assertThat(simulator.tenantId()).isEqualTo("5e1f0a7e-0000-4000-8000-7e4a47000002");
      assertThat(simulator.world().tenantDomain()).isEqualTo("contoso.onmicrosoft.com");
      assertThat(simulator.world().replicas()).isEqualTo(3);
      assertThat(simulator.world().directory().groups())
          .extracting("displayName", "hidden")
          .satisfiesExactly(
              apps -> assertThat(apps.toList()).containsExactly("Apps for administration", false),
              auditors -> assertThat(auditors.toList()).containsExactly("Auditors", true),
              north -> assertThat(north.toList()).containsExactly("North region", false),
              viewers -> assertThat(viewers.toList()).containsExactly("Report viewers", false));
      assertThat(client.token(grant(simulator, "the-gates-secret")).status()).isEqualTo(200);
      assertThat(client.token(grant(simulator, "the-gates-old-secret")).text())
          .contains("AADSTS7000222");
    }
  }

  @Test
  void theExampleMakesPeopleOfEveryKind() {
    try (Simulator simulator = start()) {
      User lea = user(simulator, "lea@contoso.onmicrosoft.com");
      User gus = user(simulator, "gus_elsewhere.example#EXT#@contoso.onmicrosoft.com");
      User greta = user(simulator, "greta_elsewhere.example#EXT#@contoso.onmicrosoft.com");

      assertThat(simulator.world().users()).hasSize(8);
      assertThat(lea.isGuest()).isFalse();
      assertThat(lea.mail()).isEqualTo("lea@contoso.onmicrosoft.com");
      assertThat(user(simulator, "dan@contoso.onmicrosoft.com").accountEnabled()).isFalse();
      assertThat(gus.externalUserState()).isEqualTo("Accepted");
      assertThat(gus.otherMails()).containsExactly("gus@elsewhere.example", "gus@private.example");
      assertThat(greta.externalUserState()).isEqualTo("PendingAcceptance");
      assertThat(greta.createdDateTime()).isEqualTo(TEN);
    }
  }

  @Test
  void theMembershipsOfTheExampleSpreadByItsVirtualClock() {
    try (Simulator simulator = start()) {
      PersonState greta = state(simulator, "greta");
      assertThat(greta.known()).containsExactly(true, false, false);
      assertThat(greta.indexed()).isFalse();
      assertThat(greta.groups().get(VIEWERS)).containsExactly(false, false, false);

      simulator.clock().advance(Duration.ofSeconds(30));

      PersonState later = state(simulator, "greta");
      assertThat(later.known()).containsExactly(true, true, true);
      assertThat(later.indexed()).isTrue();
      assertThat(later.groups().get(VIEWERS)).containsExactly(true, true, false);
    }
  }

  @Test
  void theExampleHasFlappingReplicasAndNestedGroups() {
    try (Simulator simulator = start()) {
      String nora = user(simulator, "nora@contoso.onmicrosoft.com").id();
      assertThat(simulator.world().directory().groupsOf(nora, 0)).hasSize(2).contains(VIEWERS);

      simulator.clock().advance(Duration.ofSeconds(5));

      assertThat(state(simulator, "flo").groups().get(VIEWERS)).containsExactly(false, true, false);
      simulator.clock().set(TEN.plusSeconds(60));
      assertThat(state(simulator, "flo").groups().get(VIEWERS)).containsExactly(true, true, true);
    }
  }

  @Test
  void theWorkspaceOfTheExampleOpensForWhoeverWasGivenIt() {
    try (Simulator simulator = start()) {
      String olga = user(simulator, "olga@contoso.onmicrosoft.com").id();
      String lea = user(simulator, "lea@contoso.onmicrosoft.com").id();
      String greta = user(simulator, "greta_elsewhere.example#EXT#@contoso.onmicrosoft.com").id();

      assertThat(simulator.world().powerBi().visit(olga, WORKSPACE, 0)).isTrue();
      assertThat(simulator.world().powerBi().visit(lea, WORKSPACE, 0)).isTrue();
      assertThat(simulator.world().powerBi().visit(greta, WORKSPACE, 0)).isFalse();
      simulator.clock().advance(Duration.ofSeconds(59));
      assertThat(simulator.world().powerBi().visit(greta, WORKSPACE, 0)).as("frozen").isFalse();
      simulator.clock().advance(Duration.ofSeconds(1));
      assertThat(simulator.world().powerBi().visit(greta, WORKSPACE, 0)).isTrue();
    }
  }

  @Test
  void theFaultOfTheExampleIsInPlayFromTheStart() {
    try (Simulator simulator = start()) {
      Client client = new Client(simulator);
      String token =
          client.token(grant(simulator, "the-gates-secret")).json().path("access_token").asText();

      assertThat(client.graph(token, "/v1.0/users").header("Retry-After")).isEqualTo("2.128");
      assertThat(client.graph(token, "/v1.0/groups/" + VIEWERS).status()).isEqualTo(200);
      assertThat(client.graph(token, "/v1.0/users").status()).isEqualTo(429);
      assertThat(client.graph(token, "/v1.0/users").status()).isEqualTo(200);
    }
  }

  @Test
  void whatAppsWriteSpreadsAsTheExampleSays() {
    try (Simulator simulator = start()) {
      simulator.faults().clear();
      Client client = new Client(simulator);
      Map<String, String> form = grant(simulator, "the-portals-secret");
      form.put("client_id", "a0a0a0a0-0000-4000-8000-000000000003");
      String token = client.token(form).json().path("access_token").asText();

      for (String name : List.of("ida@new.example", "sam@slow.example")) {
        client.postToGraph(
            token,
            "/v1.0/invitations",
            "{\"invitedUserEmailAddress\":\"%s\",\"inviteRedirectUrl\":\"http://localhost/\"}"
                .formatted(name));
      }

      assertThat(state(simulator, "ida").known()).containsExactly(true, false, false);
      assertThat(state(simulator, "sam").known()).containsExactly(false, false, false);
      simulator.clock().advance(Duration.ofSeconds(5));
      assertThat(state(simulator, "ida").known()).containsExactly(true, true, true);
      assertThat(state(simulator, "sam").known()).containsExactly(false, false, false);
    }
  }

  @Test
  void theExampleNamesToAGateItsAppAndGroup() {
    try (Simulator simulator = start()) {
      assertThat(simulator.gateSettings())
          .containsEntry("clientId", "a0a0a0a0-0000-4000-8000-000000000002")
          .containsEntry("clientSecret", "the-gates-secret")
          .containsEntry("groupId", VIEWERS);
    }
  }

  @Test
  void twoStartsWithOneSeedGiveTheSameAnswers() {
    assertThat(answers(7)).isEqualTo(answers(7));
  }

  @Test
  void anotherSeedGivesOtherAnswers() {
    assertThat(answers(8)).isNotEqualTo(answers(7));
  }

  @Test
  void whatIsSetAfterTheScenarioBeatsIt() {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withSeed(1)
            .withScenario(Scenario.read(EXAMPLE))
            .withReplicas(5, SimulatorSettings.ReplicaChoice.BY_CONNECTION);

    assertThat(settings.seed()).isEqualTo(7);
    assertThat(settings.replicas()).isEqualTo(5);
    assertThat(settings.replicaChoice()).isEqualTo(SimulatorSettings.ReplicaChoice.BY_CONNECTION);
  }

  @Test
  void withoutAVirtualClockThereIsNothingToMove() {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
      assertThatThrownBy(simulator::clock).isInstanceOf(IllegalStateException.class);
    }
  }

  /** Everything that was answered to the same questions, but for the ports, which nobody chose. */
  private static List<String> answers(long seed) {
    SimulatorSettings settings =
        SimulatorSettings.defaults().withScenario(Scenario.read(EXAMPLE)).withSeed(seed);
    try (Simulator simulator = Simulator.start(settings)) {
      Client client = new Client(simulator);
      List<Client.Answer> answers = new ArrayList<>();
      answers.add(client.token(grant(simulator, "the-gates-old-secret")));
      Client.Answer token = client.token(grant(simulator, "the-gates-secret"));
      String bearer = token.json().path("access_token").asText();
      String greta = state(simulator, "greta").user().id();
      for (int second = 0; second < 45; second += 3) {
        answers.add(client.graph(bearer, "/v1.0/users/" + greta));
        answers.add(
            client.postToGraph(
                bearer,
                "/v1.0/users/" + greta + "/checkMemberGroups",
                "{\"groupIds\":[\"" + VIEWERS + "\"]}"));
        simulator.clock().advance(Duration.ofSeconds(3));
      }
      List<String> told = new ArrayList<>();
      told.add(token.json().path("expires_in").asText());
      for (Client.Answer answer : answers) {
        String headers = new TreeMap<>(answer.raw().headers().map()).toString();
        told.add((answer.status() + headers + answer.text()).replaceAll("localhost:\\d+", "it"));
      }
      return told;
    }
  }

  private static Simulator start() {
    return Simulator.start(SimulatorSettings.defaults().withScenario(Scenario.read(EXAMPLE)));
  }

  private static Map<String, String> grant(Simulator simulator, String secret) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", "a0a0a0a0-0000-4000-8000-000000000002");
    form.put("client_secret", secret);
    form.put("scope", simulator.graphUrl() + "/.default");
    return form;
  }

  private static User user(Simulator simulator, String name) {
    return simulator.world().user(name).orElseThrow();
  }

  private static PersonState state(Simulator simulator, String alias) {
    return simulator.world().people().stream()
        .filter(person -> person.user().userPrincipalName().startsWith(alias))
        .findFirst()
        .orElseThrow();
  }
}
