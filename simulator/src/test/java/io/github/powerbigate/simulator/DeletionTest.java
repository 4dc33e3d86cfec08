package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.Licence;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who goes, who comes again, and who shares a mail (Microsoft facts §1.2, §1.4)")
final class DeletionTest {
  private static final String ADA = GraphTest.ADA;
  private static final String VIEWERS = GraphTest.VIEWERS;
  private static final String MAIL = "gus@else.example";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    consent("User.ReadWrite.All", "GroupMember.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
    world.addGroup(VIEWERS, "Viewers");
    world.addMember(VIEWERS, ADA);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void aPermittedAppDeletesAUser() {
    assertThat(delete(ADA).status()).isEqualTo(204);

    assertThat(get("/v1.0/users/" + ADA).status()).isEqualTo(404);
    assertThat(get("/v1.0/users/ada@portal.example").status()).isEqualTo(404);
    assertThat(delete(ADA).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("User.ReadWrite.All and nothing else allows it (Graph's page of DELETE /users)")
  void anAppThatMayNotDeletesNobody() {
    consent("User.Read.All", "Directory.ReadWrite.All");

    assertThat(delete(ADA).status()).isEqualTo(403);
    assertThat(get("/v1.0/users/" + ADA).status()).isEqualTo(200);
  }

  @Test
  void whoIsInvitedAgainHasTheSameMailAndAnotherId() {
    String before = invite();
    world.addMember(VIEWERS, before);
    delete(before);
    String after = invite();

    assertThat(after).isNotEqualTo(before);
    assertThat(get("/v1.0/users/" + before).status()).isEqualTo(404);
    assertThat(ids("mail eq '" + MAIL + "'")).containsExactly(after);
    assertThat(world.isMember(VIEWERS, after)).isFalse();
  }

  @Test
  void aDeletedUserComesBackWithGroupsAndLicences() {
    world.licences().assign(ADA, Licence.PRO);
    world.deleteUser(ADA);
    assertThat(world.isMember(VIEWERS, ADA)).isFalse();
    clock.pass(Duration.ofDays(29));
    world.restoreUser(ADA);

    assertThat(get("/v1.0/users/ada@portal.example").json().path("id").asText()).isEqualTo(ADA);
    assertThat(world.isMember(VIEWERS, ADA)).isTrue();
    assertThat(world.licences().of(ADA, 0)).containsExactly(Licence.PRO);
  }

  @Test
  void afterThirtyDaysADeletedUserIsGoneForGood() {
    world.deleteUser(ADA);
    clock.pass(Duration.ofDays(30));

    assertThat(catchThrowable(() -> world.restoreUser(ADA)))
        .hasMessage("no deleted user has the id " + ADA);
  }

  @Test
  void nobodyIsRestoredWhoseNameSomebodyElseHas() {
    String before = invite();
    world.deleteUser(before);
    String after = invite();

    assertThat(catchThrowable(() -> world.restoreUser(before)))
        .hasMessageStartingWith("somebody else is called gus_else.example#EXT#@");
    world.deleteUser(after);
    world.restoreUser(before);
    assertThat(ids("mail eq '" + MAIL + "'")).containsExactly(before);
  }

  @Test
  @DisplayName("§1.2: a mail is not unique; the search gives everybody who has it")
  void twoWhoShareAMailAreBothFound() {
    String guest = invite();
    String member = "9a700000-0000-4000-8000-000000000007";
    world.addUser(User.member(member, "gus@portal.example", "Gus").withMail(MAIL));

    assertThat(ids("mail eq '" + MAIL + "'")).containsExactlyInAnyOrder(guest, member);
  }

  @Test
  @DisplayName("§1.2: who was just created may be answered by 202 and nothing")
  void whoWasJustCreatedMayBeAnsweredByAccepted() {
    world.spreads().set(MAIL, Propagation.IMMEDIATE.withUnfinished(Duration.ofSeconds(5)));
    String guest = invite();

    Client.Answer early = get("/v1.0/users/" + guest);
    assertThat(early.status()).isEqualTo(202);
    assertThat(early.text()).isEmpty();
    assertThat(ids("mail eq '" + MAIL + "'")).containsExactly(guest);
    clock.pass(Duration.ofSeconds(5));
    assertThat(get("/v1.0/users/" + guest).status()).isEqualTo(200);
  }

  private void consent(String... roles) {
    world.apps().setRoles(Client.APP, roles);
  }

  private Client.Answer get(String path) {
    return client.graph(client.graphToken(), path);
  }

  private Client.Answer delete(String id) {
    return client.deleteFromGraph(client.graphToken(), "/v1.0/users/" + id);
  }

  private String invite() {
    return client
        .postToGraph(
            client.graphToken(),
            "/v1.0/invitations",
            "{\"invitedUserEmailAddress\":\""
                + MAIL
                + "\",\"inviteRedirectUrl\":\"http://localhost:1/\"}")
        .json()
        .at("/invitedUser/id")
        .asText();
  }

  private List<String> ids(String filter) {
    return get("/v1.0/users?$select=id&$filter=" + Client.encode(filter))
        .json()
        .path("value")
        .findValues("id")
        .stream()
        .map(JsonNode::asText)
        .toList();
  }
}
