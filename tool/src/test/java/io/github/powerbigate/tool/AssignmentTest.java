package io.github.powerbigate.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.Simulator;
import io.github.powerbigate.simulator.SimulatorSettings;
import io.github.powerbigate.simulator.junit.SimulatorExtension;
import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.AccessRight;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AssignmentTest {

  private static final String USERS = "/v1.0/myorg/groups/" + Desk.WORKSPACE + "/users";

  private final Desk.Clock clock = new Desk.Clock();

  @RegisterExtension
  final SimulatorExtension simulators =
      new SimulatorExtension(() -> SimulatorSettings.defaults().withClock(clock));

  private Simulator simulator;
  private World world;
  private Desk desk;

  @BeforeEach
  void fill(Simulator running, @TempDir Path folder) {
    simulator = running;
    world = running.world();
    desk = new Desk(clock, running, folder);
    world.apps().add(Desk.WRITER, Desk.WRITERS_SECRET, "User.Read.All", "GroupMember.Read.All");
    world.addGroup(Desk.GROUP, "Viewers");
    world.addUser(User.member(Desk.KIM, Desk.KIMS_NAME, "Kim"));
    world.workspaces().grant(Desk.WORKSPACE, Desk.WRITER, AccessRight.MEMBER);
  }

  @Test
  void theRoleIsViewerUnlessAnotherIsNamed() {
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isZero();
    assertThat(role()).isEqualTo("Viewer");
    assertThat(written())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.method()).isEqualTo("POST");
              assertThat(it.body())
                  .isEqualTo(
                      "{\"identifier\":\""
                          + Desk.KIM
                          + "\",\"principalType\":\"User\",\"groupUserAccessRight\":\"Viewer\"}");
            });
  }

  @Test
  void thatItTakesEffectAtTheNextSignInIsTold() {
    assertThat(assign(Desk.KIM, "--yes").out())
        .contains("takes effect when the user signs in to Power BI the next time");
  }

  @Test
  void anotherRoleCanBeNamed() {
    assertThat(assign(Desk.KIM, "--role", "Contributor", "--yes").code()).isZero();
    assertThat(role()).isEqualTo("Contributor");
  }

  @Test
  void aRoleThatIsNoneIsBadUsage() {
    assertThat(assign(Desk.KIM, "--role", "Owner", "--yes").err()).contains("--role must be");
    assertThat(written()).isEmpty();
  }

  @Test
  void anObjectIdIsEnoughWithoutAnyPermissionInGraph() {
    world.apps().setRoles(Desk.WRITER);
    assertThat(assign(Desk.KIM, "--yes").code()).isZero();
    assertThat(role()).isEqualTo("Viewer");
  }

  @Test
  void aNameIsLookedUpAndItsObjectIdSent() {
    assertThat(assign(Desk.KIMS_NAME, "--yes").code()).isZero();
    assertThat(written()).singleElement().satisfies(it -> assertThat(it.body()).contains(Desk.KIM));
  }

  @Test
  void aNameThatFitsTwoIsRefused() {
    world.addUser(
        User.member("d1d1d1d1-0000-4000-8000-000000000003", "a@portal.example", "A")
            .withMail("shared@portal.example"));
    world.addUser(
        User.member("d1d1d1d1-0000-4000-8000-000000000004", "b@portal.example", "B")
            .withMail("shared@portal.example"));

    Desk.Outcome outcome = assign("shared@portal.example", "--yes");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("fits more than one person").doesNotContain("shared");
    assertThat(written()).isEmpty();
  }

  @Test
  void aNameThatFitsNobodyIsRefused() {
    Desk.Outcome outcome = assign("nobody@portal.example", "--yes");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("does not find anybody by that name");
    assertThat(written()).isEmpty();
  }

  @Test
  void whoHasTheRoleAlreadyIsASuccess() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.VIEWER);
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("has the role Viewer already");
    assertThat(written()).isEmpty();
  }

  @Test
  void anotherRoleThanTheOneThereIsTold() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.ADMIN);
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("another one: Admin, not Viewer");
    assertThat(role()).isEqualTo("Admin");
  }

  @Test
  void aDuplicateThatPowerBiTellsOfIsASuccess() {
    world.apps().setRoles(Desk.WRITER);
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.CONTRIBUTOR);
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("has a role already", "User.Read.All");
    assertThat(written()).hasSize(1);
  }

  @Test
  void fromNineHundredOnTheLimitIsTold() {
    fillTheWorkspaceUpTo(900);
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("900 people, groups and apps", "of 1,000");
    assertThat(role()).isEqualTo("Viewer");
  }

  @Test
  void atAThousandItIsRefusedAndNothingIsAsked() {
    fillTheWorkspaceUpTo(1000);
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("1000 people, groups and apps", "1,000", "group instead");
    assertThat(written()).isEmpty();
  }

  @Test
  void whomPowerBiDoesNotKnowYetIsTold() {
    User late =
        world.invite(
            "late@else.example",
            "Late",
            Propagation.IMMEDIATE.withDirectory(Delay.fixed(Duration.ofHours(1))));
    Desk.Outcome outcome = assign(late.id(), "--yes");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("Power BI does not know the user yet", "InvalidRequest", "request-id")
        .doesNotContain("userDetails");
  }

  @Test
  void throttlingIsToldWithTheTime() {
    afterTheList(Fault.throttled("90"));
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("fewer requests; ask again in 1:30, not before");
    assertThat(written()).hasSize(1);
  }

  @Test
  void withoutAYesNothingIsChanged() {
    Desk.Outcome silent = assign(Desk.KIM);
    assertThat(silent.code()).isEqualTo(1);
    assertThat(silent.out()).contains("[y/N]", "Nothing was changed.");
    assertThat(desk.typing("no").run(args("assign", Desk.KIM)).code()).isEqualTo(1);
    assertThat(written()).isEmpty();
  }

  @Test
  void withAYesTypedItIsDone() {
    assertThat(desk.typing("yes").run(args("assign", Desk.KIM)).code()).isZero();
    assertThat(role()).isEqualTo("Viewer");
  }

  @Test
  void theGatesOwnCredentialsAreRefused() {
    Desk.Outcome outcome =
        assign(
            Desk.KIM,
            "--yes",
            "--settings",
            desk.settings(Map.of("clientId", Desk.WRITER.toUpperCase(java.util.Locale.ROOT)))
                .toString());

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("the gate's own credentials");
    assertThat(simulator.requests().all()).isEmpty();
  }

  @Test
  void besideTheSettingsOfAnotherAppItWorks() {
    assertThat(assign(Desk.KIM, "--yes", "--settings", desk.settings().toString()).code()).isZero();
  }

  @Test
  void theCredentialsMayHoldNothingOfAGate() {
    Path file = desk.credentials(Map.of("groupId", Desk.GROUP));
    Desk.Outcome outcome = desk.run(with("assign", file, Desk.KIM, "--yes"));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("may hold nothing but: ").doesNotContain("groupId");
  }

  @Test
  void aCredentialThatIsMissingIsNamed() {
    Path file = desk.credentials(Map.of("clientSecret", ""));
    Desk.Outcome outcome = desk.run(with("assign", file, Desk.KIM, "--yes"));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("clientSecret");
  }

  @Test
  void aWrongSecretIsToldWithoutIt() {
    Path file = desk.credentials(Map.of("clientSecret", "canary-wrong"));
    Desk.Outcome outcome = desk.run(with("assign", file, Desk.KIM, "--yes"));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("Nothing was changed.", "AADSTS7000215");
  }

  @Test
  void anAppThatMayNotLetOthersInIsTold() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.WRITER, AccessRight.CONTRIBUTOR);
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("Make it a Member or an Admin");
  }

  @Test
  void whatMicrosoftSaysInWordsIsNotRepeated() {
    afterTheList(
        Fault.answer(
            Reply.json(
                400, "{\"error\":{\"code\":\"Odd\",\"message\":\"canary kim@portal.example\"}}")));
    Desk.Outcome outcome = assign(Desk.KIM, "--yes");
    assertThat(outcome.err()).contains("Power BI refuses [Odd").doesNotContain(Desk.KIMS_NAME);
  }

  @Test
  void thatNoAnswerCameIsToldAsNotKnown() {
    afterTheList(Fault.silent());
    Path file = desk.credentials(Map.of("probeTimeout", "2s"));
    Desk.Outcome outcome = desk.run(with("assign", file, Desk.KIM, "--yes"));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("is not known: look by who");
  }

  @Test
  void theOwnRoleIsTakenAway() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.VIEWER);
    Desk.Outcome outcome = unassign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("own role is taken away");
    assertThat(world.workspaces().roleOf(Desk.WORKSPACE, Desk.KIM)).isEmpty();
  }

  @Test
  void theOwnRoleIsTakenAwayByObjectIdAloneToo() {
    world.apps().setRoles(Desk.WRITER);
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.VIEWER);

    assertThat(unassign(Desk.KIM, "--yes").code()).isZero();
    assertThat(world.workspaces().roleOf(Desk.WORKSPACE, Desk.KIM)).isEmpty();
  }

  @Test
  void whoIsNotThereIsASuccess() {
    Desk.Outcome outcome = unassign(Desk.KIM, "--yes");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("has no role of their own");
    world.apps().setRoles(Desk.WRITER);
    assertThat(unassign(Desk.KIM, "--yes").code()).isZero();
  }

  @Test
  void whoHasAccessThroughAGroupIsToldSo() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.GROUP, AccessRight.VIEWER);
    world.addMember(Desk.GROUP, Desk.KIM);
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.VIEWER);

    Desk.Outcome outcome = unassign(Desk.KIM, "--yes");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("own role is taken away", "all the same, through the group Viewers");
    assertThat(world.workspaces().roleOf(Desk.WORKSPACE, Desk.GROUP)).isPresent();
  }

  @Test
  void whoeverHasTheSameMailKeepsTheirRole() {
    String other = "d1d1d1d1-0000-4000-8000-000000000003";
    world.addUser(User.member(other, "other@portal.example", "Other").withMail(Desk.KIMS_NAME));
    world.workspaces().grant(Desk.WORKSPACE, other, AccessRight.VIEWER);

    assertThat(unassign(Desk.KIM, "--yes").out()).contains("has no role of their own");
    assertThat(world.workspaces().roleOf(Desk.WORKSPACE, other)).isPresent();
    assertThat(written()).isEmpty();
  }

  @Test
  void whoseNameIsAnothersMailKeepsTheirRole() {
    String other = "d1d1d1d1-0000-4000-8000-000000000003";
    world.addUser(User.member(other, "other@portal.example", "Other").withMail(Desk.KIMS_NAME));
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.VIEWER);

    assertThat(unassign(other, "--yes").out()).contains("has no role of their own");
    assertThat(world.workspaces().roleOf(Desk.WORKSPACE, Desk.KIM)).isPresent();
    assertThat(written()).isEmpty();
  }

  @Test
  void withoutAYesNothingIsTakenAway() {
    world.workspaces().grant(Desk.WORKSPACE, Desk.KIM, AccessRight.VIEWER);
    assertThat(unassign(Desk.KIM).code()).isEqualTo(1);
    assertThat(world.workspaces().roleOf(Desk.WORKSPACE, Desk.KIM)).isPresent();
  }

  /** The first question is the list, the second the change; the latest fault is played first. */
  private void afterTheList(Fault fault) {
    simulator.faults().play(Service.POWER_BI_API, USERS, fault, 1);
    simulator.faults().play(Service.POWER_BI_API, USERS, Fault.slow(Duration.ofMillis(1)), 1);
  }

  private void fillTheWorkspaceUpTo(int roles) {
    for (int number = 1; number < roles; number++) {
      String id = "d2d2d2d2-0000-4000-8000-%012d".formatted(number);
      world.addUser(User.member(id, "p" + number + "@portal.example", "P" + number));
      world.workspaces().grant(Desk.WORKSPACE, id, AccessRight.VIEWER);
    }
  }

  private String role() {
    return world
        .workspaces()
        .roleOf(Desk.WORKSPACE, Desk.KIM)
        .map(AccessRight::written)
        .orElse("none");
  }

  private List<LoggedRequest> written() {
    return simulator.requests().to(Service.POWER_BI_API).stream()
        .filter(it -> !it.method().equals("GET"))
        .toList();
  }

  private Desk.Outcome assign(String user, String... more) {
    return desk.run(args("assign", user, more));
  }

  private Desk.Outcome unassign(String user, String... more) {
    return desk.run(args("unassign", user, more));
  }

  private String[] args(String command, String user, String... more) {
    return with(command, desk.credentials(), user, more);
  }

  private static String[] with(String command, Path credentials, String user, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                command,
                "--credentials",
                credentials.toString(),
                "--workspace",
                Desk.WORKSPACE,
                "--user",
                user));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }
}
