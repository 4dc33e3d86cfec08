package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where a browser lands, and the REST API (Microsoft facts §1.3, §2.2, §2.4, §2.6)")
final class PowerBiWebTest {
  private static final String ADA = GraphTest.ADA;
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";
  private static final String REPORT = "<title>Report - Power BI (simulator)</title>";
  private static final String NO_ACCESS = "<title>No access - Power BI (simulator)</title>";
  private static final String HOME = "<title>Home - Power BI (simulator)</title>";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    simulator.world().addGroup(GraphTest.VIEWERS, "Viewers");
    simulator.world().grantWorkspace(WORKSPACE, GraphTest.VIEWERS);
    simulator.world().addUser(User.member(ADA, "ada@portal.example", "Ada <Lovelace>"));
    simulator
        .world()
        .addUser(
            User.guest(GraphTest.GUEST, "gus@else.example", "Gus", "simulator.onmicrosoft.com")
                .withExternalUserState(User.PENDING));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  @DisplayName("§2.2: who comes too early sees an error, and goes on seeing it")
  void whoComesTooEarlySeesAnError() {
    simulator
        .world()
        .addMember(
            GraphTest.VIEWERS,
            ADA,
            Propagation.ofMembership(Delay.fixed(Duration.ofSeconds(10)))
                .withPowerBiFreeze(Duration.ofMinutes(1)));

    Client.Answer early = visit("login_hint=" + ADA);
    assertThat(early.status()).isEqualTo(403);
    assertThat(early.text()).contains(NO_ACCESS, "User doesn't have access to group");
    String signedIn = cookie(early);
    clock.pass(Duration.ofSeconds(30));
    assertThat(visitAgain(signedIn, "login_hint=" + ADA).text()).contains(NO_ACCESS);
    clock.pass(Duration.ofSeconds(30));
    assertThat(visitAgain(signedIn, "login_hint=ada@portal.example").text()).contains(REPORT);
  }

