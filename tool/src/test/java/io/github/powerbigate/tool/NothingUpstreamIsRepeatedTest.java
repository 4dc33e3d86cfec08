package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.junit.SimulatorExtension;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Secrets, tokens and other people's words: {@link Desk#run} looks for them in all that is said.
 */
class NothingUpstreamIsRepeatedTest {

  /** The name of a person in each field in which a service could have it. */
  private static final String WORDS =
      "{\"error\":{\"code\":\"canary of Kim\",\"message\":\"canary\",\"innerError\":{\"request-id\":"
          + "\"canary of Kim\"}},\"error_description\":\"canary AADSTS50020: canary\","
          + "\"message\":\"canary\",\"Message\":\"canary\",\"trace_id\":\"canary of Kim\"}";

  private final Desk.Clock clock = new Desk.Clock();

  @RegisterExtension
  final SimulatorExtension simulators =
      new SimulatorExtension(() -> SimulatorSettings.defaults().withClock(clock));

  private Simulator simulator;
  private Desk desk;

  @BeforeEach
  void fill(Simulator running, @TempDir Path folder) {
    simulator = running;
    desk = new Desk(clock, running, folder);
    World world = running.world();
    world.apps().add(Desk.GATE, Desk.SECRET, "User.Read.All", "GroupMember.Read.All");
    world.apps().add(Desk.WRITER, Desk.WRITERS_SECRET, "User.Read.All", "GroupMember.Read.All");
    world.addGroup(Desk.GROUP, "Viewers");
    world.addUser(User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"));
    world.addMember(Desk.GROUP, Desk.KIM);
    world.workspaces().grant(Desk.WORKSPACE, Desk.GATE, AccessRight.VIEWER);
    world.workspaces().grant(Desk.WORKSPACE, Desk.WRITER, AccessRight.ADMIN);
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
  }

  static Stream<Arguments> everyCommandWithEveryServiceOutOfOrder() {
    return Stream.of("watch", "who", "who --json", "who --admin", "assign", "unassign")
        .flatMap(
            command ->
                Stream.of(Service.ENTRA, Service.GRAPH, Service.POWER_BI_API)
                    .flatMap(
                        service ->
                            Stream.of(400, 401, 403, 429, 500)
                                .map(status -> Arguments.of(command, service, status))));
  }

  @ParameterizedTest
  @MethodSource("everyCommandWithEveryServiceOutOfOrder")
  void ofARefusalOnlyTheCodeIsTold(String command, Service service, int status) throws Exception {
    Reply words =
        Reply.json(status, WORDS)
            .withHeader("X-PowerBI-Error-Info", "canary of Kim")
            .withHeader("RequestId", "canary of Kim");
    simulator.faults().play(service, Fault.answer(words));

    Desk.Outcome outcome = desk.run(args(command));

    assertThat(outcome.out() + outcome.err()).isNotBlank().doesNotContain("Exception", "\tat ");
    Path csv = desk.file("watch.csv");
    if (Files.exists(csv)) {
      assertThat(csv).content().doesNotContain("canary", Desk.KIMS_NAME);
    }
  }

  private String[] args(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.addAll(List.of("--workspace", Desk.WORKSPACE));
    switch (args.get(0)) {
      case "watch" ->
          args.addAll(
              List.of(
                  "--settings",
                  desk.settings().toString(),
                  "--user",
                  Desk.KIMS_NAME,
                  "--for",
                  "5s",
                  "--csv",
                  desk.file("watch.csv").toString()));
      case "who" -> args.addAll(List.of("--settings", desk.settings().toString()));
      default ->
          args.addAll(
              List.of("--credentials", desk.credentials().toString(), "--user", Desk.KIM, "--yes"));
    }
    return args.toArray(String[]::new);
  }
}
