package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("transitiveMembers: who is in a group, directly or not (Microsoft facts §1.1, §1.2)")
final class GroupMembersTest {
  private static final String ADA = GraphTest.ADA;
  private static final String VIEWERS = GraphTest.VIEWERS;
  private static final String OUTER = GraphTest.OUTER;

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new SettableClock()));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET, "GroupMember.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
    world.addGroup(VIEWERS, "Viewers");
    world.addGroup(OUTER, "Outer");
    world.nestGroup(OUTER, VIEWERS);
    world.addMember(VIEWERS, ADA);
    world.addMember(VIEWERS, Client.APP);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void usersGroupsAndAppsAreInOneListWithTheirKinds() {
    JsonNode rows = ask(OUTER, "").json().path("value");

    assertThat(rows.findValuesAsText("@odata.type"))
        .containsExactly(
            "#microsoft.graph.user", "#microsoft.graph.group", "#microsoft.graph.servicePrincipal");
    assertThat(rows.path(0).path("userPrincipalName").asText()).isEqualTo("ada@portal.example");
  }

  @Test
  void aLongListComesInPages() {
    for (int number = 0; number < 120; number++) {
      String id = "d2d2d2d2-0000-4000-8000-%012d".formatted(number);
      world.addUser(User.member(id, "p" + number + "@portal.example", "P" + number));
      world.addMember(VIEWERS, id);
    }

    JsonNode first = ask(VIEWERS, "?$select=id").json();
    assertThat(first.path("value")).hasSize(100);
    URI next = URI.create(first.path("@odata.nextLink").asText());
    JsonNode second = client.get(next, "Authorization", "Bearer " + client.graphToken()).json();
    assertThat(second.path("value")).hasSize(22);
    assertThat(second.has("@odata.nextLink")).isFalse();
  }

  @Test
  @DisplayName("§1.1: a group that hides its members needs Member.Read.Hidden")
  void aHiddenGroupShowsNobody() {
    world.hideGroup(VIEWERS);
    assertThat(ask(VIEWERS, "").json().path("value")).isEmpty();
    world.apps().setRoles(Client.APP, "GroupMember.Read.All", "Member.Read.Hidden");
    assertThat(ask(VIEWERS, "").json().path("value")).hasSize(2);
  }

  @Test
  void itNeedsAPermission() {
    world.apps().setRoles(Client.APP, "User.Read.All");
    assertThat(ask(VIEWERS, "").status()).isEqualTo(403);
  }

  private Client.Answer ask(String group, String query) {
    return client.get(
        URI.create(simulator.graphUrl() + "/v1.0/groups/" + group + "/transitiveMembers" + query),
        "Authorization",
        "Bearer " + client.graphToken());
  }
}
