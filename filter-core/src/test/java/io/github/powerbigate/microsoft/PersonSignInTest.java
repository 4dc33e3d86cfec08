package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.USER_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.WORKSPACE_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.user;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.membership.UserToken;
import io.github.powerbigate.microsoft.AsUserSettings.TokenFor;
import io.github.powerbigate.microsoft.PersonSignIn.Beginning;
import io.github.powerbigate.microsoft.PersonSignIn.Prompt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PersonSignInTest {

  private static final UserId KIM = new UserId(UserId.Form.UPN, "kim@example.org");
  private static final UserId LEE = new UserId(UserId.Form.UPN, "lee@example.org");
  private static final String BACK = "https://portal.example.org/a?powerbi-gate=signed-in";

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private final Gate gate = gate(microsoft.cloud());
  private final PersonSignIn signIn = requireNonNull(gate.microsoft.signIn());

  @AfterEach
  void close() {
    gate.close();
    microsoft.close();
  }

  @Test
  void theCodeIsExchangedForOnePermissionAndNoRefresh() throws Exception {
    redeems("power-bi-token", 3600);

    assertThat(end(KIM, "browser", USER_ID)).isEmpty();
    assertThat(requireNonNull(signIn.token(KIM, "browser")).value()).isEqualTo("power-bi-token");
    ScriptedMicrosoft.Call exchange =
        microsoft.calls.stream()
            .filter(call -> call.body().contains("grant_type=authorization_code"))
            .findFirst()
            .orElseThrow();
    assertThat(exchange.body())
        .contains("code=the-code")
        .contains("code_verifier=the-verifier")
        .contains("Workspace.Read.All")
        .doesNotContain("offline_access")
        .doesNotContain(".default");
  }

  @Test
  void anotherPersonsTokenIsDropped() throws Exception {
    redeems("power-bi-token", 3600);

    assertThat(cause(end(KIM, "browser", WORKSPACE_ID))).isEqualTo(Cause.WRONG_ACCOUNT);
    assertThat(cause(end(KIM, "browser", null))).isEqualTo(Cause.USER_TOKEN);
    assertThat(signIn.token(KIM, "browser")).isNull();
    assertThat(signIn.hasToken(KIM)).isFalse();
  }

  @Test
  void whoMayBeOneOfTwoIsNotAskedAbout() throws Exception {
    redeems("power-bi-token", 3600);
    microsoft.search =
        answer(200, "{\"value\":[" + user(USER_ID, "") + "," + user(WORKSPACE_ID, "") + "]}");
    UserId mail = new UserId(UserId.Form.MAIL, "kim@example.org");

    assertThat(cause(end(mail, "browser", USER_ID))).isEqualTo(Cause.AMBIGUOUS_NAME);
  }

  @Test
  void aBrowserHasOnePersonsToken() throws Exception {
    redeems("power-bi-token", 3600);
    end(KIM, "browser", USER_ID);

    assertThat(signIn.token(KIM, "another")).isNull();
    assertThat(signIn.token(LEE, "browser")).isNull();
    assertThat(signIn.token(KIM, "browser")).as("dropped for the next person").isNull();
  }

  @Test
  void aTokenIsHeldForAQuarterOfAnHourAtMost() throws Exception {
    redeems("power-bi-token", 3600);
    end(KIM, "browser", USER_ID);
    gate.clock.advance(Duration.ofMinutes(14));
    assertThat(signIn.token(KIM, "browser")).isNotNull();
    gate.clock.advance(Duration.ofMinutes(1));
    assertThat(signIn.token(KIM, "browser")).isNull();
  }

  @Test
  void aTokenThatIsOverIsNoneEvenBefore() throws Exception {
    redeems("power-bi-token", 300);
    end(KIM, "browser", USER_ID);
    gate.clock.advance(Duration.ofMinutes(5));
    assertThat(signIn.token(KIM, "browser")).isNull();
  }

  @Test
  void whenTheWaitIsOverTheTokenIsDropped() throws Exception {
    redeems("power-bi-token", 3600);
    end(KIM, "browser", USER_ID);
    gate.microsoft.done(KIM);
    assertThat(signIn.token(KIM, "browser")).isNull();
  }

  @Test
  void noMoreThanAThousandAreHeld() {
    Token token = Token.of("power-bi-token", gate.clock.instant(), Duration.ofHours(1));
    for (int i = 0; i < 1_001; i++) {
      signIn.hold("browser" + i, KIM, token);
    }
    assertThat(signIn.token(KIM, "browser0")).isNull();
    assertThat(signIn.token(KIM, "browser1")).isNotNull();
  }

  @Test
  void whatEntraIdDoesNotAnswerInTimeIsGivenUp() throws Exception {
    microsoft.token = microsoft.silence();
    microsoft.onBehalf = microsoft.silence();

    long before = System.nanoTime();
    assertThat(cause(end(KIM, "browser", USER_ID))).isEqualTo(Cause.UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void nothingOfItShowsInAText() throws Exception {
    redeems("power-bi-token", 3600);
    end(KIM, "browser", USER_ID);
    UserToken token = requireNonNull(signIn.token(KIM, "browser"));

    assertThat(token.toString()).doesNotContain("power-bi-token");
    assertThat(
            new EntraTokens.SignedIn(Token.of("canary", gate.clock.instant(), Duration.ZERO), "x"))
        .asString()
        .doesNotContain("canary");
  }

  @ParameterizedTest
  @MethodSource("io.github.powerbigate.microsoft.Cloud#presets")
  void inEachCloudTheSignInIsItsOwn(Cloud cloud) {
    try (Gate there = gate(cloud)) {
      String address =
          requireNonNull(there.microsoft.signIn())
              .address(new Beginning(Prompt.NONE, null, "s", "n", "c"));

      assertThat(address)
          .startsWith(
              cloud.entra() + "/22222222-cccc-4ccc-8ccc-222222222222/oauth2/v2.0/authorize?")
          .contains(
              "&scope=openid%20"
                  + cloud
                      .powerBiScope()
                      .replace(".default", "Workspace.Read.All")
                      .replace(":", "%3A")
                      .replace("/", "%2F"))
          .doesNotContain("login_hint");
    }
  }

  private void redeems(String value, int seconds) {
    microsoft.token =
        answer(
            200,
            "{\"token_type\":\"Bearer\",\"expires_in\":%d,\"access_token\":\"%s\",\"id_token\":\"%s\"}"
                .formatted(seconds, value, UserTokenText.of(USER_ID)));
  }

  private Optional<Finding> end(UserId user, String browser, @Nullable String objectId)
      throws Exception {
    return signIn
        .end(user, browser, "the-code", "the-verifier", idToken -> objectId)
        .get(30, TimeUnit.SECONDS);
  }

  private static Cause cause(Optional<Finding> finding) {
    return requireNonNull(finding.orElseThrow().trouble()).cause();
  }

  private static Gate gate(Cloud cloud) {
    return new Gate(
        TestSettings.of(cloud)
            .timeout(Duration.ofSeconds(5))
            .asUser(
                new AsUserSettings(WORKSPACE_ID, TokenFor.POWER_BI, Duration.ofMinutes(2), BACK)));
  }
}
