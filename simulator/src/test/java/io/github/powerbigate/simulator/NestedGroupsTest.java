package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("checkMemberObjects and groups within groups (Microsoft facts §1.1, §1.4, §2.1)")
final class NestedGroupsTest {
  private static final String ADA = GraphTest.ADA;
  private static final String VIEWERS = GraphTest.VIEWERS;
  private static final String OUTER = GraphTest.OUTER;
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(
          SimulatorSettings.defaults()
              .withClock(clock)
              .withReplicas(1, SimulatorSettings.ReplicaChoice.RANDOM));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    consent("User.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
    world.addGroup(VIEWERS, "Viewers");
    world.addGroup(OUTER, "Outer");
    world.grantWorkspace(WORKSPACE, OUTER);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  @DisplayName("§1.1: checkMemberObjects is asked by ids, and looks through nested groups")
  void objectsAreAskedForByIds() {
    world.nestGroup(OUTER, VIEWERS);
    world.addMember(VIEWERS, ADA);

    assertThat(found(objects("ids", OUTER, VIEWERS, GraphTest.STRANGE)))
        .containsExactly(OUTER, VIEWERS);
    assertThat(objects("groupIds", OUTER).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("§1.1: 20 ids are answered, 21 are refused")
  void twentyObjectsAreTheMost() {
    assertThat(objects("ids", Collections.nCopies(20, OUTER).toArray(new String[0])).status())
        .isEqualTo(200);
    Client.Answer tooMany = objects("ids", Collections.nCopies(21, OUTER).toArray(new String[0]));
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(tooMany.json().at("/error/code").asText()).isEqualTo("Request_BadRequest");
  }

  @Test
  @DisplayName(
      "checkMemberObjects needs User.Read.All alone (GD directoryobject-checkmemberobjects)")
  void objectsNeedThePermissionToReadUsers() {
    consent("User.ReadBasic.All", "GroupMember.Read.All");
    assertThat(objects("ids", OUTER).status()).isEqualTo(403);
    consent("Directory.Read.All");
    assertThat(objects("ids", OUTER).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("§1.1: a group that hides its members hides them here too")
  void aHiddenGroupIsLeftOutOfObjects() {
    world.nestGroup(OUTER, VIEWERS);
    world.addMember(VIEWERS, ADA);
    world.hideGroup(VIEWERS);

    assertThat(found(objects("ids", OUTER, VIEWERS))).containsExactly(OUTER);
    consent("User.Read.All", "Member.Read.Hidden");
    assertThat(found(objects("ids", OUTER, VIEWERS))).containsExactly(OUTER, VIEWERS);
  }

  @Test
  @DisplayName("§1.4: both memberships on the way have to arrive, in Graph and in Power BI")
  void bothEdgesHaveToArrive() {
    world.nestGroup(OUTER, VIEWERS, after(20));
    world.addMember(VIEWERS, ADA, after(10));

    assertThat(found(objects("ids", OUTER, VIEWERS))).isEmpty();
    clock.pass(Duration.ofSeconds(10));
    assertThat(found(objects("ids", OUTER, VIEWERS))).containsExactly(VIEWERS);
    assertThat(world.powerBi().visit(ADA, WORKSPACE, 0)).isFalse();
    clock.pass(Duration.ofSeconds(10));
    assertThat(found(objects("ids", OUTER, VIEWERS))).containsExactly(OUTER, VIEWERS);
    assertThat(world.powerBi().visit(ADA, WORKSPACE, 0)).isTrue();
  }

  @Test
  void theWayThroughAGroupEndsWhereItIsTakenOut() {
    world.nestGroup(OUTER, VIEWERS);
    world.addMember(VIEWERS, ADA);
    world.removeMember(OUTER, VIEWERS, after(10));

    assertThat(found(objects("ids", OUTER))).containsExactly(OUTER);
    clock.pass(Duration.ofSeconds(10));
    assertThat(found(objects("ids", OUTER))).isEmpty();
  }

  @Test
  void anAppMayPutOneGroupIntoAnother() {
    consent("User.Read.All", "GroupMember.ReadWrite.All");
    world.addMember(VIEWERS, ADA);

    assertThat(nest().status()).isEqualTo(204);
    assertThat(nest().status()).isEqualTo(400);
    assertThat(found(objects("ids", OUTER))).containsExactly(OUTER);
  }

  @Test
  @DisplayName("§2.1: who has access by another group has it without ours")
  void anotherGroupOpensTheWorkspaceToo() {
    world.addMember(OUTER, ADA);

    assertThat(found(objects("ids", VIEWERS))).isEmpty();
    assertThat(world.powerBi().visit(ADA, WORKSPACE, 0)).isTrue();
  }

  private void consent(String... roles) {
    world.apps().setRoles(Client.APP, roles);
  }

  private Client.Answer nest() {
    return client.postToGraph(
        client.graphToken(),
        "/v1.0/groups/" + OUTER + "/members/$ref",
        "{\"@odata.id\":\"" + simulator.graphUrl() + "/v1.0/directoryObjects/" + VIEWERS + "\"}");
  }

  private Client.Answer objects(String key, String... ids) {
    String list = List.of(ids).stream().map(id -> '"' + id + '"').collect(Collectors.joining(","));
    return client.postToGraph(
        client.graphToken(),
        "/v1.0/users/" + ADA + "/checkMemberObjects",
        "{\"" + key + "\":[" + list + "]}");
  }

  private static List<String> found(Client.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return StreamSupport.stream(answer.json().path("value").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static Propagation after(int seconds) {
    return Propagation.ofMembership(Delay.fixed(Duration.ofSeconds(seconds)));
  }
}
