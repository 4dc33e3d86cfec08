package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerbigate.simulator.scenario.Scenario;
import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.simulator.world.PermissionRefresh;
import io.github.powerbigate.simulator.world.Secret;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The parts of a scenario")
final class ScenarioPartsTest {
  private static final Path DOCUMENTATION = Path.of("..", "docs", "simulator.md");

  @TempDir Path directory;

  @Test
  void anAppMayHaveCertificatesFromFilesBesideTheScenario()
      throws IOException, CertificateEncodingException {
    Files.write(directory.resolve("gate.cer"), ClientAssertionTest.CERTIFICATE.getEncoded());

    try (Simulator simulator =
        start(
            "{'apps':[{'clientId':'APP','certificateFiles':['gate.cer'],'permissions':['User.Read.All']}],"
                + "'groups':[{'displayName':'A'}],'gate':{'app':'APP','group':'A'}}")) {
      assertThat(simulator.world().apps().find(Client.APP))
          .get()
          .satisfies(
              app -> {
                assertThat(app.certificates()).containsExactly(ClientAssertionTest.CERTIFICATE);
                assertThat(app.secrets()).isEmpty();
                assertThat(app.roles()).containsExactly("User.Read.All");
              });
      assertThat(simulator.gateSettings())
          .containsEntry("clientId", Client.APP)
          .doesNotContainKey("clientSecret");
    }
  }

  @Test
  void anAppMayHaveSecretsAndCertificates() throws IOException, CertificateEncodingException {
    Files.write(directory.resolve("gate.cer"), ClientAssertionTest.CERTIFICATE.getEncoded());

    try (Simulator simulator =
        start(
            "{'apps':[{'clientId':'APP','secrets':[{'value':'s','expires':'2026-11-01T00:00:00Z'}],"
                + "'certificateFiles':['gate.cer']}]}")) {
      assertThat(simulator.world().apps().find(Client.APP))
          .get()
          .satisfies(
              app -> {
                assertThat(app.certificates()).hasSize(1);
                assertThat(app.secrets()).containsOnlyKeys("s");
                assertThat(app.secrets().values())
                    .extracting(Secret::expires)
                    .containsExactly(Instant.parse("2026-11-01T00:00:00Z"));
              });
    }
  }

