package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Codes and refresh tokens at the token endpoint (Microsoft facts §3.1, §3.6)")
final class AuthorizationCodeTest {
  private static final String ADA = GraphTest.ADA;
  private static final String OTHER_APP = "a1a1a1a1-0000-4000-8000-000000000002";

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.apps().setRedirectUris(Client.APP, SignInVisit.REDIRECT);
    world.apps().add(OTHER_APP, Client.SECRET);
    world.consents().giveForEverybody(Client.APP, "Workspace.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  @DisplayName("§3.1: the token is the person's, for Power BI, with what was asked for")
  void aCodeBringsATokenOfThePerson() throws ParseException {
    Client.Answer answer = client.token(visit().codeGrant(code()));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.json().path("expires_in").asInt()).isBetween(3600, 5400);
    assertThat(answer.json().path("scope").asText())
        .isEqualTo(SignInVisit.readScope(simulator) + " openid profile");
    assertThat(answer.json().has("refresh_token")).isFalse();
    JWTClaimsSet claims = claims(answer.json(), "access_token");
    assertThat(claims.getAudience()).containsExactly("https://analysis.windows.net/powerbi/api");
    assertThat(claims.getStringClaim("scp")).isEqualTo("Workspace.Read.All");
    assertThat(claims.getStringClaim("oid")).isEqualTo(ADA);
    assertThat(claims.getStringClaim("tid")).isEqualTo(simulator.tenantId());
    assertThat(claims.getStringClaim("appid")).isEqualTo(Client.APP);
    assertThat(claims.getBooleanClaim("simulator")).isTrue();
    assertThat(claims.getClaim("idtyp")).isNull();
  }

  @Test
  void withoutOpenIdThereIsNoIdToken() {
    String code = visit().with("scope", SignInVisit.readScope(simulator)).code(ADA);

    assertThat(client.token(visit().codeGrant(code)).json().has("id_token")).isFalse();
  }

  @Test
  @DisplayName("§6.15: client_info, which Microsoft's libraries ask for, names the account")
  void clientInfoNamesTheAccount() {
    Map<String, String> form = visit().codeGrant(code());
    form.put("client_info", "1");

    String info = client.token(form).json().path("client_info").asText();
    assertThat(new String(Base64.getUrlDecoder().decode(info), StandardCharsets.UTF_8))
        .contains("\"uid\":\"" + ADA, "\"utid\":\"" + simulator.tenantId());
  }

  @Test
  @DisplayName("§6.1: what .default stands for is registered, and .default comes back")
  void defaultStandsForWhatIsRegistered() throws ParseException {
    world.apps().setPowerBiPermissions(Client.APP, "Workspace.Read.All", "Report.Read.All");
    world.consents().giveForEverybody(Client.APP, "Report.Read.All");
    String code = visit().with("scope", simulator.powerBiScope()).code(ADA);

    JsonNode body = client.token(visit().codeGrant(code)).json();
    assertThat(claims(body, "access_token").getStringClaim("scp"))
        .isEqualTo("Report.Read.All Workspace.Read.All");
    assertThat(body.path("scope").asText()).isEqualTo(simulator.powerBiScope());
  }

  @Test
  void aCodeIsGoodOnce() {
    Map<String, String> form = visit().codeGrant(code());

    assertThat(client.token(form).status()).isEqualTo(200);
    assertRefused(form, "invalid_grant", 54005);
  }

  @Test
  void aCodeThatWasTriedWronglyIsSpent() {
    Map<String, String> form = visit().codeGrant(code());
    form.put("code_verifier", SignInVisit.CHALLENGE);

    assertRefused(form, "invalid_grant", 501481);
    form.put("code_verifier", SignInVisit.VERIFIER);
    assertRefused(form, "invalid_grant", 54005);
  }

  @Test
  @DisplayName("a code is good for ten minutes")
  void aCodeIsGoodForTenMinutes() {
    Map<String, String> early = visit().codeGrant(code());
    Map<String, String> late = visit().codeGrant(code());
    clock.pass(Duration.ofSeconds(599));
    assertThat(client.token(early).status()).isEqualTo(200);
    clock.pass(Duration.ofSeconds(1));

    assertRefused(late, "invalid_grant", 70008);
  }

