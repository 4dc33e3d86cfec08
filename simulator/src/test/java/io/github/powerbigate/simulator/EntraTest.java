package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.world.Delay;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The token endpoint, by secret (Microsoft facts §3.1, §3.6, §6.15)")
final class EntraTest {
  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Client client = new Client(simulator);

  @BeforeEach
  void registerTheApp() {
    simulator
        .world()
        .apps()
        .add(Client.APP, Client.SECRET, "User.Read.All", "GroupMember.Read.All");
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void theRightSecretBringsATokenForGraph() throws ParseException {
    Client.Answer answer = client.token(client.secretGrant());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("token_type").asText()).isEqualTo("Bearer");
    JWTClaimsSet claims = claims(answer);
    assertThat(claims.getAudience()).containsExactly(simulator.graphUrl().toString());
    assertThat(claims.getStringClaim("tid")).isEqualTo(simulator.tenantId());
    assertThat(claims.getStringClaim("appid")).isEqualTo(Client.APP);
    assertThat(claims.getStringListClaim("roles"))
        .containsExactly("GroupMember.Read.All", "User.Read.All");
  }

  @Test
  @DisplayName("a token says that it is the simulator's (security H3)")
  void aTokenSaysThatItIsTheSimulators() throws ParseException {
    JWTClaimsSet claims = claims(client.token(client.secretGrant()));

    assertThat(claims.getIssuer()).contains("simulator");
    assertThat(claims.getBooleanClaim("simulator")).isTrue();
  }

  @Test
  @DisplayName("§3.1: a token lives for 60 to 90 minutes, not always the same")
  void aTokenLivesForSixtyToNinetyMinutes() {
    List<Integer> lives = List.of(expiresIn(), expiresIn(), expiresIn(), expiresIn());

    assertThat(lives).allSatisfy(life -> assertThat(life).isBetween(3600, 5400));
    assertThat(lives.stream().distinct()).hasSizeGreaterThan(1);
  }

  @Test
  void theLifeOfTokensCanBeSet() {
    try (Simulator other =
        Simulator.start(
            SimulatorSettings.defaults().withTokenLifetime(Delay.fixed(Duration.ofMinutes(10))))) {
      other.world().apps().add(Client.APP, Client.SECRET);
      Client itsClient = new Client(other);
      assertThat(itsClient.token(itsClient.secretGrant()).json().path("expires_in").asInt())
          .isEqualTo(600);
    }
  }

  @Test
  @DisplayName("§6.15: the OpenID scopes and client_info that msal4j adds are accepted")
  void theScopesThatMsal4jAddsAreAccepted() {
    Map<String, String> form = client.secretGrant();
    form.merge("scope", " openid profile offline_access", String::concat);
    form.put("client_info", "1");

    assertThat(client.token(form).status()).isEqualTo(200);
  }

  @Test
  void aTokenForPowerBiNamesPowerBiAndNoPermissions() throws ParseException {
    Map<String, String> form = client.secretGrant();
    form.put("scope", simulator.powerBiScope());

    JWTClaimsSet claims = claims(client.token(form));

    assertThat(claims.getAudience()).containsExactly("https://analysis.windows.net/powerbi/api");
    assertThat(claims.getStringListClaim("roles")).isNull();
  }

  @Test
  void permissionsAreThoseOfTheMomentOfIssue() throws ParseException {
    Client.Answer before = client.token(client.secretGrant());
    simulator.world().apps().setRoles(Client.APP, "Directory.Read.All");
    Client.Answer after = client.token(client.secretGrant());

    assertThat(claims(before).getStringListClaim("roles")).contains("User.Read.All");
    assertThat(claims(after).getStringListClaim("roles")).containsExactly("Directory.Read.All");
  }

  @Test
  void aWrongSecretIsRefusedWith7000215() {
    assertRefused(with("client_secret", "wrong"), 401, "invalid_client", 7000215);
  }

  @Test
  void anExpiredSecretIsRefusedWith7000222() {
    simulator.world().apps().expireSecrets(Client.APP);
    assertRefused(client.secretGrant(), 401, "invalid_client", 7000222);
  }

  @Test
  void aNewSecretBesideAnExpiredOneIsGood() {
    simulator.world().apps().expireSecrets(Client.APP);
    simulator.world().apps().setSecret(Client.APP, "new", clock.instant().plus(Duration.ofDays(1)));

    assertThat(client.token(with("client_secret", "new")).status()).isEqualTo(200);
    clock.pass(Duration.ofDays(1));
    assertRefused(with("client_secret", "new"), 401, "invalid_client", 7000222);
  }

  @Test
  void anUnknownAppIsRefusedWith700016() {
    assertRefused(
        with("client_id", "a1a1a1a1-0000-4000-8000-00000000ffff"),
        400,
        "unauthorized_client",
        700016);
  }

  @Test
  void anUnknownTenantIsRefusedWith90002() {
    Client.Answer answer =
        client.token(
            simulator.entraUrl().resolve("/nobody.example/oauth2/v2.0/token"),
            client.secretGrant());

    assertRefusal(answer, 400, "invalid_request", 90002);
  }

  @Test
  void noCredentialIsRefusedWith7000218() {
    Map<String, String> form = client.secretGrant();
    form.remove("client_secret");

    assertRefused(form, 401, "invalid_client", 7000218);
  }

  @Test
  void anUnknownResourceIsRefusedWith500011() {
    assertRefused(with("scope", "https://unknown.test/.default"), 400, "invalid_resource", 500011);
  }

  @Test
  void aScopeThatIsNotDefaultIsRefusedWith1002012() {
    assertRefused(
        with("scope", simulator.graphUrl() + "/User.Read"), 400, "invalid_scope", 1002012);
  }

  @Test
  void anotherGrantIsRefused() {
    assertRefused(with("grant_type", "password"), 400, "unsupported_grant_type", 70003);
  }

  @Test
  void aMissingParameterIsNamed() {
    Client.Answer answer = client.token(Map.of("grant_type", "client_credentials"));

    assertRefusal(answer, 400, "invalid_request", 900144);
    assertThat(answer.json().path("error_description").asText()).contains("'client_id'");
  }

  private int expiresIn() {
    return client.token(client.secretGrant()).json().path("expires_in").asInt();
  }

  private Map<String, String> with(String field, String value) {
    Map<String, String> form = client.secretGrant();
    form.put(field, value);
    return form;
  }

  private void assertRefused(Map<String, String> form, int status, String error, int code) {
    assertRefusal(client.token(form), status, error, code);
  }

  /** The shape of §3.6, field by field. */
  static void assertRefusal(Client.Answer answer, int status, String error, int code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("error").asText()).isEqualTo(error);
    assertThat(answer.json().path("error_codes").path(0).asInt()).isEqualTo(code);
    String trace = answer.json().path("trace_id").asText();
    String correlation = answer.json().path("correlation_id").asText();
    String timestamp = answer.json().path("timestamp").asText();
    assertThat(timestamp).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ");
    assertThat(answer.json().path("error_description").asText())
        .startsWith("AADSTS" + code + ": ")
        .endsWith(
            "Trace ID: " + trace + " Correlation ID: " + correlation + " Timestamp: " + timestamp);
    assertThat(answer.json().path("error_uri").asText()).endsWith("code=" + code);
  }

  private static JWTClaimsSet claims(Client.Answer answer) throws ParseException {
    return SignedJWT.parse(answer.json().path("access_token").asText()).getJWTClaimsSet();
  }
}