  @Test
  void aMembersMailIsTheNameUnlessItSaysOtherwise() {
    try (Simulator simulator =
        start(
            "{'people':[{'userPrincipalName':'a@x.example'},"
                + "{'userPrincipalName':'b@x.example','mail':'bea@x.example'},"
                + "{'userPrincipalName':'c@x.example','mail':null,'createdDateTime':'2026-01-01T00:00:00Z'}]}")) {
      assertThat(simulator.world().users())
          .extracting(User::mail)
          .containsExactly("a@x.example", "bea@x.example", null);
      assertThat(simulator.world().user("c@x.example").orElseThrow().createdDateTime())
          .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
  }

  @Test
  void twoPeopleMayHaveOneMail() {
    try (Simulator simulator =
        start(
            "{'people':[{'userPrincipalName':'ada@x.example'},"
                + "{'userType':'Guest','mail':'ada@x.example'}]}")) {
      assertThat(simulator.world().users())
          .extracting(User::mail)
          .containsExactly("ada@x.example", "ada@x.example");
    }
  }

  @Test
  void anIdThatIsLeftOutIsTheSameWhateverTheSeed() {
    String json = "{'people':[{'userPrincipalName':'a@x.example'}],'seed':SEED}";
    try (Simulator one = start(json.replace("SEED", "1"));
        Simulator other = start(json.replace("SEED", "2"))) {
      assertThat(one.world().users()).isEqualTo(other.world().users());
    }
  }

  @Test
  void aFaultMayBeAnAnswerInEveryDetail() {
    try (Simulator simulator =
        start(
            "{'faults':[{'service':'power-bi-api','fault':'answer','status':418,"
                + "'headers':{'x-powerbi-error-info':'Tea'},'body':{'error':{'code':'Tea'}}}]}")) {
      Client.Answer answer =
          new Client(simulator).get(URI.create(simulator.powerBiApiUrl() + "/v1.0/myorg/groups"));

      assertThat(answer.status()).isEqualTo(418);
      assertThat(answer.header("x-powerbi-error-info")).isEqualTo("Tea");
      assertThat(answer.text()).isEqualTo("{\"error\":{\"code\":\"Tea\"}}");
    }
  }

  @Test
  void peopleMaySignInByAScenario() {
    try (Simulator simulator =
        start(
            "{'tenant':{'peopleMayConsent':false,'permissionRefresh':'forbidden','refreshTakes':60},"
                + "'apps':[{'clientId':'APP','secrets':[{'value':'s'}],'pkceRequired':true,"
                + "'redirectUris':['https://x.test/in?a=b','http://localhost:8080/in']}],"
                + "'people':[{'userPrincipalName':'a@x.example','demand':'blocked'},"
                + "{'userPrincipalName':'b@x.example'}],"
                + "'workspaces':[{'id':'APP','onCapacity':false,'grants':[{'principal':'a@x.example'}]}],"
                + "'consents':[{'app':'APP','scopes':['A.All']},"
                + "{'app':'APP','scopes':['B.All'],'person':'a@x.example'}]}")) {
      World world = simulator.world();
      String ada = world.user("a@x.example").orElseThrow().id();
      String ben = world.user("b@x.example").orElseThrow().id();
      assertThat(world.consents().cover(Client.APP, ada, Set.of("A.All", "B.All"))).isTrue();
      assertThat(world.consents().cover(Client.APP, ben, Set.of("A.All"))).isTrue();
      assertThat(world.consents().cover(Client.APP, ben, Set.of("B.All"))).isFalse();
      assertThat(world.conditionalAccess().demandOf(ada)).contains(Demand.BLOCKED);
      assertThat(world.conditionalAccess().demandOf(ben)).isEmpty();
      assertThat(world.workspaces().isOnCapacity(Client.APP)).isFalse();
      assertThat(world.tenant().mayPeopleConsent()).isFalse();
      assertThat(world.tenant().permissionRefresh()).isEqualTo(PermissionRefresh.FORBIDDEN);
      assertThat(world.tenant().refreshTakes()).isEqualTo(Duration.ofMinutes(1));
      App.Web web = world.apps().find(Client.APP).orElseThrow().web();
      assertThat(web.pkceRequired()).isTrue();
      assertThat(web.redirectUris())
          .containsExactlyInAnyOrder("https://x.test/in?a=b", "http://localhost:8080/in");
    }
  }

  @Test
  void replicasMayAnswerByConnection() {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withScenario(read("{'replicas':{'number':2,'choice':'by-connection'}}"));

    assertThat(settings.replicas()).isEqualTo(2);
    assertThat(settings.replicaChoice()).isEqualTo(SimulatorSettings.ReplicaChoice.BY_CONNECTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{?}",
        "{'clock':{?}}",
        "{'tenant':{?}}",
        "{'replicas':{?}}",
        "{'propagation':{?}}",
        "{'propagation':{'flapping':{?}}}",
        "{'propagation':{'powerBi':{?}}}",
        "{'propagation':{'powerBi':{'median':1,?}}}",
        "{'apps':[{?}]}",
        "{'apps':[{'clientId':'a1a1a1a1-0000-4000-8000-000000000001','secrets':[{?}]}]}",
        "{'groups':[{?}]}",
        "{'groups':[{'displayName':'A','licences':[{?}]}]}",
        "{'people':[{?}]}",
        "{'memberships':[{?}]}",
        "{'workspaces':[{?}]}",
        "{'workspaces':[{'id':'a1a1a1a1-0000-4000-8000-000000000001','grants':[{?}]}]}",
        "{'consents':[{?}]}",
        "{'spreads':[{?}]}",
        "{'faults':[{'fault':'throttled',?}]}",
        "{'faults':[{'fault':'status',?}]}",
        "{'faults':[{'fault':'answer',?}]}",
        "{'faults':[{'fault':'html',?}]}",
        "{'faults':[{'fault':'slow',?}]}",
        "{'faults':[{'fault':'reset',?}]}",
      })
  void everyKeyIsDocumented(String json) throws IOException {
    String documentation = Files.readString(DOCUMENTATION);

    assertThat(keys(json))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(documentation).containsPattern("[`\"]" + key + "\\b"));
  }

  @Test
  void theExampleHasEveryPart() throws IOException {
    String example = Files.readString(ScenarioTest.EXAMPLE);

    assertThat(keys("{?}")).allSatisfy(key -> assertThat(example).contains("\n  \"" + key + "\":"));
  }

  /** The keys that are known at the place of the question mark. */
  private Set<String> keys(String json) {
    Throwable refused = catchThrowable(() -> read(json.replace("?", "'no-key':0")));
    assertThat(refused).hasMessageContaining("known here are ");
    String message = String.valueOf(refused.getMessage());
    List<String> keys = Arrays.asList(message.replaceFirst(".*known here are ", "").split(", "));
    return new TreeSet<>(keys);
  }

  private Simulator start(String json) {
    return Simulator.start(SimulatorSettings.defaults().withScenario(read(json)));
  }

  private Scenario read(String json) {
    return Scenario.parse(json.replace('\'', '"').replace("APP", Client.APP), directory);
  }
}
