package io.github.powerbigate.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.identity.SessionPath;
import io.github.powerbigate.identity.UserTokenFrom;
import io.github.powerbigate.microsoft.AsUserSettings;
import io.github.powerbigate.microsoft.AsUserSettings.TokenFor;
import io.github.powerbigate.microsoft.WorkspaceSettings;
import io.github.powerbigate.microsoft.WorkspaceSettings.Users;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HowPowerBiIsAskedTest {
  private static final String BACK = "https://portal.example.org/analytics?powerbi-gate=signed-in";

  private static final String WORKSPACE = "77777777-EEEE-4eee-8eee-777777777777";

  @Test
  void byDefaultItIsNot() {
    GateSettings settings = Given.enough().read();

    assertThat(settings.microsoft().asUser()).isNull();
    assertThat(settings.people().userToken()).isNull();
    assertThat(settings.timings().asUserFor()).isNull();
  }

  @Test
  void aTokenForTheGateIsExchanged() {
    GateSettings settings =
        asUser("session:[org.example.account].token")
            .init("asUserFor", "7m")
            .init("refreshTakes", "90s")
            .read();

    assertThat(settings.people().userToken())
        .isEqualTo(
            new UserTokenFrom.Session(
                new SessionPath("org.example.account", List.of("token")), false));
    assertThat(settings.microsoft().asUser())
        .isEqualTo(
            new AsUserSettings(
                "77777777-eeee-4eee-8eee-777777777777", TokenFor.GATE, Duration.ofSeconds(90)));
    assertThat(settings.timings().asUserFor()).isEqualTo(Duration.ofMinutes(7));
  }

  @Test
  void aTokenForPowerBiIsNot() {
    GateSettings settings = asUser("session-power-bi:token").read();

    assertThat(settings.people().userToken())
        .isEqualTo(new UserTokenFrom.Session(new SessionPath("token", List.of()), true));
    AsUserSettings asUser = settings.microsoft().asUser();
    assertThat(asUser).isNotNull();
    assertThat(asUser.tokenFor()).isEqualTo(TokenFor.POWER_BI);
    assertThat(asUser.refreshTakes()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.timings().asUserFor()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aTokenInAHeaderCountsBehindATrustedProxy() {
    GateSettings settings =
        asUser("header").init("user", "header:X-User").init("trustedProxies", "127.0.0.1").read();

    assertThat(settings.people().userToken()).isEqualTo(new UserTokenFrom.Header());
    assertThat(settings.people().proxies()).isNotNull();
  }

  @Test
  void andNowhereElse() {
    assertThat(asUser("header").problems())
        .containsExactly(
            "userToken (init-param userToken): header needs user=header: beside it, so that only a"
                + " trusted proxy's header counts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"session:", "session-power-bi:", "sign-out", "header:X", "session:a.class"})
  void otherWordsAreNone(String text) {
    assertThat(asUser(text).problems()).singleElement().asString().contains("must ");
  }

  @ParameterizedTest
  @CsvSource({
    "userToken, session:token",
    "asUserFor, 5m",
    "refreshTakes, 2m",
    "licenceCheck, true"
  })
  void withoutTheCheckTheyMeanNothingAndStopTheStart(String name, String value) {
    assertThat(Given.enough().init(name, value).problems())
        .singleElement()
        .asString()
        .startsWith(name + " (init-param " + name + "): ")
        .endsWith("is given without powerBiCheck=as-user");
  }

  @Test
  void theCheckNeedsAWorkspaceAndAToken() {
    assertThat(Given.enough().init("powerBiCheck", "as-user").problems())
        .hasSize(2)
        .allMatch(problem -> problem.startsWith("powerBiCheck (init-param powerBiCheck): as-user"))
        .anyMatch(problem -> problem.contains("workspaceId"))
        .anyMatch(problem -> problem.contains("userToken"));
  }

  @ParameterizedTest
  @CsvSource({"workspace-users, LISTED", "workspace-users-admin, LISTED_BY_ADMIN"})
  void theListOfTheWorkspaceStandsInThePlaceOfTheGroup(String check, Users users) {
    GateSettings settings = listed(check).read();

    assertThat(settings.microsoft().groupIds()).isEmpty();
    assertThat(settings.microsoft().asUser()).isNull();
    assertThat(settings.microsoft().workspace())
        .isEqualTo(new WorkspaceSettings(WORKSPACE.toLowerCase(Locale.ROOT), users, false));
  }

  @Test
  void whereAccessIsByGroupTheListOfTheWorkspaceIsRefused() {
    assertThat(listed("workspace-users").init("groupId", Given.GROUP).problems())
        .singleElement()
        .asString()
        .startsWith(
            "groupId (init-param groupId): stands beside powerBiCheck=workspace-users, which finds"
                + " people who have a role of their own in the workspace, and nobody who comes"
                + " through a group");
  }

  @Test
  void theListNeedsAWorkspaceAndNoToken() {
    assertThat(listed("workspace-users").without("workspaceId").problems())
        .singleElement()
        .asString()
        .startsWith("powerBiCheck (init-param powerBiCheck): workspace-users needs workspaceId");
    assertThat(listed("workspace-users").init("userToken", "session:token").problems())
        .singleElement()
        .asString()
        .endsWith("is given without powerBiCheck=as-user");
  }

  @Test
  void withoutTheListTheGroupIsMissing() {
    assertThat(asUser("session:token").without("groupId").problems())
        .singleElement()
        .asString()
        .startsWith("groupId: is missing");
  }

  @Test
  void theWorkspaceMayBeToldForTheSakeOfTheChecksAlone() {
    assertThat(Given.enough().init("workspaceId", WORKSPACE).read().microsoft().workspace())
        .isEqualTo(new WorkspaceSettings(WORKSPACE.toLowerCase(Locale.ROOT), Users.NO, false));
  }

  @Test
  void aManagedIdentityExchangesNoTokens() {
    Given given =
        Given.nothing()
            .init("tenantId", Given.TENANT)
            .init("groupId", Given.GROUP)
            .init("managedIdentity", "system")
            .init("intercept", "request")
            .init("powerBiCheck", "as-user")
            .init("workspaceId", WORKSPACE);

    assertThat(given.init("userToken", "session:token").problems())
        .singleElement()
        .asString()
        .startsWith("userToken (init-param userToken): ")
        .contains("needs an app registration");
    assertThat(given.init("userToken", "session-power-bi:token").read().microsoft().asUser())
        .isNotNull();
  }

  @Test
  void inADryRunTheGroupStageIsTheOnlyOne() {
    GateSettings settings = asUser("session:token").init("mode", "dry-run").read();

    assertThat(settings.microsoft().asUser()).isNull();
    assertThat(settings.people().userToken()).isNull();
    assertThat(settings.timings().asUserFor()).isNull();
  }

  @Test
  void theStageOutlastsThePauseAfterARefresh() {
    assertThat(asUser("session:token").init("asUserFor", "2m").problems())
        .singleElement()
        .asString()
        .contains("refreshTakes")
        .contains("must be shorter than asUserFor");
  }

  @Test
  void theLogShowsWhereTheTokenStandsByItsKindAlone() {
    assertThat(asUser("session-power-bi:secret-place").read().effective())
        .contains("userToken=session-power-bi:")
        .doesNotContain("secret-place");
  }

  private static Given listed(String check) {
    return Given.enough()
        .without("groupId")
        .init("powerBiCheck", check)
        .init("workspaceId", WORKSPACE);
  }

  @Test
  void theSignInComesBackToTheAddressThatIsGiven() {
    GateSettings settings = signIn(BACK).read();

    assertThat(settings.people().userToken()).isInstanceOf(UserTokenFrom.SignIn.class);
    AsUserSettings asUser = requireNonNull(settings.microsoft().asUser());
    assertThat(asUser.signInUrl()).isEqualTo(BACK);
    assertThat(asUser.tokenFor()).isEqualTo(TokenFor.POWER_BI);
    assertThat(settings.effective())
        .contains("signInUrl=https://portal.example.org/…")
        .doesNotContain("analytics");
  }

  @Test
  void theSignInAndItsAddressGoTogether() {
    assertThat(asUser("sign-in").problems())
        .singleElement()
        .asString()
        .startsWith("userToken (init-param userToken): sign-in needs signInUrl");
    assertThat(asUser("session:token").init("signInUrl", BACK).problems())
        .singleElement()
        .asString()
        .isEqualTo("signInUrl (init-param signInUrl): is given without userToken=sign-in");
    assertThat(Given.enough().init("signInUrl", BACK).problems())
        .singleElement()
        .asString()
        .endsWith("is given without powerBiCheck=as-user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://portal.example.org/?powerbi-gate=signed-in",
        "https://portal.example.org:8443/a/B/c?x=1&powerbi-gate=signed-in&y",
        "https://portal.example.org/a?powerbi-gate=signed-in&z=powerbi-gate"
      })
  void theSignInMayComeBackToThese(String address) {
    assertThat(signIn(address).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://portal.example.org/a?powerbi-gate=signed-in",
        "http://localhost:8080/a?powerbi-gate=signed-in",
        "HTTPS://portal.example.org/a?powerbi-gate=signed-in",
        "https://PORTAL.example.org/a?powerbi-gate=signed-in",
        "https://user@portal.example.org/a?powerbi-gate=signed-in",
        "https://portal.example.org?powerbi-gate=signed-in",
        "https://portal.example.org//evil.example/a?powerbi-gate=signed-in",
        "https://portal.example.org/a",
        "https://portal.example.org/a?powerbi-gate=signed-in#top",
        "https://portal.example.org/a?powerbi-gate=signed-in&powerbi-gate=signed-in",
        "https://portal.example.org/a?powerbi-gate=signed-in&powerbi-gate=go",
        "https://portal.example.org/a?powerbi-gate=signed-in&powerbi-gate-lang=es",
        "https://portal.example.org/a?Powerbi-gate=signed-in",
        "https://portal.example.org/a!b?powerbi-gate=signed-in",
        "https://portal.example.org/a$b?powerbi-gate=signed-in",
        "https://portal.example.org/a'b?powerbi-gate=signed-in",
        "https://portal.example.org/a(b)?powerbi-gate=signed-in",
        "https://portal.example.org/a,b?powerbi-gate=signed-in",
        "https://portal.example.org/a;b?powerbi-gate=signed-in",
        "https://portal.example.org/*?powerbi-gate=signed-in",
        "https://portal.example.org/a\\b?powerbi-gate=signed-in",
        "https://portal.example.org/\u00e4?powerbi-gate=signed-in",
        "/a?powerbi-gate=signed-in"
      })
  void toNothingElse(String address) {
    assertThat(signIn(address).problems())
        .singleElement()
        .asString()
        .startsWith("signInUrl (init-param signInUrl): ")
        .doesNotContain(address);
  }

  @Test
  void anAddressHasAnEnd() {
    assertThat(signIn(BACK + "&x=" + "x".repeat(256 - BACK.length() - 3)).problems()).isEmpty();
    assertThat(signIn(BACK + "&x=" + "x".repeat(257 - BACK.length() - 3)).problems()).hasSize(1);
  }

  @Test
  void nobodySignsInToAManagedIdentity() {
    Given given =
        Given.nothing()
            .init("tenantId", Given.TENANT)
            .init("groupId", Given.GROUP)
            .init("managedIdentity", "system")
            .init("intercept", "request")
            .init("powerBiCheck", "as-user")
            .init("workspaceId", WORKSPACE)
            .init("userToken", "sign-in")
            .init("signInUrl", BACK);

    assertThat(given.problems()).singleElement().asString().contains("needs an app registration");
  }

  private static Given signIn(String address) {
    return asUser("sign-in").init("signInUrl", address);
  }

  private static Given asUser(String userToken) {
    return Given.enough()
        .init("powerBiCheck", "as-user")
        .init("workspaceId", WORKSPACE)
        .init("userToken", userToken);
  }
}
