package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Demand;
import io.github.powerbigate.simulator.world.PermissionRefresh;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("People's sign-ins by the control API")
final class ControlSignInTest {
  private static final String ADA = GraphTest.ADA;
  private static final Set<String> READ = Set.of("Workspace.Read.All");

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults());
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void anAppGetsItsAddresses() {
    done(
        "/api/apps/redirect-uris", "{'app':'APP','uris':['https://x.test/a'],'pkceRequired':true}");

    App.Web web = world.apps().find(Client.APP).orElseThrow().web();
    assertThat(web.redirectUris()).containsExactly("https://x.test/a");
    assertThat(web.pkceRequired()).isTrue();
  }

  @Test
  void consentIsGivenAndTaken() {
    done(
        "/api/consents",
        "{'app':'APP','scopes':['Workspace.Read.All'],'user':'ada@portal.example'}");
    assertThat(world.consents().cover(Client.APP, ADA, READ)).isTrue();
    assertThat(world.consents().cover(Client.APP, GraphTest.GUEST, READ)).isFalse();
    done("/api/consents/remove", "{'app':'APP','user':'ada@portal.example'}");
    assertThat(world.consents().cover(Client.APP, ADA, READ)).isFalse();
    done("/api/consents", "{'app':'APP','scopes':['Workspace.Read.All']}");
    assertThat(world.consents().cover(Client.APP, GraphTest.GUEST, READ)).isTrue();
    done("/api/consents/remove", "{'app':'APP'}");
    assertThat(world.consents().cover(Client.APP, ADA, READ)).isFalse();
  }

  @Test
  void conditionalAccessDemandsAndWaives() {
    for (Demand demand : Demand.values()) {
      done("/api/people/demand", "{'user':'" + ADA + "','demand':'" + demand.written() + "'}");
      assertThat(world.conditionalAccess().demandOf(ADA)).contains(demand);
    }
    done("/api/people/demand", "{'user':'" + ADA + "','demand':'none'}");
    assertThat(world.conditionalAccess().demandOf(ADA)).isEmpty();
    done("/api/people/revoke-sessions", "{'user':'" + ADA + "'}");
    assertThat(world.conditionalAccess().sessionOf(ADA)).isEqualTo(1);
  }

  @Test
  void idTokensAreSpoiledAndGoodAgain() {
    for (IdTokenFault fault : IdTokenFault.values()) {
      String written = fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
      done("/api/id-token-faults", "{'fault':'" + written + "','times':1}");
      assertThat(simulator.idTokenFaults().take()).contains(fault);
    }
    assertThat(simulator.idTokenFaults().take()).isEmpty();
    done("/api/id-token-faults", "{'fault':'expired'}");
    done("/api/id-token-faults/clear", "{}");
    assertThat(simulator.idTokenFaults().take()).isEmpty();
  }

  @Test
  void aPortalGetsATokenOfItsPerson() {
    String body =
        "{'user':'ada@portal.example','audience':'RESOURCE','scopes':['Workspace.Read.All']}";
    String resource = simulator.powerBiScope().replace("/.default", "");
    String token =
        post("/api/user-tokens", body.replace("RESOURCE", resource)).json().path("token").asText();

    assertThat(client.powerBi(token, "GET", "/groups", "").status()).isEqualTo(200);
  }

  @Test
  void tenantAndWorkspacesChange() {
    done(
        "/api/tenant",
        "{'peopleMayConsent':false,'permissionRefresh':'missing','refreshTakes':300}");
    assertThat(world.tenant().mayPeopleConsent()).isFalse();
    assertThat(world.tenant().permissionRefresh()).isEqualTo(PermissionRefresh.MISSING);
    assertThat(world.tenant().refreshTakes()).isEqualTo(Duration.ofMinutes(5));
    done("/api/workspaces/capacity", "{'workspace':'" + ADA + "','onCapacity':false}");
    assertThat(world.workspaces().isOnCapacity(ADA)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/consents                | {'app':'APP'}                                | 400
          /api/consents                | {'app':'APP','scopes':['x y']}               | 400
          /api/consents                | {'app':'APP','scopes':['A.B'],'colour':'red'} | 400
          /api/consents                | {'app':'APP','scopes':['A.B'],'user':'eve'}  | 404
          /api/apps/redirect-uris      | {'app':'APP','uris':['http://x.test/']}      | 400
          /api/apps/redirect-uris      | {'app':'APP','uris':['https://x.test/#a']}   | 400
          /api/apps/redirect-uris      | {'app':'nobody','uris':[]}                   | 400
          /api/people/demand           | {'user':'ada@portal.example','demand':'tea'} | 400
          /api/people/demand           | {'user':'eve','demand':'blocked'}            | 404
          /api/people/revoke-sessions  | {}                                           | 400
          /api/id-token-faults         | {'fault':'plague'}                           | 400
          /api/user-tokens             | {'user':'ada@portal.example'}                | 400
          /api/tenant                  | {'permissionRefresh':'perhaps'}              | 400
          """)
  void whatMakesNoSenseIsRefused(String path, String body, int status) {
    Client.Answer answer = post(path, body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("error").asText()).isNotEmpty();
  }

  private void done(String path, String body) {
    Client.Answer answer = post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private Client.Answer post(String path, String body) {
    String json = body.replace('\'', '"').replace("APP", Client.APP);
    return client.send(
        HttpRequest.newBuilder(simulator.controlUrl().resolve(path))
            .header("Content-Type", "application/json")
            .header("X-Simulator-Token", simulator.controlToken())
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }
}
