package io.github.powerbigate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.diagnosis.Check.Mark;
import io.github.powerbigate.microsoft.Examiner.TokenFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checks make of the facts. */
class ChecksTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          User.Read.All GroupMember.Read.All                                | PASS
          User.Read.All GroupMember.Read.All Member.Read.Hidden             | PASS
          User.Read.All GroupMember.Read.All LicenseAssignment.Read.All     | PASS
          Directory.Read.All                                                | WARN
          User.Read.All GroupMember.Read.All Mail.Read                      | WARN
          User.Read.All GroupMember.Read.All RoleManagement.Read.Directory  | WARN
          User.Read.All                                                     | FAIL
          GroupMember.Read.All                                              | FAIL
          User.Read.All GroupMember.ReadWrite.All                           | FAIL
          User.Read.All GroupMember.Read.All User.Invite.All                | FAIL
          User.Read.All GroupMember.Read.All User.ReadWrite.All             | FAIL
          User.Read.All GroupMember.Read.All Directory.ReadWrite.All        | FAIL
          User.Read.All GroupMember.Read.All Mail.Send                      | FAIL
          User.Read.All GroupMember.Read.All Sites.FullControl.All          | FAIL
          User.Read.All GroupMember.Read.All User.EnableDisableAccount.All  | FAIL
          User.Read.All GroupMember.Read.All Application.ReadWrite.OwnedBy  | FAIL
          """)
  void aGateThatOnlyReadsNeedsTwoPermissionsAndNoneToWrite(String roles, Mark mark) {
    assertThat(Permissions.check(facts("graph", roles.split(" ")), true).mark()).isEqualTo(mark);
  }

  @Test
  void aTokenThatCannotBeReadFailsNobody() {
    assertThat(Permissions.check(facts(null), true).mark()).isEqualTo(Mark.WARN);
  }

  @Test
  void whoAsksAboutNoGroupNeedsNoPermissionForGroups() {
    assertThat(Permissions.check(facts("graph", "User.Read.All"), false).mark())
        .isEqualTo(Mark.PASS);
  }

  @Test
  void whatReadsAndUpdatesIsForMoreThanReading() {
    assertThat(Permissions.writing(List.of("Application.ReadUpdate.All", "User.ReadBasic.All")))
        .containsExactly("Application.ReadUpdate.All");
  }

  @Test
  void whatIsNoNameOfAPermissionIsNotShown() {
    Check check =
        Permissions.check(
            facts("graph", "User.Read.All", "GroupMember.Read.All", "kim@example.org \u2028"),
            true);
    assertThat(check.mark()).isEqualTo(Mark.PASS);
    assertThat(check.toString()).doesNotContain("kim");
  }

  @ParameterizedTest
  @CsvSource({
    "0, PASS",
    "60, PASS",
    "-60, PASS",
    "61, WARN",
    "-300, WARN",
    "301, FAIL",
    "-301, FAIL"
  })
  void aClockMayBeAMinuteWrongAndNotFive(int seconds, Mark mark) {
    assertThat(ClockSkew.check(NOW, NOW.plusSeconds(seconds)).mark()).isEqualTo(mark);
  }

  @Test
  void whichWayTheClockIsWrongIsTold() {
    assertThat(ClockSkew.check(NOW, NOW.plus(Duration.ofMinutes(7))).meaning())
        .startsWith("this machine's clock is 7 min ahead of Microsoft's");
    assertThat(ClockSkew.check(NOW, NOW.minusSeconds(5)).meaning())
        .isEqualTo("this machine's clock is 5 s behind Microsoft's");
  }

  @Test
  void anAnswerWithoutATimeFailsNobody() {
    assertThat(ClockSkew.check(null, NOW).mark()).isEqualTo(Mark.WARN);
  }

  @Test
  void aCheckIsOneLineWhateverAFilterIsCalled() {
    assertThat(Check.pass(Subject.WEB_XML, "a\r\nb\u001b[31m\u2028c").meaning())
        .isEqualTo("a b [31m c");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutAsyncSupportTheApplicationIsFailedWhereItNeedsIt(boolean needed) {
    WebXml.Entry gate = new WebXml.Entry("gate", WebXml.GATE, false, java.util.Map.of());
    WebXml webXml = new WebXml(List.of(gate), List.of(), java.util.Map.of(), needed);
    assertThat(AsyncSupport.check(webXml, gate).mark()).isEqualTo(needed ? Mark.FAIL : Mark.WARN);
  }

  private static TokenFacts facts(@Nullable String audience, String... roles) {
    return new TokenFacts(audience, List.of(roles), NOW, null);
  }
}
