package io.github.powerbigate.simulator;

import static io.github.powerbigate.simulator.SignInVisit.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The sign-in in a browser (Microsoft facts §3; security C4, H10)")
final class SignInTest {
  private static final String ADA = GraphTest.ADA;
  private static final String GUEST = GraphTest.GUEST;
  private static final String WHO = "<title>Sign in - Entra ID (simulator)</title>";
  private static final String CONSENT =
      "<title>Permissions requested - Entra ID (simulator)</title>";
  private static final String FAILED = "<title>Sign-in failed - Entra ID (simulator)</title>";

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new SettableClock()));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.apps().setRedirectUris(Client.APP, SignInVisit.REDIRECT);
    world.consents().giveForEverybody(Client.APP, "Workspace.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
    world.addUser(User.guest(GUEST, "gus@else.example", "Gus", "simulator.onmicrosoft.com"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void whoIsSignedInGoesStraightBackWithACode() {
    Client.Answer answer = visit().as(ADA).come();

    assertThat(returned(answer)).containsKeys("code", "session_state");
    assertThat(returned(answer)).containsEntry("state", "state & more").doesNotContainKey("error");
    assertThat(answer.header("Set-Cookie")).startsWith(PersonCookie.NAME + "=" + ADA);
    assertThat(answer.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");
  }

  @Test
  void whoIsNotIsAskedWhoTheyAre() {
    Client.Answer page = visit().come();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains(WHO, "Ada", "Gus", "Another account");
    assertThat(returned(visit().press("as", ADA))).containsKey("code");
    assertThat(returned(visit().press("as", "gus@else.example"))).containsKey("code");
  }

  @Test
  @DisplayName("a form may lead anywhere and on from there, since the policy counts every hop")
  void aFormMayLeadAnywhere() {
    assertThat(visit().come().header("Content-Security-Policy"))
        .contains("default-src 'none'", "form-action http: https:")
        .doesNotContain("script-src");
  }

  @ParameterizedTest
  @CsvSource({"login", "select_account"})
  void theAppMayAskForAChoice(String prompt) {
    assertThat(visit().with("prompt", prompt).as(ADA).come().text()).contains(WHO);
    assertThat(returned(visit().with("prompt", prompt).press("as", ADA))).containsKey("code");
  }

  @Test
  void aHintOfSomebodyElseIsAsked() {
    assertThat(returned(visit().with("login_hint", "ada@portal.example").as(ADA).come()))
        .containsKey("code");
    assertThat(visit().with("login_hint", "gus@else.example").as(ADA).come().text())
        .contains(WHO, "value=\"gus@else.example\"");
  }

  @ParameterizedTest(name = "{0} as {1} with a hint of {2}")
  @CsvSource({
    "'', '', login_required, 50058",
    "d0d0d0d0-ffff-4000-8000-000000000001, '', interaction_required, 50034",
    "eve@elsewhere.example, '', interaction_required, 50020",
    "ada@portal.example, gus@else.example, login_required, 50058",
  })
  @DisplayName("prompt=none shows nothing and says what is missing")
  void silenceSaysWhatIsMissing(String person, String hint, String error, int code) {
    SignInVisit visit = visit().with("prompt", "none").with("login_hint", hint);

    assertRefused((person.isEmpty() ? visit : visit.as(person)).come(), error, code);
  }

  @Test
  void silenceIsAnsweredWithACodeWhereNothingIsMissing() {
    assertThat(returned(visit().with("prompt", "none").as(ADA).come())).containsKey("code");
  }

  @Test
  @DisplayName("security H11: the description holds the account's name, as Microsoft's do")
  void theDescriptionHoldsTheAccountsName() {
    Client.Answer answer = visit().press("as", "eve@elsewhere.example");

    assertRefused(answer, "access_denied", 50020);
    assertThat(returned(answer).get("error_description")).contains("eve@elsewhere.example");
    assertRefused(visit().press("as", "eve@simulator.onmicrosoft.com"), "access_denied", 50034);
  }

  @Test
  void aDisabledAccountCannotSignIn() {
    world.setAccountEnabled(ADA, false);

    assertRefused(visit().as(ADA).come(), "access_denied", 50057);
    assertRefused(visit().with("prompt", "none").as(ADA).come(), "interaction_required", 50057);
  }

  @Test
  @DisplayName("§1.3: a guest who has not accepted is asked to, once, and never in silence")
  void aGuestWhoHasNotAcceptedIsAsked() {
    world.addUser(
        User.guest(GraphTest.STRANGE, "new@else.example", "Nia", "simulator.onmicrosoft.com")
            .withExternalUserState(User.PENDING));

    assertRefused(
        visit().with("prompt", "none").as(GraphTest.STRANGE).come(), "consent_required", 65001);
    assertThat(visit().as(GraphTest.STRANGE).come().text())
        .contains("<title>Review permissions - Entra ID (simulator)</title>");
    assertRefused(
        visit().press("as", GraphTest.STRANGE, "consent", "refused"), "access_denied", 65004);
    assertThat(returned(visit().press("as", GraphTest.STRANGE, "invitation", "accepted")))
        .containsKey("code");
    assertThat(world.user(GraphTest.STRANGE).orElseThrow().externalUserState())
        .isEqualTo(User.ACCEPTED);
  }

  @ParameterizedTest(name = "{0}={1}: {2}, {3}")
  @CsvSource({
    "response_type, token, unsupported_response_type, 700054",
    "response_type, '', invalid_request, 900144",
    "response_mode, fragment, invalid_request, 90023",
    "prompt, please, invalid_request, 90023",
    "scope, '', invalid_request, 900144",
    "scope, https://unknown.test/.default, invalid_resource, 500011",
    "scope, https://analysis.windows.net/powerbi/api/, invalid_scope, 70011",
    "scope, User.Read https://analysis.windows.net/powerbi/api/A.B, invalid_scope, 70011",
    "scope, https://analysis.windows.net/powerbi/api/.default, invalid_scope, 70011",
    "code_challenge_method, plain, invalid_request, 501491",
    "code_challenge_method, '', invalid_request, 501491",
    "code_challenge, too-short, invalid_request, 501491",
  })
  void whatAnAppAsksWronglyIsSaidToTheApp(String name, String value, String error, int code) {
    Client.Answer answer = visit().with(name, value).as(ADA).come();

    assertRefused(answer, error, code);
    assertThat(returned(answer)).containsEntry("state", "state & more");
  }

  @Test
  void anAppMayNeedAChallenge() {
    SignInVisit without =
        visit().with("code_challenge", "").with("code_challenge_method", "").as(ADA);
    assertThat(returned(without.come())).containsKey("code");
    world.apps().setPkceRequired(Client.APP, true);

    assertRefused(without.come(), "invalid_request", 9002325);
    assertThat(returned(visit().as(ADA).come())).containsKey("code");
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource({
    "redirect_uri, https://portal.example/powerbi, 50011",
    "redirect_uri, https://PORTAL.example/powerbi?powerbi-gate=signed-in, 50011",
    "redirect_uri, https://evil.example/, 50011",
    "redirect_uri, '', 900144",
    "client_id, a1a1a1a1-0000-4000-8000-00000000ffff, 700016",
    "client_id, '', 900144",
  })
  @DisplayName("nobody is sent to an address that is not registered, to the letter")
  void nobodyIsSentElsewhere(String name, String value, int code) {
    Client.Answer answer = visit().with(name, value).as(ADA).come();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Location")).isEmpty();
    assertThat(answer.text()).contains(FAILED, "AADSTS" + code + ":");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "https://localhost:8443/in?a=b, 302",
    "https://localhost/in?a=b, 302",
    "http://localhost:8443/in?a=b, 400",
    "https://localhost:8443/in, 400",
    "https://localhost:8443.evil.example/in?a=b, 400",
    "https://127.0.0.1:8443/in?a=b, 400",
  })
  @DisplayName("the port of localhost does not matter, all else does")
  void thePortOfLocalhostDoesNotMatter(String address, int status) {
    world.apps().setRedirectUris(Client.APP, "https://localhost:1/in?a=b");

    assertThat(visit().with("redirect_uri", address).as(ADA).come().status()).isEqualTo(status);
  }

  @Test
  void anUnknownTenantHasAPageOfItsOwn() {
    String address = visit().address().toString().replace(simulator.tenantId(), "no.example");

    assertThat(client.get(java.net.URI.create(address)).text()).contains(FAILED, "AADSTS90002");
  }

  @Test
  @DisplayName("security H10: by form_post the answer comes in a form that posts itself")
  void theAnswerMayComeInAForm() {
    Client.Answer page = visit().with("response_mode", "form_post").as(ADA).come();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy")).contains("script-src 'sha256-");
    assertThat(page.text())
        .contains(
            "action=\"https://portal.example/powerbi?powerbi-gate=signed-in\"",
            "name=\"code\"",
            "name=\"state\" value=\"state &amp; more\"",
            "<script>document.forms[0].submit()</script>");
    assertThat(visit().with("response_mode", "form_post").with("prompt", "none").come().text())
        .contains("name=\"error\" value=\"login_required\"");
  }

  @Test
  void consentIsAskedForAndKept() {
    world.consents().revokeForEverybody(Client.APP);

    assertRefused(visit().with("prompt", "none").as(ADA).come(), "consent_required", 65001);
    assertThat(visit().as(ADA).come().text()).contains(CONSENT, "Workspace.Read.All", "Accept");
    assertThat(returned(visit().press("as", ADA, "consent", "given"))).containsKey("code");
    assertThat(returned(visit().as(ADA).come())).containsKey("code");
    assertThat(visit().as(GUEST).come().text()).as("it was Ada's own").contains(CONSENT);
    world.consents().revoke(Client.APP, ADA);
    assertThat(visit().as(ADA).come().text()).contains(CONSENT);
  }

  @Test
  void whoRefusesConsentGoesBackWithAnError() {
    world.consents().revokeForEverybody(Client.APP);

    assertRefused(visit().press("as", ADA, "consent", "refused"), "access_denied", 65004);
  }

  @Test
  void consentForOnePermissionIsNotConsentForAnother() {
    String more = SignInVisit.readScope(simulator).replace("Workspace", "Report");

    assertThat(visit().with("scope", "openid " + more).as(ADA).come().text())
        .contains(CONSENT, "Report.Read.All");
  }

  @Test
  void anAppMayAskForConsentAgain() {
    assertThat(visit().with("prompt", "consent").as(ADA).come().text()).contains(CONSENT);
    assertThat(returned(visit().with("prompt", "consent").press("as", ADA, "consent", "given")))
        .containsKey("code");
  }

  @Test
  void aTenantMayLeaveConsentToItsAdministrators() {
    world.consents().revokeForEverybody(Client.APP);
    world.tenant().setPeopleMayConsent(false);

    assertThat(visit().as(ADA).come().text())
        .contains("<title>Need admin approval - Entra ID (simulator)</title>")
        .doesNotContain("Accept");
    assertRefused(visit().press("as", ADA, "consent", "given"), "access_denied", 90094);
    assertRefused(visit().press("as", ADA, "consent", "refused"), "access_denied", 90094);
    world.consents().giveForEverybody(Client.APP, "Workspace.Read.All");
    assertThat(returned(visit().as(ADA).come())).containsKey("code");
  }

  @Test
  @DisplayName("a sign-in to an app does not make Power BI look again")
  void aSignInToAnAppDoesNotMakePowerBiLookAgain() {
    String workspace = "c0c0c0c0-0000-4000-8000-000000000001";
    Propagation frozen = Propagation.IMMEDIATE.withPowerBiFreeze(Duration.ofDays(1));
    world.addGroup(GraphTest.VIEWERS, "Viewers");
    world.grantWorkspace(workspace, GraphTest.VIEWERS);
    world.addMember(GraphTest.VIEWERS, GUEST, frozen);
    world.removeMember(GraphTest.VIEWERS, GUEST);
    assertThat(world.powerBi().visit(GUEST, workspace, 0)).isFalse();
    world.addMember(GraphTest.VIEWERS, GUEST, frozen);

    visit().code(GUEST);
    assertThat(world.powerBi().visit(GUEST, workspace, 0)).isFalse();
    world.forgetVisit(GUEST);
    assertThat(world.powerBi().visit(GUEST, workspace, 0)).isTrue();
  }

  private SignInVisit visit() {
    return new SignInVisit(simulator, client);
  }

  private static void assertRefused(Client.Answer answer, String error, int code) {
    assertThat(returned(answer)).as(answer.text()).containsEntry("error", error);
    assertThat(returned(answer)).doesNotContainKey("code");
    assertThat(returned(answer).get("error_description"))
        .startsWith("AADSTS" + code + ": ")
        .contains("Trace ID: ", "Correlation ID: ", "Timestamp: ");
    assertThat(returned(answer).get("error_uri")).endsWith("code=" + code);
  }
}
