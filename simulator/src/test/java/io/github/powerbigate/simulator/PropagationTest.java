package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Flapping;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Propagation (Microsoft facts §1.2, §1.4, §2.2, §2.3, §5)")
final class PropagationTest {
  private static final String ADA = GraphTest.ADA;
  private static final String VIEWERS = GraphTest.VIEWERS;
  private static final String WORKSPACE = "c0c0c0c0-0000-4000-8000-000000000001";

  private final SettableClock clock = new SettableClock();
  private final World world = new World(clock, new Random(1), "contoso.example", 3);

  @BeforeEach
  void fillTheTenant() {
    world.addGroup(VIEWERS, "Viewers");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
    world.grantWorkspace(WORKSPACE, VIEWERS);
  }

  @Test
  @DisplayName("§1.4: each replica sees a new membership in its own time")
  void eachReplicaSeesAMembershipInItsOwnTime() {
    world.addMember(VIEWERS, ADA, Propagation.ofMembership(perReplica(0, 10, 20)));

    assertThat(seenBy()).containsExactly(true, false, false);
    clock.pass(Duration.ofSeconds(10));
    assertThat(seenBy()).containsExactly(true, true, false);
    clock.pass(Duration.ofSeconds(10));
    assertThat(seenBy()).containsExactly(true, true, true);
    assertThat(world.settledAt(VIEWERS, ADA)).isEqualTo(clock.instant());
  }

  @Test
  @DisplayName("§1.4: a user just created may be unknown to some replicas, and to the index longer")
  void aUserJustCreatedIsUnknownToSomeReplicas() {
    User guest =
        world.invite(
            "gus@else.example",
            "Gus",
            Propagation.IMMEDIATE
                .withDirectory(perReplica(0, 10, 10))
                .withMailIndex(Delay.fixed(Duration.ofSeconds(30))));

    assertThat(world.directory().user(guest.id(), 0)).isPresent();
    assertThat(world.directory().user(guest.id(), 1)).isEmpty();
    clock.pass(Duration.ofSeconds(10));
    assertThat(world.directory().user(guest.userPrincipalName(), 1)).isPresent();
    assertThat(world.directory().search(User::isGuest)).isEmpty();
    clock.pass(Duration.ofSeconds(20));
    assertThat(world.directory().search(User::isGuest)).hasSize(1);
  }

  @Test
  void aRemovalSpreadsTheSameWay() {
    world.addMember(VIEWERS, ADA);
    world.removeMember(VIEWERS, ADA, Propagation.ofMembership(perReplica(0, 10, 10)));

    assertThat(seenBy()).containsExactly(false, true, true);
    assertThat(world.isMember(VIEWERS, ADA)).isFalse();
    clock.pass(Duration.ofSeconds(10));
    assertThat(seenBy()).containsExactly(false, false, false);
  }

  @Test
  @DisplayName("§1.4: a positive read can be followed by a negative one")
  void aFlappingReplicaChangesItsMindUntilItHasSettled() {
    world.addMember(
        VIEWERS,
        ADA,
        Propagation.IMMEDIATE.withFlapping(
            new Flapping(Set.of(1), Duration.ofSeconds(5), Duration.ofSeconds(15))));

    assertThat(seenBy()).containsExactly(true, true, true);
    clock.pass(Duration.ofSeconds(5));
    assertThat(seenBy()).containsExactly(true, false, true);
    clock.pass(Duration.ofSeconds(5));
    assertThat(seenBy()).containsExactly(true, true, true);
    clock.pass(Duration.ofSeconds(5));
    assertThat(seenBy()).containsExactly(true, true, true);
    assertThat(world.settledAt(VIEWERS, ADA)).isEqualTo(clock.instant());
  }

  @Test
  @DisplayName("§2.2, §5: the first visit freezes what it finds, too little")
  void theFirstVisitFreezesARefusal() {
    world.addMember(
        VIEWERS,
        ADA,
        Propagation.ofMembership(perReplica(10, 10, 10)).withPowerBiFreeze(Duration.ofMinutes(1)));

    assertThat(visit(0)).isFalse();
    clock.pass(Duration.ofSeconds(59));
    assertThat(visit(0)).isFalse();
    clock.pass(Duration.ofSeconds(1));
    assertThat(visit(0)).isTrue();
  }

  @Test
  void aVisitThatComesLateEnoughIsAdmittedAtOnce() {
    world.addMember(
        VIEWERS,
        ADA,
        Propagation.ofMembership(perReplica(10, 10, 10)).withPowerBiFreeze(Duration.ofMinutes(1)));
    clock.pass(Duration.ofSeconds(10));

    assertThat(visit(0)).isTrue();
  }

