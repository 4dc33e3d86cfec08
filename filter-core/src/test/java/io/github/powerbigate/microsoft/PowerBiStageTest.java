package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.USER_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.WORKSPACE_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.microsoft.AsUserSettings.TokenFor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PowerBiStageTest {

  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");
  private static final String OTHER = "44444444-aaaa-4aaa-8aaa-444444444444";
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final String STALE = "X-PowerBI-Error-Info";

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private final Connections connections = new Connections();

  @AfterEach
  void close() {
    microsoft.close();
  }

  @Test
  void powerBiIsAskedByATokenGotOnTheUsersBehalf() {
    try (Gate gate = gate(TokenFor.GATE)) {
      assertThat(ask(gate, Stage.POWER_BI, own())).isInstanceOf(Finding.Proven.class);
    }
    ScriptedMicrosoft.Call exchange = onBehalf().get(0);
    assertThat(exchange.body())
        .contains("assertion=" + own())
        .contains("requested_token_use=on_behalf_of")
        .contains("Workspace.Read.All")
        .doesNotContain(".default")
        .doesNotContain("offline_access");
    ScriptedMicrosoft.Call look = powerBi().get(0);
    assertThat(look.method() + " " + look.uri())
        .isEqualTo("GET /v1.0/myorg/groups/" + WORKSPACE_ID);
    assertThat(look.authorization()).isEqualTo("Bearer power-bi-token");
  }

  @Test
  void aTokenForPowerBiIsUsedAsItStands() {
    try (Gate gate = gate(TokenFor.POWER_BI)) {
      assertThat(ask(gate, Stage.POWER_BI, "opaque")).isInstanceOf(Finding.Proven.class);
    }
    assertThat(onBehalf()).isEmpty();
    assertThat(powerBi()).extracting("authorization").containsExactly("Bearer opaque");
  }

  @Test
  void whoeverPowerBiKeepsOutIsKeptOut() {
    microsoft.workspace = answer(401, "", STALE, "GroupNotAccessible");
    try (Gate gate = gate(TokenFor.GATE)) {
      assertThat(ask(gate, Stage.POWER_BI, own()))
          .isEqualTo(new Finding.NotYet(Cause.POWER_BI_STALE, false));
    }
  }

  @Test
  void anotherPagesAnswerIsNoWorkspace() {
    microsoft.workspace = answer(200, "{\"id\":\"" + OTHER + "\"}");
    try (Gate gate = gate(TokenFor.GATE)) {
      assertThat(ask(gate, Stage.POWER_BI, own())).isInstanceOf(Finding.Unavailable.class);
    }
  }

  static Stream<Arguments> tokensThatDoNotCount() {
    return Stream.of(
        arguments("no token", "no token", Cause.USER_TOKEN),
        arguments("three parts of nothing", "a.b.c", Cause.USER_TOKEN),
        arguments("another person's", UserTokenText.of(OTHER), Cause.WRONG_ACCOUNT),
        arguments(
            "another tenant's", claims(OTHER, "\"scp\":\"a\"", 4102444800L), Cause.USER_TOKEN),
        arguments(
            "an app's",
            claims(UserTokenText.TENANT, "\"idtyp\":\"app\"", 4102444800L),
            Cause.USER_TOKEN),
        arguments(
            "an app's, with a scope",
            claims(UserTokenText.TENANT, "\"scp\":\"a\",\"idtyp\":\"app\"", 4102444800L),
            Cause.USER_TOKEN),
        arguments(
            "an expired one",
            claims(UserTokenText.TENANT, "\"scp\":\"a\"", 1_000_000L),
            Cause.USER_TOKEN));
  }

  private static String claims(String tenant, String more, long expires) {
    return UserTokenText.claims(
        "{\"oid\":\"%s\",\"tid\":\"%s\",%s,\"exp\":%d}".formatted(USER_ID, tenant, more, expires));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tokensThatDoNotCount")
  void nobodyIsAskedByATokenThatDoesNotCount(String what, String token, Cause cause) {
    try (Gate gate = gate(TokenFor.GATE)) {
      for (Stage stage : List.of(Stage.REFRESH, Stage.POWER_BI)) {
        Finding finding = ask(gate, stage, token);
        assertThat(finding).isInstanceOf(Finding.TokenRefused.class);
        assertThat(((Finding.TokenRefused) finding).trouble().cause()).isEqualTo(cause);
      }
    }
    assertThat(onBehalf()).isEmpty();
    assertThat(powerBi()).isEmpty();
  }

  @Test
  void oneTokenServesUntilThePersonIsIn() {
    microsoft.workspace = answer(401, "", STALE, "GroupNotAccessible");
    try (Gate gate = gate(TokenFor.GATE)) {
      ask(gate, Stage.POWER_BI, own());
      ask(gate, Stage.POWER_BI, own());
      assertThat(onBehalf()).hasSize(1);

      microsoft.workspace = answer(200, "{\"id\":\"" + WORKSPACE_ID + "\"}");
      ask(gate, Stage.POWER_BI, own());
      assertThat(onBehalf()).hasSize(1);
      ask(gate, Stage.POWER_BI, own());
      assertThat(onBehalf()).hasSize(2);
    }
  }

  @Test
  void aTokenIsNotKeptForLongerThanAQuarterOfAnHour() {
    microsoft.workspace = answer(401, "", STALE, "GroupNotAccessible");
    try (Gate gate = gate(TokenFor.GATE)) {
      ask(gate, Stage.POWER_BI, own());
      gate.clock.advance(Duration.ofMinutes(15));
      ask(gate, Stage.POWER_BI, own());
    }
    assertThat(onBehalf()).hasSize(2);
  }

  @Test
  void powerBiIsMadeToLookAnewOnceAnHour() {
    try (Gate gate = gate(TokenFor.GATE);
        Gate second = gate(TokenFor.GATE)) {
      assertThat(ask(gate, Stage.REFRESH, own())).isEqualTo(refreshed(TWO_MINUTES));
      gate.clock.advance(Duration.ofSeconds(30));
      assertThat(ask(gate, Stage.REFRESH, own())).isEqualTo(refreshed(Duration.ofSeconds(90)));
      second.clock.advance(Duration.ofMinutes(59));
      assertThat(ask(second, Stage.REFRESH, own())).isEqualTo(refreshed(Duration.ZERO));
      assertThat(powerBi()).extracting("uri").containsExactly("/v1.0/myorg/RefreshUserPermissions");

      second.clock.advance(Duration.ofMinutes(1));
      assertThat(ask(second, Stage.REFRESH, own())).isEqualTo(refreshed(TWO_MINUTES));
      assertThat(powerBi()).hasSize(2);
    }
  }

  @Test
  void whereSomebodyElseHasMadeItLookAnewItIsLeftAloneForAsLong() {
    microsoft.refresh = answer(429, "", "Retry-After", "30");
    try (Gate gate = gate(TokenFor.GATE)) {
      assertThat(ask(gate, Stage.REFRESH, own())).isEqualTo(refreshed(TWO_MINUTES));
      ask(gate, Stage.REFRESH, own());
    }
    assertThat(powerBi()).hasSize(1);
  }

  @Test
  void aRefreshThatFailsIsNotTriedAgain() {
    microsoft.refresh = answer(503, "");
    try (Gate gate = gate(TokenFor.GATE)) {
      Finding finding = ask(gate, Stage.REFRESH, own());
      assertThat(((Finding.Refreshed) finding).quiet()).isEqualTo(TWO_MINUTES);
      ask(gate, Stage.REFRESH, own());
    }
    assertThat(powerBi()).hasSize(1);
  }

  @Test
  void whereThereIsNoRefreshNothingIsWaitedFor() {
    microsoft.refresh = answer(404, "");
    try (Gate gate = gate(TokenFor.GATE)) {
      for (int i = 0; i < 2; i++) {
        Finding finding = ask(gate, Stage.REFRESH, own());
        assertThat(((Finding.Refreshed) finding).quiet()).isZero();
      }
      assertThat(ask(gate, Stage.POWER_BI, own())).isInstanceOf(Finding.Proven.class);
    }
    assertThat(powerBi()).hasSize(2);
  }

  @Test
  void noGateOfTheApplicationAsksWhilePowerBiLooksAnew() {
    try (Gate gate = gate(TokenFor.GATE);
        Gate second = gate(TokenFor.GATE)) {
      ask(gate, Stage.REFRESH, own());
      second.clock.advance(Duration.ofSeconds(119));
      assertThat(ask(second, Stage.POWER_BI, own())).isEqualTo(refreshed(Duration.ofSeconds(1)));
      second.clock.advance(Duration.ofSeconds(1));
      assertThat(ask(second, Stage.POWER_BI, own())).isInstanceOf(Finding.Proven.class);
    }
  }

  @Test
  void aCallThatFoundNoWayToPowerBiDoesNotCount() {
    URI here = microsoft.origin();
    Cloud elsewhere =
        Cloud.custom(
            here, here, URI.create("https://nowhere.invalid"), here + "/.default", List.of());
    AsUserSettings asUser = new AsUserSettings(WORKSPACE_ID, TokenFor.GATE, TWO_MINUTES);
    try (Gate gate = new Gate(TestSettings.of(elsewhere).asUser(asUser), connections)) {
      assertThat(ask(gate, Stage.REFRESH, own())).isInstanceOf(Finding.Unavailable.class);
    }
    try (Gate gate = gate(TokenFor.GATE)) {
      assertThat(ask(gate, Stage.REFRESH, own())).isEqualTo(refreshed(TWO_MINUTES));
    }
    assertThat(powerBi()).hasSize(1);
  }

  @Test
  void aRefreshThatATokenSpoiltIsNoneAndIsTriedWithTheNextToken() {
    microsoft.refresh = answer(403, "{\"error\":{\"code\":\"TokenExpired\"}}");
    try (Gate gate = gate(TokenFor.GATE)) {
      assertThat(ask(gate, Stage.REFRESH, own())).isInstanceOf(Finding.TokenRefused.class);
      microsoft.refresh = answer(200, "");
      assertThat(ask(gate, Stage.REFRESH, own())).isEqualTo(refreshed(TWO_MINUTES));
    }
  }

  private static Finding refreshed(Duration quiet) {
    return new Finding.Refreshed(quiet, null);
  }

  private static String own() {
    return UserTokenText.of(USER_ID);
  }

  private List<ScriptedMicrosoft.Call> powerBi() {
    return microsoft.callsOf("/myorg/");
  }

  private List<ScriptedMicrosoft.Call> onBehalf() {
    return microsoft.calls.stream().filter(call -> call.body().contains("on_behalf_of")).toList();
  }

  private Gate gate(TokenFor tokenFor) {
    return new Gate(
        TestSettings.of(microsoft.cloud())
            .asUser(new AsUserSettings(WORKSPACE_ID, tokenFor, TWO_MINUTES)),
        connections);
  }

  private static Finding ask(Gate gate, Stage stage, String token) {
    return gate.ask(USER, stage, token);
  }
}
