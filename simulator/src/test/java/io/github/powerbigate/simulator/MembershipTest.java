package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.User;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("checkMemberGroups, invitations, adding members (Microsoft facts §1.1, §1.3, §1.7)")
final class MembershipTest {
  private static final String ADA = GraphTest.ADA;
  private static final String VIEWERS = GraphTest.VIEWERS;
  private static final String OUTER = GraphTest.OUTER;
  private static final String STRANGE = GraphTest.STRANGE;

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new SettableClock()));
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    simulator.world().apps().add(Client.APP, Client.SECRET);
    consent("User.Read.All", "GroupMember.Read.All");
    simulator.world().addUser(User.member(ADA, "ada@portal.example", "Ada"));
    simulator.world().addGroup(VIEWERS, "Viewers");
    simulator.world().addGroup(OUTER, "Outer");
    simulator.world().nestGroup(OUTER, VIEWERS);
    simulator.world().addMember(VIEWERS, ADA);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  @DisplayName("§1.1: the answer holds the groups asked about, through nested groups too")
  void theAnswerIsTransitive() {
    assertThat(groups(check(VIEWERS, OUTER))).containsExactly(VIEWERS, OUTER);
    assertThat(groups(check(OUTER))).containsExactly(OUTER);
  }

  @Test
  @DisplayName("§1.1: the answer names its type")
  void theAnswerNamesItsType() {
    assertThat(check(VIEWERS).json().path("@odata.context").asText())
        .endsWith("#Collection(Edm.String)");
  }

  @Test
  @DisplayName("§1.1: a deleted or mistyped group is silently absent")
  void aGroupThatIsNotThereIsSilentlyAbsent() {
    assertThat(groups(check(VIEWERS, STRANGE))).containsExactly(VIEWERS);
    simulator.world().deleteGroup(VIEWERS);
    assertThat(check(VIEWERS).status()).isEqualTo(200);
    assertThat(groups(check(VIEWERS, OUTER))).isEmpty();
  }

  @Test
  @DisplayName("§1.1: a hidden group is absent without Member.Read.Hidden")
  void aHiddenGroupNeedsAPermissionOfItsOwn() {
    simulator.world().hideGroup(VIEWERS);
    assertThat(groups(check(VIEWERS))).isEmpty();

    consent("User.Read.All", "GroupMember.Read.All", "Member.Read.Hidden");
    assertThat(groups(check(VIEWERS))).containsExactly(VIEWERS);
  }

  @Test
  @DisplayName("§1.1: 20 ids are answered, 21 are refused")
  void twentyIdsAreTheMost() {
    assertThat(check(ids(20)).status()).isEqualTo(200);
    assertBadRequest(check(ids(21)));
  }

  @Test
  void oneMalformedIdFailsAll() {
    assertBadRequest(check(VIEWERS, "not-a-guid"));
  }

  @Test
  void anUnreadableBodyIsABadRequest() {
    assertBadRequest(post("{"));
    assertBadRequest(post("{\"ids\":[\"" + VIEWERS + "\"]}"));
  }

  @Test
  void anUnknownUserIsNotFound() {
    Client.Answer answer =
        client.postToGraph(
            client.graphToken(),
            "/v1.0/users/" + STRANGE + "/checkMemberGroups",
            "{\"groupIds\":[\"" + VIEWERS + "\"]}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("Request_ResourceNotFound");
  }

  @Test
  @DisplayName(
      "§1.1: a User permission is needed with GroupMember.Read.All; Directory.Read.All alone")
  void bothPermissionsAreNeededOrDirectoryReadAllAlone() {
    consent("GroupMember.Read.All");
    assertDenied(check(VIEWERS));
    consent("User.Read.All");
    assertDenied(check(VIEWERS));
    consent("User.ReadBasic.All", "GroupMember.Read.All");
    assertThat(check(VIEWERS).status()).isEqualTo(200);
    consent("Directory.Read.All");
    assertThat(check(VIEWERS).status()).isEqualTo(200);
  }

  @Test
  void consentGivenLaterNeedsANewToken() {
    consent();
    String old = client.graphToken();
    consent("User.Read.All", "GroupMember.Read.All");

    assertDenied(client.graph(old, "/v1.0/users/" + ADA));
    assertThat(client.graph(client.graphToken(), "/v1.0/users/" + ADA).status()).isEqualTo(200);
  }

  @Test
  void readingUsersAndGroupsNeedsTheirPermissions() {
    consent("GroupMember.Read.All");
    assertDenied(client.graph(client.graphToken(), "/v1.0/users/" + ADA));
    assertThat(client.graph(client.graphToken(), "/v1.0/groups/" + VIEWERS).status())
        .isEqualTo(200);
    consent("User.Read.All");
    assertDenied(client.graph(client.graphToken(), "/v1.0/groups/" + VIEWERS));
  }

  @Test
  @DisplayName("§1.3: an invitation makes a guest whose name is built from the mail")
  void anInvitationMakesAGuest() {
    consent("User.Invite.All", "User.Read.All");
    Client.Answer invitation = invite();

    assertThat(invitation.status()).isEqualTo(201);
    assertThat(invitation.json().path("inviteRedeemUrl").asText())
        .startsWith(simulator.entraUrl() + "/redeem?");
    String id = invitation.json().at("/invitedUser/id").asText();
    Client.Answer guest =
        client.graph(
            client.graphToken(),
            "/v1.0/users/"
                + id
                + "?$select=userPrincipalName,mail,externalUserState,userType,createdDateTime");
    assertThat(guest.json().path("userPrincipalName").asText())
        .isEqualTo("gus_else.example#EXT#@" + simulator.world().tenantDomain());
    assertThat(guest.json().path("mail").asText()).isEqualTo("gus@else.example");
    assertThat(guest.json().path("externalUserState").asText()).isEqualTo("PendingAcceptance");
    assertThat(guest.json().path("createdDateTime").asText()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(invite().json().at("/invitedUser/id").asText()).isEqualTo(id);
  }

  @Test
  void aWriteWithoutItsPermissionIsDenied() {
    assertDenied(invite());
    assertDenied(addAda(OUTER));
  }

  @Test
  @DisplayName("§1.7: adding a member answers 204, adding again 400")
  void addingAMemberTwiceIsABadRequest() {
    consent("GroupMember.ReadWrite.All", "User.Read.All");

    assertThat(addAda(OUTER).status()).isEqualTo(204);
    Client.Answer again = addAda(OUTER);
    assertBadRequest(again);
    assertThat(again.json().at("/error/message").asText())
        .startsWith("One or more added object references already exist");
  }

  private static String[] ids(int number) {
    return IntStream.range(0, number)
        .mapToObj("9109b000-0000-4000-8000-0000000%05d"::formatted)
        .toArray(String[]::new);
  }

  private void consent(String... roles) {
    simulator.world().apps().setRoles(Client.APP, roles);
  }

  private Client.Answer check(String... groupIds) {
    return post(
        List.of(groupIds).stream()
            .map(id -> '"' + id + '"')
            .collect(Collectors.joining(",", "{\"groupIds\":[", "]}")));
  }

  private Client.Answer post(String body) {
    return client.postToGraph(
        client.graphToken(), "/v1.0/users/" + ADA + "/checkMemberGroups", body);
  }

  private Client.Answer invite() {
    return client.postToGraph(
        client.graphToken(),
        "/v1.0/invitations",
        "{\"invitedUserEmailAddress\":\"gus@else.example\","
            + "\"inviteRedirectUrl\":\"http://localhost:8080/\"}");
  }

  private Client.Answer addAda(String groupId) {
    return client.postToGraph(
        client.graphToken(),
        "/v1.0/groups/" + groupId + "/members/$ref",
        "{\"@odata.id\":\"" + simulator.graphUrl() + "/v1.0/directoryObjects/" + ADA + "\"}");
  }

  private static List<String> groups(Client.Answer answer) {
    List<String> ids = new ArrayList<>();
    answer.json().path("value").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  private static void assertBadRequest(Client.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("Request_BadRequest");
  }

  private static void assertDenied(Client.Answer answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("Authorization_RequestDenied");
  }
}