  @Test
  @DisplayName("§2.3: staleness is permissive as well: who was removed keeps access")
  void theFirstVisitFreezesAccessToo() {
    world.addMember(VIEWERS, ADA, Propagation.IMMEDIATE.withPowerBiFreeze(Duration.ofMinutes(1)));
    assertThat(visit(0)).isTrue();
    world.removeMember(VIEWERS, ADA);

    assertThat(visit(0)).isTrue();
    world.forgetVisit(ADA);
    assertThat(visit(0)).isFalse();
  }

  @Test
  void powerBiHasADelayOfItsOwnAndReadsOneReplica() {
    world.addMember(
        VIEWERS,
        ADA,
        Propagation.ofMembership(perReplica(0, 10, 20))
            .withPowerBi(Delay.fixed(Duration.ofSeconds(30))));

    assertThat(visit(0)).isFalse();
    clock.pass(Duration.ofSeconds(30));
    assertThat(visit(0)).isTrue();
    assertThat(visit(1)).isFalse();
  }

  @Test
  void aRoleInTheWorkspaceItselfNeedsNoGroup() {
    world.grantWorkspace(WORKSPACE, ADA);

    assertThat(visit(0)).isTrue();
    assertThat(seenBy()).containsExactly(false, false, false);
  }

  @Test
  void aPersonCanBeMadeAsNew() {
    world.addMember(VIEWERS, ADA, Propagation.IMMEDIATE.withPowerBiFreeze(Duration.ofHours(1)));
    assertThat(visit(0)).isTrue();
    world.reset(ADA);

    assertThat(visit(0)).isFalse();
    assertThat(world.isMember(VIEWERS, ADA)).isFalse();
  }

  @Test
  void theSameSeedDrawsTheSameDelays() {
    Delay tail = Delay.logNormal(Duration.ofSeconds(60), 1);

    assertThat(draws(tail, 7)).isEqualTo(draws(tail, 7)).isNotEqualTo(draws(tail, 8));
  }

  @Test
  void drawsFollowTheirDistribution() {
    List<Duration> tail = draws(Delay.logNormal(Duration.ofSeconds(60), 1), 7);
    List<Duration> even = draws(Delay.uniform(Duration.ofSeconds(1), Duration.ofSeconds(2)), 7);

    assertThat(tail.stream().filter(it -> it.toSeconds() < 60).count()).isBetween(450L, 550L);
    assertThat(even)
        .allSatisfy(it -> assertThat(it).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
  }

  @Test
  void aNestedGroupGivesAccess() {
    String inner = GraphTest.OUTER;
    world.addGroup(inner, "Inner");
    world.nestGroup(VIEWERS, inner);
    world.addMember(inner, ADA);

    assertThat(visit(0)).isTrue();
    assertThat(seenBy()).containsExactly(true, true, true);
  }

  @Test
  void groupsInACircleDoNoHarm() {
    world.addGroup(GraphTest.OUTER, "Outer");
    world.nestGroup(GraphTest.OUTER, VIEWERS);
    world.nestGroup(VIEWERS, GraphTest.OUTER);
    world.addMember(VIEWERS, ADA);

    assertThat(world.directory().groupsOf(ADA, 0)).containsOnly(VIEWERS, GraphTest.OUTER);
  }

  @Test
  void theStateOfAPersonSaysWhatEachReplicaSees() {
    world.addMember(VIEWERS, ADA, Propagation.ofMembership(perReplica(0, 10, 20)));

    assertThat(world.people())
        .singleElement()
        .satisfies(
            state -> {
              assertThat(state.groups().get(VIEWERS)).containsExactly(true, false, false);
              assertThat(state.known()).containsExactly(true, true, true);
              assertThat(state.powerBiKeepsUntil()).isNull();
            });
  }

  @Test
  void aMembershipOfAnUnknownGroupIsAMistake() {
    assertThat(catchThrowable(() -> world.addMember(GraphTest.STRANGE, ADA)))
        .hasMessage("no group has the id " + GraphTest.STRANGE);
  }

  private List<Boolean> seenBy() {
    return IntStream.range(0, 3)
        .mapToObj(replica -> world.directory().groupsOf(ADA, replica).contains(VIEWERS))
        .toList();
  }

  private boolean visit(int replica) {
    return world.powerBi().visit(ADA, WORKSPACE, replica);
  }

  private static List<Duration> draws(Delay delay, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, 1000).mapToObj(i -> delay.draw(random, 0)).toList();
  }

  private static Delay perReplica(int first, int second, int third) {
    return Delay.perReplica(
        Duration.ofSeconds(first), Duration.ofSeconds(second), Duration.ofSeconds(third));
  }
}
