package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.junit.SimulatorExtension;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

  private final Desk.Clock clock = new Desk.Clock();

  @RegisterExtension
  final SimulatorExtension simulators =
      new SimulatorExtension(
          () ->
              SimulatorSettings.defaults()
                  .withClock(clock)
                  .withReplicas(1, SimulatorSettings.ReplicaChoice.RANDOM));

  private Simulator simulator;
  private World world;
  private Desk desk;

  @BeforeEach
  void fill(Simulator running, @TempDir Path folder) {
    simulator = running;
    world = running.world();
    desk = new Desk(clock, running, folder);
    world.apps().add(Desk.GATE, Desk.SECRET, "User.Read.All", "GroupMember.Read.All");
    world.addGroup(Desk.GROUP, "Viewers");
  }

  @Test
  void theTimesOfDirectoryAndGroupAreMeasured() {
    world.addUser(
        User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"),
        Propagation.IMMEDIATE.withDirectory(Delay.fixed(Duration.ofSeconds(20))));
    world.addMember(
        Desk.GROUP,
        Desk.KIM,
        Propagation.IMMEDIATE.withMembership(Delay.fixed(Duration.ofSeconds(60))));

    Desk.Outcome outcome = watch();

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("found in the directory after  0:20")
        .contains("first yes of the group after  1:00")
        .contains("last no after                 0:55")
        .contains("flaps (a no after a yes)      0")
        .contains("The group has said yes for 20 s.");
  }

  @Test
  void everyLookIsALineWithTimeStageAndAnswer() {
    kim();
    Desk.Outcome outcome = watch("--for", "7s");
    assertThat(outcome.out().lines().skip(1).toList().subList(0, 2))
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "\\d\\d:\\d\\d:\\d\\d +\\+0:0[05]  group +no +not a member yet"
                            + " \\[not-in-group\\]"));
  }

  @Test
  void aNoAfterAYesIsAFlapAndBeginsTheRunAnew() {
    kim();
    world.addMember(Desk.GROUP, Desk.KIM);
    desk.atEachPause(
        () -> {
          if (desk.pauses.size() == 2) {
            world.removeMember(Desk.GROUP, Desk.KIM);
          } else if (desk.pauses.size() == 3) {
            world.addMember(Desk.GROUP, Desk.KIM);
          }
        });

    assertThat(watch().out())
        .contains("first yes of the group after  0:00")
        .contains("last no after                 0:10")
        .contains("flaps (a no after a yes)      1")
        .contains("looks                         8, unanswered 0");
  }

  @Test
  void itEndsWhenTheTimeIsOver() {
    kim();
    Desk.Outcome outcome = watch("--every", "10s", "--for", "1m");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("The time is over.").contains("looks  ").contains(" 7, ");
    assertThat(desk.pauses).containsOnly(Duration.ofSeconds(10)).hasSize(6);
  }

  @Test
  void itNeverWrites() {
    kim();
    world.grantWorkspace(Desk.WORKSPACE, Desk.GATE);
    watch("--for", "40s", "--workspace", Desk.WORKSPACE);

    assertThat(simulator.requests().to(Service.GRAPH))
        .allMatch(it -> it.method().equals("GET") || it.target().endsWith("/checkMemberGroups"));
    assertThat(simulator.requests().to(Service.POWER_BI_API))
        .allMatch(it -> it.method().equals("GET"));
  }

  @Test
  void theListOfTheWorkspaceIsLookedAtEveryThirtySeconds() {
    kim();
    world.grantWorkspace(Desk.WORKSPACE, Desk.GATE);
    desk.atEachPause(
        () -> {
          if (desk.pauses.size() == 8) {
            world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
          }
        });

    Desk.Outcome outcome = watch("--for", "70s", "--workspace", Desk.WORKSPACE);

    assertThat(simulator.requests().to(Service.POWER_BI_API)).hasSize(3);
    assertThat(outcome.out())
        .contains("workspace  no       role of the group: none, of the user alone: none")
        .contains("workspace  yes      role of the group: Viewer, of the user alone: none")
        .contains("role in the workspace after   1:00");
  }

  @Test
  void ctrlCEndsWithTheSummary() {
    kim();
    Desk.Outcome outcome = desk.interruptedInPause(3).run(args());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("Interrupted. Measured from")
        .contains("looks                         3, unanswered 0");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whatMicrosoftAsksToWaitIsWaited() {
    kim();
    simulator.faults().play(Service.GRAPH, Fault.throttled("90"), 1);
    Desk.Outcome outcome = watch("--for", "100s");

    assertThat(desk.pauses.get(0)).isEqualTo(Duration.ofSeconds(90));
    assertThat(outcome.out()).contains("unknown").contains("throttled");
    assertThat(simulator.violations()).isEmpty();
  }

  @Test
  void aGateThatIsSetUpWronglyEndsItAtOnce() {
    kim();
    world.apps().expireSecrets(Desk.GATE);
    Desk.Outcome outcome = watch();

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).contains("AADSTS7000222").contains("client-secret");
    assertThat(desk.pauses).isEmpty();
  }

  @Test
  void theFileHasALineForEachLookAndNoName() throws IOException {
    kim();
    Path csv = desk.file("watch.csv");
    watch("--for", "10s", "--csv", csv.toString());

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).isEqualTo("time,elapsedSeconds,user,stage,answer,code,requestId");
    assertThat(lines.subList(1, lines.size()))
        .hasSize(3)
        .allMatch(line -> line.matches("2026-[^,]+Z,\\d+,[A-Z2-7]{12},group,no,not-in-group,"));
    assertThat(String.join("\n", lines)).doesNotContain("kim", Desk.KIM);
  }

  @Test
  void theReferenceIsTheSameInOneRunAndAnotherInTheNext() throws IOException {
    kim();
    watch("--for", "10s", "--csv", desk.file("1.csv").toString());
    watch("--for", "10s", "--csv", desk.file("2.csv").toString());

    List<String> first = references(desk.file("1.csv"));
    assertThat(first).hasSize(1);
    assertThat(references(desk.file("2.csv"))).hasSize(1).isNotEqualTo(first);
  }

  @Test
  void withNamesTheFileHasTheName() throws IOException {
    kim();
    watch("--for", "5s", "--names", "--csv", desk.file("watch.csv").toString());
    assertThat(references(desk.file("watch.csv"))).containsExactly(Desk.KIMS_NAME);
  }

  @Test
  void aFileThatIsThereIsNotOverwritten() throws IOException {
    kim();
    Path csv = Files.writeString(desk.file("watch.csv"), "mine");
    Desk.Outcome outcome = watch("--csv", csv.toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("not overwritten");
    assertThat(csv).hasContent("mine");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theFileIsReadableForItsOwnerAlone() throws IOException {
    kim();
    watch("--for", "5s", "--csv", desk.file("watch.csv").toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.file("watch.csv"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aLengthOfTimeThatIsNoneIsBadUsage() {
    assertThat(watch("--every", "0s").err()).contains("--every must be a length of time");
    assertThat(watch("--for", "soon").err()).contains("--for must be a length of time");
  }

  private void kim() {
    world.addUser(User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"));
  }

  private Desk.Outcome watch(String... more) {
    return desk.run(args(more));
  }

  private String[] args(String... more) {
    List<String> args =
        new java.util.ArrayList<>(
            List.of("watch", "--settings", desk.settings().toString(), "--user", Desk.KIMS_NAME));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private static List<String> references(Path csv) throws IOException {
    return Files.readAllLines(csv).stream()
        .skip(1)
        .map(line -> line.split(",", -1)[2])
        .distinct()
        .toList();
  }
}
