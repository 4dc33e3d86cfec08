package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.GROUP_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.graphError;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.memberOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupStageTest {

  private static final String SECOND = "88888888-bbbb-4bbb-8bbb-888888888888";
  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");
  private static final Finding NOT_IN_GROUP = new Finding.NotYet(Cause.NOT_IN_GROUP, false);
  private static final String HIDDEN =
      "{\"id\":\"" + GROUP_ID + "\",\"visibility\":\"HiddenMembership\"}";

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();

  @AfterEach
  void close() {
    microsoft.close();
  }

  @Test
  void oneOfSeveralGroupsSufficesIfTheSettingsSaySo() {
    try (Gate gate = gate(MicrosoftSettings.GroupMatch.ANY, GROUP_ID, SECOND)) {
      microsoft.check = memberOf(SECOND.toUpperCase(Locale.ROOT));
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Ready.class);
      assertThat(microsoft.callsOf("checkMemberGroups").get(0).body())
          .isEqualTo("{\"groupIds\":[\"" + GROUP_ID + "\",\"" + SECOND + "\"]}");

      microsoft.check = memberOf();
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);
    }
  }

  @Test
  void otherwiseTheUserMustBeInAll() {
    try (Gate gate = gate(MicrosoftSettings.GroupMatch.ALL, GROUP_ID, SECOND)) {
      microsoft.check = memberOf(SECOND);
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);

      microsoft.check = memberOf(SECOND, GROUP_ID);
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void groupsThatNobodyAskedAboutDoNotCount() {
    try (Gate gate = gate(MicrosoftSettings.GroupMatch.ANY, GROUP_ID)) {
      microsoft.check = memberOf(SECOND);
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);
    }
  }

  @Test
  void aNegativeDoesNotCountBeforeTheGroupIsKnownToExist() {
    microsoft.group = graphError(503, "ServiceUnavailable");
    try (Gate gate = gate(MicrosoftSettings.GroupMatch.ANY, GROUP_ID)) {
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Unavailable.class);

      microsoft.check = memberOf(GROUP_ID);
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Ready.class);

      microsoft.check = memberOf();
      microsoft.group = answer(200, "{\"id\":\"" + GROUP_ID + "\"}");
      gate.clock.advance(Duration.ofSeconds(2));
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);
    }
  }

  @Test
  void theGroupIsLookedAtAgainOnceAMinuteWhenThereAreNegatives() {
    try (Gate gate = gate(MicrosoftSettings.GroupMatch.ANY, GROUP_ID)) {
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);
      gate.clock.advance(Duration.ofSeconds(59));
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);
      assertThat(microsoft.callsOf("/v1.0/groups/")).hasSize(1);

      microsoft.group = graphError(404, "Request_ResourceNotFound");
      gate.clock.advance(Duration.ofSeconds(1));
      assertThat(gate.ask(USER))
          .isInstanceOfSatisfying(
              Finding.Misconfigured.class,
              finding -> {
                assertThat(finding.trouble().cause()).isEqualTo(Cause.GROUP_MISSING);
                assertThat(finding.voidsNegatives()).isTrue();
              });
      assertThat(microsoft.callsOf("/v1.0/groups/")).hasSize(2);
    }
  }

  @Test
  void aGroupOnceKnownStaysKnownWhileGraphCannotBeAskedAboutIt() {
    try (Gate gate = gate(MicrosoftSettings.GroupMatch.ANY, GROUP_ID)) {
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);
      microsoft.group = graphError(503, "ServiceUnavailable");
      gate.clock.advance(Duration.ofMinutes(2));
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);
    }
  }

  @Test
  void aHiddenGroupsNegativesCountOnceAPositiveWasSeen() {
    microsoft.group = answer(200, HIDDEN);
    try (Gate gate = gate(MicrosoftSettings.GroupMatch.ANY, GROUP_ID)) {
      assertThat(gate.ask(USER))
          .isInstanceOfSatisfying(
              Finding.Misconfigured.class,
              finding -> {
                assertThat(finding.trouble().cause()).isEqualTo(Cause.GROUP_HIDDEN);
                assertThat(finding.trouble().words()).contains("Member.Read.Hidden");
              });

      microsoft.check = memberOf(GROUP_ID);
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Ready.class);
      microsoft.check = memberOf();
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);
    }
  }

  @Test
  void whereAllGroupsAreNeededOneThatShowsItsMembersMakesANegativeClean() {
    microsoft.group =
        exchange ->
            (exchange.getRequestURI().getPath().endsWith(GROUP_ID)
                    ? answer(200, HIDDEN)
                    : answer(200, "{\"id\":\"" + SECOND + "\"}"))
                .play(exchange);
    try (Gate gate = gate(MicrosoftSettings.GroupMatch.ALL, GROUP_ID, SECOND)) {
      assertThat(gate.ask(USER)).isEqualTo(NOT_IN_GROUP);

      microsoft.check = memberOf(SECOND);
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Misconfigured.class);
    }
  }

  private Gate gate(MicrosoftSettings.GroupMatch match, String... groups) {
    return new Gate(TestSettings.of(microsoft.cloud()).groups(match, groups));
  }
}
