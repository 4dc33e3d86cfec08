package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.USER_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.WORKSPACE_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.membership.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of {@code answers.tsv} about what is asked in a user's name. */
class PowerBiAnswersTest {

  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");

  private ScriptedMicrosoft microsoft = new ScriptedMicrosoft();

  @BeforeEach
  void open() {
    microsoft = new ScriptedMicrosoft();
  }

  @AfterEach
  void close() {
    microsoft.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRowWithAStatusOrACodeOfMicrosoftsGivesItsFinding() {
    return Answers.load(InstantSource.system()).rows().stream()
        .filter(row -> !row.asked().startsWith("powerbi-app"))
        .filter(row -> row.asked().startsWith("powerbi") || row.asked().equals("entra/user"))
        .filter(row -> !row.status().equals("-"))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.asked() + " " + row.status() + " " + row.code(), () -> play(row)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout"})
  void powerBiThatDoesNotAnswerInTimeIsUnavailable(String code) {
    microsoft.workspace = microsoft.silence();
    try (Gate gate = gate(Duration.ofMillis(1500))) {
      Finding finding = gate.ask(USER, Stage.POWER_BI, UserTokenText.of(USER_ID));
      assertThat(finding).isInstanceOf(Finding.Unavailable.class);
      Trouble trouble = finding.trouble();
      assertThat(trouble).isNotNull();
      assertThat(trouble.code()).isEqualTo(code);
      assertThat(trouble.words()).startsWith("Power BI did not answer in time.");
    }
  }

  private void play(Answers.Row row) {
    int status =
        switch (row.status()) {
          case "*" -> 403;
          case "4xx" -> 418;
          default -> Integer.parseInt(row.status());
        };
    boolean refresh = row.asked().equals("powerbi/refresh");
    microsoft.onBehalf = ScriptedMicrosoft.token("power-bi-token", 3600);
    ScriptedMicrosoft.Script script =
        row.asked().equals("entra/user") ? entra(row.code()) : powerBi(status, row.code());
    if (row.asked().equals("entra/user")) {
      microsoft.onBehalf = script;
    } else if (refresh) {
      microsoft.refresh = script;
    } else {
      microsoft.workspace = script;
    }
    try (Gate gate = gate(Duration.ofSeconds(10))) {
      check(
          row, gate.ask(USER, refresh ? Stage.REFRESH : Stage.POWER_BI, UserTokenText.of(USER_ID)));
    }
  }

  private static void check(Answers.Row row, Finding finding) {
    // That Power BI cannot be made to look anew keeps nobody from being asked about.
    boolean without =
        row.asked().equals("powerbi/refresh") && Set.of("unavailable").contains(row.finding());
    String type = finding.getClass().getSimpleName();
    assertThat(type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
        .as(finding.toString())
        .isEqualTo(without ? "refreshed" : row.finding());
    Trouble trouble = finding.trouble();
    if (finding instanceof Finding.NotYet notYet) {
      assertThat(notYet.cause()).isEqualTo(row.cause());
    } else {
      assertThat(trouble).isNotNull();
      assertThat(trouble.cause()).isEqualTo(row.cause());
      assertThat(trouble.words()).isEqualTo(row.words());
    }
  }

  private static ScriptedMicrosoft.Script entra(String code) {
    return code.startsWith("AADSTS")
        ? ScriptedMicrosoft.entraError(
            400, "invalid_grant", Integer.parseInt(code.substring("AADSTS".length())))
        : answer(400, "{\"error\":\"" + code + "\"}");
  }

  /** Most of them say it in a header alone. */
  static ScriptedMicrosoft.Script powerBi(int status, String code) {
    return switch (code) {
      case "-" -> answer(status, "");
      case "*" -> answer(status, "{\"error\":{\"code\":\"SomethingNew\"}}");
      case "claims-challenge" ->
          answer(
              401,
              "",
              "WWW-Authenticate",
              "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJ9\"");
      case "TokenExpired", "PowerBINotAuthorizedException" ->
          answer(status, "{\"error\":{\"code\":\"" + code + "\"}}");
      case "PowerBIEntityNotFound" -> answer(404, "{\"code\":\"" + code + "\"}");
      default -> answer(status, "", "x-powerbi-error-info", code);
    };
  }

  private Gate gate(Duration timeout) {
    return new Gate(
        TestSettings.of(microsoft.cloud())
            .timeout(timeout)
            .asUser(
                new AsUserSettings(
                    WORKSPACE_ID, AsUserSettings.TokenFor.GATE, Duration.ofMinutes(2))));
  }
}
