package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.User;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reads of Graph (Microsoft facts §1.1 to §1.3, §1.7)")
final class GraphTest {
  static final String ADA = "ada00000-0000-4000-8000-000000000001";
  static final String GUEST = "9e570000-0000-4000-8000-000000000002";
  static final String VIEWERS = "9109b000-0000-4000-8000-000000000001";
  static final String OUTER = "9109b000-0000-4000-8000-000000000002";
  static final String STRANGE = "9109b000-0000-4000-8000-00000000ffff";

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
    simulator.world().addUser(User.member(ADA, "ada@portal.example", "Ada O'Neil"));
    simulator
        .world()
        .addUser(User.guest(GUEST, "gus@else.example", "Gus", simulator.world().tenantDomain()));
    simulator.world().addGroup(VIEWERS, "Viewers");
    simulator.world().addGroup(OUTER, "Outer");
    simulator.world().nestGroup(OUTER, VIEWERS);
    simulator.world().addMember(VIEWERS, ADA);
    token = client.graphToken();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void aUserIsReadByIdAndByName() {
    assertThat(client.graph(token, "/v1.0/users/" + ADA).json().path("displayName").asText())
        .isEqualTo("Ada O'Neil");
    assertThat(client.graph(token, "/v1.0/users/ADA@portal.example").json().path("id").asText())
        .isEqualTo(ADA);
  }

  @Test
  @DisplayName("§1.3: a guest's name is read with its # encoded")
  void aGuestsNameIsReadWithItsNumberSignEncoded() {
    String name = "gus_else.example%23EXT%23@" + simulator.world().tenantDomain();

    assertThat(client.graph(token, "/v1.0/users/" + name).json().path("id").asText())
        .isEqualTo(GUEST);
    assertThat(client.graph(token, "/v1.0/users('" + name + "')").json().path("id").asText())
        .isEqualTo(GUEST);
  }

  @Test
  @DisplayName("§1.3: a name that begins with $ needs the form users('$x')")
  void aNameThatBeginsWithADollarNeedsTheKeyForm() {
    String id = "d0110000-0000-4000-8000-000000000003";
    simulator.world().addUser(User.member(id, "$ue@portal.example", "Sue"));

    assertThat(client.graph(token, "/v1.0/users('$ue@portal.example')").json().path("id").asText())
        .isEqualTo(id);
    assertThat(client.graph(token, "/v1.0/users/$ue@portal.example").status()).isEqualTo(400);
  }

  @Test
  void withoutSelectMostPropertiesAreLeftOut() {
    Client.Answer plain = client.graph(token, "/v1.0/users/" + GUEST);
    Client.Answer selected =
        client.graph(
            token,
            "/v1.0/users/"
                + GUEST
                + "?$select=id,accountEnabled,createdDateTime,externalUserState,userType");

    assertThat(plain.json().has("accountEnabled")).isFalse();
    assertThat(selected.json().path("accountEnabled").asBoolean()).isTrue();
    assertThat(selected.json().path("createdDateTime").asText()).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(selected.json().path("externalUserState").asText()).isEqualTo("Accepted");
    assertThat(selected.json().path("userType").asText()).isEqualTo("Guest");
    assertThat(selected.json().has("mail")).isFalse();
  }

  @Test
  @DisplayName("§1.2, §1.7: an unknown user is 404, the message naming what was asked")
  void anUnknownUserIsNotFoundAndNamed() {
    Client.Answer answer = client.graph(token, "/v1.0/users/nobody@portal.example");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("Request_ResourceNotFound");
    assertThat(answer.json().at("/error/message").asText()).contains("nobody@portal.example");
  }

  @Test
  @DisplayName("§1.7: errors carry date, request-id and client-request-id, headers too")
  void errorsCarryTheIdsOfTheRequest() {
    String mine = "c11e0000-0000-4000-8000-000000000001";
    Client.Answer answer =
        client.get(
            simulator.graphUrl().resolve("/v1.0/users/x"),
            "Authorization",
            "Bearer " + token,
            "client-request-id",
            mine);

    assertThat(answer.json().at("/error/innerError/client-request-id").asText())
        .isEqualTo(mine)
        .isEqualTo(answer.header("client-request-id"));
    assertThat(answer.json().at("/error/innerError/request-id").asText())
        .isNotEmpty()
        .isEqualTo(answer.header("request-id"));
    assertThat(answer.json().at("/error/innerError/date").asText())
        .isEqualTo("2026-11-21T10:00:00");
  }