  @Test
  void whoComesInTimeSeesTheReport() {
    simulator.world().addMember(GraphTest.VIEWERS, ADA);
    Client.Answer answer = visit("login_hint=" + ADA);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains(REPORT, "<svg", "Ada &lt;Lovelace&gt;");
    assertThat(answer.text()).doesNotContain("http://", "https://", "<script");
    assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  @Test
  void whoHasAccessByAnotherWaySeesTheReport() {
    simulator.world().grantWorkspace(WORKSPACE, ADA);

    assertThat(visit("login_hint=" + ADA).text()).contains(REPORT);
  }

  @Test
  @DisplayName("§2.6: a guest without ctid lands in the home tenant, where nothing is")
  void aGuestWithoutTenantLandsAtHome() {
    simulator.world().addMember(GraphTest.VIEWERS, GraphTest.GUEST);
    simulator.world().acceptInvitation(GraphTest.GUEST);

    assertThat(visit("login_hint=" + GraphTest.GUEST).text()).contains(HOME);
    assertThat(visit("login_hint=" + GraphTest.GUEST + "&ctid=" + GraphTest.STRANGE).text())
        .contains(HOME);
    assertThat(visit("login_hint=" + GraphTest.GUEST + "&ctid=" + simulator.tenantId()).text())
        .contains(REPORT);
  }

  @Test
  void aDisabledAccountCannotSignIn() {
    simulator.world().addMember(GraphTest.VIEWERS, ADA);
    simulator.world().setAccountEnabled(ADA, false);

    assertThat(visit("login_hint=" + ADA).text())
        .contains("<title>Account disabled - Power BI (simulator)</title>", "AADSTS50057");
  }

  @Test
  void thePersonIsKnownByACookieThatSignInSets() {
    simulator.world().addMember(GraphTest.VIEWERS, ADA);
    Client.Answer signIn = web("/signin?as=ada%40portal.example&return=%2Fgroups%2Fx%3Fa%3Db");

    assertThat(signIn.status()).isEqualTo(303);
    assertThat(signIn.header("Location")).isEqualTo("/groups/x?a=b");
    String cookie = cookie(signIn);
    assertThat(cookie).isEqualTo("simulator-person=" + ADA);
    assertThat(
            client
                .get(
                    simulator.powerBiWebUrl().resolve("/groups/" + WORKSPACE + "/list"),
                    "Cookie",
                    "other=1; " + cookie)
                .text())
        .contains(REPORT);
    assertThat(visit("login_hint=" + ADA).header("Set-Cookie")).startsWith(cookie);
  }

  @Test
  void aGuestIsKnownByTheirMailToo() {
    assertThat(visit("login_hint=GUS%40else.example").header("Set-Cookie"))
        .startsWith("simulator-person=" + GraphTest.GUEST);
  }

  @Test
  void aStrangerIsAskedWhoTheyAre() {
    Client.Answer answer = visit("ctid=" + simulator.tenantId());

    assertThat(answer.text())
        .contains("<title>Sign in - Power BI (simulator)</title>", "/signin?as=" + ADA)
        .contains("return=%2Fgroups%2F" + WORKSPACE);
    assertThat(visit("login_hint=nobody").text()).contains("<title>Sign in");
  }

  @Test
  void signInSendsNobodyElsewhere() {
    for (String elsewhere :
        new String[] {"https://evil.example/", "//evil.example/", "/\\evil.example/", "/a\r\nb"}) {
      assertThat(
              web("/signin?as=" + ADA + "&return=" + Client.encode(elsewhere)).header("Location"))
          .isEqualTo("/");
    }
  }

  @Test
  @DisplayName("§2.4: without a token 403 and no body; a token for Graph is an InvalidToken")
  void theApiNeedsATokenOfItsOwn() {
    simulator.world().apps().add(Client.APP, Client.SECRET);
    URI groups = simulator.powerBiApiUrl().resolve("/v1.0/myorg/groups");

    Client.Answer without = client.get(groups);
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.text()).isEmpty();
    Client.Answer wrong = client.get(groups, "Authorization", "Bearer " + client.graphToken());
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.header("x-powerbi-error-info")).isEqualTo("InvalidToken");
    assertThat(wrong.text()).isEmpty();
  }

  @Test
  @DisplayName("§2.4: an expired token is 403 TokenExpired; no access to a workspace is 401")
  void theApiShowsTheWorkspacesOfTheApp() {
    simulator.world().apps().add(Client.APP, Client.SECRET);
    Map<String, String> form = client.secretGrant();
    form.put("scope", simulator.powerBiScope());
    String bearer = "Bearer " + client.token(form).json().path("access_token").asText();
    URI groups = simulator.powerBiApiUrl().resolve("/v1.0/myorg/groups");
    URI group = simulator.powerBiApiUrl().resolve("/v1.0/myorg/groups/" + WORKSPACE);

    assertThat(client.get(groups, "Authorization", bearer).json().path("value")).isEmpty();
    Client.Answer closed = client.get(group, "Authorization", bearer);
    assertThat(closed.status()).isEqualTo(401);
    assertThat(closed.header("x-powerbi-error-info")).isEqualTo("GroupNotAccessible");
    simulator.world().grantWorkspace(WORKSPACE, Client.APP);
    assertThat(client.get(groups, "Authorization", bearer).json().at("/value/0/id").asText())
        .isEqualTo(WORKSPACE);
    assertThat(client.get(group, "Authorization", bearer).status()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(91));
    Client.Answer expired = client.get(groups, "Authorization", bearer);
    assertThat(expired.status()).isEqualTo(403);
    assertThat(expired.json().at("/error/code").asText()).isEqualTo("TokenExpired");
  }

  private Client.Answer visit(String query) {
    return web("/groups/" + WORKSPACE + "/list?" + query);
  }

  private Client.Answer visitAgain(String cookie, String query) {
    return client.get(
        URI.create(simulator.powerBiWebUrl() + "/groups/" + WORKSPACE + "/list?" + query),
        "Cookie",
        cookie);
  }

  private static String cookie(Client.Answer answer) {
    return answer.header("Set-Cookie").split(";", 2)[0];
  }

  private Client.Answer web(String target) {
    return client.get(URI.create(simulator.powerBiWebUrl() + target));
  }
}
