package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The two ways to take up an invitation, each to its end (Microsoft facts §1.3, §2.6)")
final class RedemptionTest {
  private static final String MAIL = "gus@else.example";
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";
  private static final String REVIEW = "<title>Review permissions - Power BI (simulator)</title>";
  private static final String REPORT = "<title>Report - Power BI (simulator)</title>";

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new SettableClock()));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);
  private String link = "";
  private String guest = "";

  @BeforeEach
  void inviteAGuest() {
    world.apps().add(Client.APP, Client.SECRET, "User.Invite.All", "User.Read.All");
    world.addGroup(GraphTest.VIEWERS, "Viewers");
    world.grantWorkspace(WORKSPACE, GraphTest.VIEWERS);
    Client.Answer invitation = invite();
    link = invitation.json().path("inviteRedeemUrl").asText();
    guest = invitation.json().at("/invitedUser/id").asText();
    world.addMember(GraphTest.VIEWERS, guest);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void byTheLinkTheGuestComesToTheReportUnasked() {
    URI landing = follow(link);

    assertThat(landing.toString()).isEqualTo(report(simulator.tenantId()));
    assertThat(stateInGraph()).isEqualTo("Accepted");
    assertThat(get(landing).text()).contains(REPORT);
  }

  @Test
  void byTheTenantInTheAddressTheGuestIsAskedOnce() {
    URI address = URI.create(report(simulator.tenantId()));

    assertThat(get(address).text()).contains(REVIEW);
    assertThat(stateInGraph()).isEqualTo("PendingAcceptance");
    accept();
    assertThat(stateInGraph()).isEqualTo("Accepted");
    assertThat(get(address).text()).contains(REPORT);
  }

  @Test
  void theTenantInTheAddressIsReadInAnyCase() {
    assertThat(get(URI.create(report(simulator.tenantId().toUpperCase(Locale.ROOT)))).text())
        .contains(REVIEW);
  }

  @Test
  void anotherTenantInTheAddressRedeemsNothing() {
    assertThat(get(URI.create(report(GraphTest.STRANGE))).text()).doesNotContain(REVIEW);
    assertThat(stateInGraph()).isEqualTo("PendingAcceptance");
  }

  @Test
  void afterTheOneWayTheOtherLeadsOn() {
    accept();

    assertThat(get(follow(link)).text()).contains(REPORT);
    assertThat(get(follow(link)).text()).contains(REPORT);
    assertThat(invite().json().path("status").asText()).isEqualTo("Completed");
  }

  @Test
  @DisplayName("§1.3: a group check is positive for a guest who has still to accept")
  void theGroupDoesNotWaitForTheAcceptance() {
    world.apps().setRoles(Client.APP, "User.Read.All", "GroupMember.Read.All");

    Client.Answer check =
        client.postToGraph(
            client.graphToken(),
            "/v1.0/users/" + guest + "/checkMemberGroups",
            "{\"groupIds\":[\"" + GraphTest.VIEWERS + "\"]}");
    assertThat(check.json().at("/value/0").asText()).isEqualTo(GraphTest.VIEWERS);
    assertThat(stateInGraph()).isEqualTo("PendingAcceptance");
  }

  @Test
  void theLinkOfADeletedGuestLeadsNowhereAndANewInvitationHasItsOwn() {
    world.deleteUser(guest);
    String inner = client.get(URI.create(link)).header("Location");
    assertThat(client.get(URI.create(inner)).status()).isEqualTo(404);

    Client.Answer again = invite();
    guest = again.json().at("/invitedUser/id").asText();
    assertThat(client.get(URI.create(inner)).status()).isEqualTo(404);
    assertThat(stateInGraph()).isEqualTo("PendingAcceptance");
    follow(again.json().path("inviteRedeemUrl").asText());
    assertThat(stateInGraph()).isEqualTo("Accepted");
  }

  private Client.Answer invite() {
    return client.postToGraph(
        client.graphToken(),
        "/v1.0/invitations",
        "{\"invitedUserEmailAddress\":\""
            + MAIL
            + "\",\"inviteRedirectUrl\":\""
            + report(simulator.tenantId())
            + "\"}");
  }

  private URI follow(String outer) {
    String inner = client.get(URI.create(outer)).header("Location");
    return URI.create(client.get(URI.create(inner)).header("Location"));
  }

  private void accept() {
    Client.Answer accepted =
        client.send(
            HttpRequest.newBuilder(simulator.powerBiWebUrl().resolve("/accept"))
                .header("Cookie", PowerBiWeb.PERSON_COOKIE + "=" + guest)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("return=%2F")));
    assertThat(accepted.status()).isEqualTo(303);
  }

  private Client.Answer get(URI address) {
    return client.get(address, "Cookie", PowerBiWeb.PERSON_COOKIE + "=" + guest);
  }

  private String report(String tenant) {
    return simulator.powerBiWebUrl() + "/groups/" + WORKSPACE + "/list?ctid=" + tenant;
  }

  private String stateInGraph() {
    Client.Answer user =
        client.graph(client.graphToken(), "/v1.0/users/" + guest + "?$select=externalUserState");
    return user.json().path("externalUserState").asText(User.ACCEPTED + "?");
  }
}