  @Test
  @DisplayName("§1.2: a mail is found by $filter, quotes doubled, case ignored")
  void aMailIsFoundByFilter() {
    simulator
        .world()
        .addUser(
            User.member("0e110000-0000-4000-8000-000000000004", "pat@portal.example", "Pat")
                .withMail("pat.o'neil@portal.example")
                .withOtherMails("pat@home.example"));

    assertThat(found("mail eq 'PAT.O''NEIL@portal.example'")).isEqualTo(1);
    assertThat(found("otherMails/any(x:x eq 'pat@home.example')")).isEqualTo(1);
    assertThat(found("userPrincipalName eq 'pat@portal.example'")).isEqualTo(1);
    assertThat(found("mail eq 'a@b.example' or otherMails/any(m:m eq 'pat@home.example')"))
        .isEqualTo(1);
    assertThat(found("mail eq 'a@b.example'")).isZero();
  }

  @Test
  void aFilterThatGraphWouldNotReadIsABadRequest() {
    assertThat(search("mail eq pat@portal.example").status()).isEqualTo(400);
    assertThat(search("mail eq 'o'neil@portal.example'").status()).isEqualTo(400);
  }

  @Test
  void topLimitsAndTheNextLinkGoesOn() {
    Client.Answer first = client.graph(token, "/v1.0/users?$top=1&$select=id");

    assertThat(first.json().path("value")).hasSize(1);
    String next = first.json().path("@odata.nextLink").asText();
    Client.Answer second =
        client.graph(token, next.substring(simulator.graphUrl().toString().length()));
    assertThat(second.json().path("value")).hasSize(1);
    assertThat(second.json().has("@odata.nextLink")).isFalse();
    assertThat(second.json().at("/value/0/id")).isNotEqualTo(first.json().at("/value/0/id"));
  }

  @Test
  void aGroupIsReadOrNotFound() {
    Client.Answer group =
        client.graph(token, "/v1.0/groups/" + VIEWERS + "?$select=id,visibility,securityEnabled");

    assertThat(group.json().path("id").asText()).isEqualTo(VIEWERS);
    assertThat(group.json().path("visibility").isNull()).isTrue();
    assertThat(group.json().path("securityEnabled").asBoolean()).isTrue();
    assertThat(client.graph(token, "/v1.0/groups/" + STRANGE).status()).isEqualTo(404);
    simulator.world().deleteGroup(VIEWERS);
    assertThat(client.graph(token, "/v1.0/groups/" + VIEWERS).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("§1.7: no token, a broken one, an expired one: 401 InvalidAuthenticationToken")
  void aTokenThatIsNoGoodIsRefused() {
    assertBadToken(client.get(simulator.graphUrl().resolve("/v1.0/users/" + ADA)));
    assertBadToken(client.graph("rubbish", "/v1.0/users/" + ADA));
    assertThat(client.graph(token, "/v1.0/users/" + ADA).status()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(91));
    assertBadToken(client.graph(token, "/v1.0/users/" + ADA));
  }

  @Test
  void aTokenForPowerBiIsRefused() {
    var form = client.secretGrant();
    form.put("scope", simulator.powerBiScope());
    String other = client.token(form).json().path("access_token").asText();

    assertBadToken(client.graph(other, "/v1.0/users/" + ADA));
  }

  @Test
  void whatIsNotInGraphIsABadRequest() {
    assertThat(client.graph(token, "/v1.0/planets").status()).isEqualTo(400);
    assertThat(client.graph(token, "/v2.0/users").status()).isEqualTo(400);
  }

  private static void assertBadToken(Client.Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("InvalidAuthenticationToken");
  }

  private int found(String filter) {
    return search(filter).json().path("value").size();
  }

  private Client.Answer search(String filter) {
    return client.graph(token, "/v1.0/users?$top=6&$select=id&$filter=" + Client.encode(filter));
  }
}
