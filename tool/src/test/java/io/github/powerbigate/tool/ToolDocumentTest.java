package io.github.powerbigate.tool;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.junit.SimulatorExtension;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/tool.md has every option, and its samples are what the commands say. */
class ToolDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/tool.md");

  private final Desk.Clock clock = new Desk.Clock();

  @RegisterExtension
  final SimulatorExtension simulators =
      new SimulatorExtension(
          () ->
              SimulatorSettings.defaults()
                  .withClock(clock)
                  .withReplicas(1, SimulatorSettings.ReplicaChoice.RANDOM));

  private World world;
  private Desk desk;

  @BeforeEach
  void fill(Simulator running, @TempDir Path folder) {
    world = running.world();
    desk = new Desk(clock, running, folder);
    world.apps().add(Desk.GATE, Desk.SECRET, "User.Read.All", "GroupMember.Read.All");
    world.apps().add(Desk.WRITER, Desk.WRITERS_SECRET, "User.Read.All", "GroupMember.Read.All");
    world.addGroup(Desk.GROUP, "Report viewers");
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
  }

  @ParameterizedTest
  @EnumSource(value = Command.class, names = "DOCTOR", mode = EnumSource.Mode.EXCLUDE)
  void everyOptionHasItsRow(Command command) throws IOException {
    assertThat(new TreeSet<>(rows("## " + command.word())))
        .isEqualTo(
            new TreeSet<>(
                command.options().stream().map(option -> option.split("=", 2)[0]).toList()));
  }

  @Test
  void theSampleOfWatchIsWhatItSays() throws IOException {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GATE, AccessRight.VIEWER);
    world.addUser(
        User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"),
        Propagation.IMMEDIATE.withDirectory(Delay.fixed(Duration.ofSeconds(10))));
    world.addMember(
        Desk.GROUP, Desk.KIM, Propagation.ofMembership(Delay.fixed(Duration.ofSeconds(20))));

    assertIsTheSample(
        desk.run(
            "watch",
            "--settings",
            desk.settings().toString(),
            "--user",
            Desk.KIMS_NAME,
            "--workspace",
            Desk.WORKSPACE));
  }

  @Test
  void theSampleOfWhoIsWhatItSays() throws IOException {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GATE, AccessRight.VIEWER);
    world.workspaces().grant(Desk.WORKSPACE, Desk.WRITER, AccessRight.MEMBER);
    kim();
    world.addUser(
        User.guest(
            "d1d1d1d1-0000-4000-8000-000000000002",
            "lee@else.example",
            "Lee",
            "simulator.onmicrosoft.com"));
    world.addMember(Desk.GROUP, Desk.KIM);
    world.addMember(Desk.GROUP, "d1d1d1d1-0000-4000-8000-000000000002");
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.CONTRIBUTOR);

    assertIsTheSample(
        desk.run("who", "--settings", desk.settings().toString(), "--workspace", Desk.WORKSPACE));
  }

  @Test
  void theSamplesOfAssignAndUnassignAreWhatTheySay() throws IOException {
    world.workspaces().grant(Desk.WORKSPACE, Desk.WRITER, AccessRight.MEMBER);
    kim();
    assertIsTheSample(desk.run(args("assign", "--yes")));
    world.addMember(Desk.GROUP, Desk.KIM);
    assertIsTheSample(desk.run(args("unassign", "--yes")));
  }

  private void kim() {
    world.addUser(User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"));
  }

  private String[] args(String command, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                command,
                "--credentials",
                desk.credentials().toString(),
                "--workspace",
                Desk.WORKSPACE,
                "--user",
                Desk.KIM));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  /** Times of day are those of wherever the tests run. */
  private static void assertIsTheSample(Desk.Outcome outcome) throws IOException {
    String said =
        outcome
            .out()
            .lines()
            .map(line -> line.replaceAll("\\b\\d\\d:\\d\\d:\\d\\d\\b", "hh:mm:ss"))
            .collect(joining("\n"));
    assertThat(Files.readString(DOCUMENT)).contains("```\n" + said + "\n```");
  }

  /** What stands in the first column of the first table of a chapter. */
  private static List<String> rows(String chapter) throws IOException {
    try (Stream<String> lines = Files.lines(DOCUMENT)) {
      return lines
          .dropWhile(line -> !line.equals(chapter))
          .dropWhile(line -> !line.startsWith("| option |"))
          .skip(2)
          .takeWhile(line -> line.startsWith("|"))
          .map(line -> line.split("`", -1)[1].split(" ", 2)[0])
          .toList();
    }
  }
}