  @ParameterizedTest(name = "{0}={1}: {2} {3}, {4}")
  @CsvSource({
    "code, rubbish, 400, invalid_grant, 9002313",
    "code, '', 400, invalid_request, 900144",
    "redirect_uri, https://portal.example/powerbi, 400, invalid_grant, 500112",
    "redirect_uri, '', 400, invalid_request, 900144",
    "code_verifier, '', 400, invalid_grant, 501481",
    "code_verifier, short, 400, invalid_grant, 501481",
    "client_secret, wrong, 401, invalid_client, 7000215",
    "client_secret, '', 401, invalid_client, 7000218",
    "client_id, a1a1a1a1-0000-4000-8000-000000000002, 400, invalid_grant, 70000",
    "scope, https://analysis.windows.net/powerbi/api/Report.Read.All, 400, invalid_grant, 65001",
    "scope, User.Read https://analysis.windows.net/powerbi/api/A.B, 400, invalid_scope, 70011",
    "scope, https://unknown.test/.default, 400, invalid_resource, 500011",
  })
  void aCodeIsRefused(String name, String value, int status, String error, int code) {
    Map<String, String> form = visit().codeGrant(code());
    form.put(name, value);
    if (value.isEmpty()) {
      form.remove(name);
    }

    EntraTest.assertRefusal(client.token(form), status, error, code);
  }

  @Test
  void aVerifierForACodeWithoutChallengeIsRefused() {
    SignInVisit visit = visit().with("code_challenge", "").with("code_challenge_method", "");
    Map<String, String> form = visit.codeGrant(visit.code(ADA));
    assertRefused(form, "invalid_grant", 501481);
    form = visit.codeGrant(visit.code(ADA));
    form.remove("code_verifier");

    assertThat(client.token(form).status()).isEqualTo(200);
  }

  @Test
  void whatChangedSinceTheSignInCounts() {
    Map<String, String> disabled = visit().codeGrant(code());
    Map<String, String> withoutConsent = visit().codeGrant(code());
    world.consents().revokeForEverybody(Client.APP);
    assertRefused(withoutConsent, "invalid_grant", 65001);
    world.setAccountEnabled(ADA, false);
    assertRefused(disabled, "invalid_grant", 50057);
  }

  @Test
  void missingConsentIsSaidInTheSubError() {
    Map<String, String> form = visit().codeGrant(code());
    world.consents().revokeForEverybody(Client.APP);

    assertThat(client.token(form).json().path("suberror").asText()).isEqualTo("consent_required");
  }

  @Test
  void offlineAccessBringsARefreshToken() throws ParseException {
    Map<String, String> form = refreshGrant();
    clock.pass(Duration.ofDays(1));

    Client.Answer answer = client.token(form);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(claims(answer.json(), "access_token").getStringClaim("oid")).isEqualTo(ADA);
    assertThat(answer.json().path("refresh_token").asText()).isNotEmpty();
  }

  @Test
  void aRefreshTokenIsRefused() {
    Map<String, String> form = refreshGrant();
    form.put("client_id", OTHER_APP);
    assertRefused(form, "invalid_grant", 70000);
    form.put("client_id", Client.APP);
    world.setAccountEnabled(ADA, false);
    assertRefused(form, "invalid_grant", 50057);
    world.setAccountEnabled(ADA, true);
    world.conditionalAccess().revokeSessions(ADA);
    assertRefused(form, "invalid_grant", 50173);
    form.put("refresh_token", "rubbish");
    assertRefused(form, "invalid_grant", 9002313);
    form.remove("refresh_token");
    assertRefused(form, "invalid_request", 900144);
  }

  @Test
  void whoWasDeletedGetsNothing() {
    Map<String, String> form = refreshGrant();
    world.deleteUser(ADA);

    assertRefused(form, "invalid_grant", 50034);
  }

  @Test
  @DisplayName("security H9: the log says by which grant, and keeps nothing that is worth anything")
  void theLogSaysByWhichGrant() {
    client.token(refreshGrant());

    assertThat(simulator.requests().to(Service.ENTRA))
        .filteredOn(request -> request.form().containsKey("grant_type"))
        .extracting(request -> request.form().get("grant_type"))
        .containsExactly("authorization_code", "refresh_token");
    assertThat(simulator.requests().to(Service.ENTRA))
        .extracting(LoggedRequest::form)
        .allSatisfy(
            form ->
                assertThat(form.values())
                    .doesNotContain(Client.SECRET, SignInVisit.VERIFIER)
                    .noneMatch(value -> value.startsWith("1.")));
    assertThat(simulator.violations()).isEmpty();
  }

  private Map<String, String> refreshGrant() {
    String scope = "offline_access " + SignInVisit.readScope(simulator);
    JsonNode body = client.token(visit().codeGrant(visit().with("scope", scope).code(ADA))).json();
    Map<String, String> form = client.secretGrant();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", body.path("refresh_token").asText());
    form.remove("scope");
    return form;
  }

  private String code() {
    return visit().code(ADA);
  }

  private SignInVisit visit() {
    return new SignInVisit(simulator, client);
  }

  private void assertRefused(Map<String, String> form, String error, int code) {
    EntraTest.assertRefusal(client.token(form), 400, error, code);
  }

  private static JWTClaimsSet claims(JsonNode body, String token) throws ParseException {
    return SignedJWT.parse(body.path(token).asText()).getJWTClaimsSet();
  }
}
