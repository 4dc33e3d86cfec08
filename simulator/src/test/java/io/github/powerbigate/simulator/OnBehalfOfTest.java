package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On behalf of a person (Microsoft facts §3.3, §3.6; security C4)")
final class OnBehalfOfTest {
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
    world.apps().add(OTHER_APP, Client.SECRET);
    world.consents().giveForEverybody(Client.APP, "Workspace.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void aTokenOfAPersonForTheAppBringsOneForPowerBi() throws ParseException {
    Client.Answer answer = client.token(grant(assertion(Client.APP)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JWTClaimsSet claims =
        SignedJWT.parse(answer.json().path("access_token").asText()).getJWTClaimsSet();
    assertThat(claims.getAudience()).containsExactly("https://analysis.windows.net/powerbi/api");
    assertThat(claims.getStringClaim("oid")).isEqualTo(ADA);
    assertThat(claims.getStringClaim("scp")).isEqualTo("Workspace.Read.All");
    assertThat(claims.getStringClaim("appid")).isEqualTo(Client.APP);
    assertThat(answer.json().has("id_token")).isFalse();
  }

  @Test
  void theAudienceMayHaveTheFormOfAnAddress() {
    assertThat(client.token(grant(assertion("api://" + Client.APP))).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("§3.1: a token for an app of the tenant is of version 2, with the tenant's issuer")
  void aTokenForAnAppIsOfVersionTwo() throws ParseException {
    JWTClaimsSet claims = SignedJWT.parse(assertion(Client.APP)).getJWTClaimsSet();

    assertThat(claims.getStringClaim("ver")).isEqualTo("2.0");
    assertThat(claims.getIssuer())
        .isEqualTo(simulator.entraUrl() + "/" + simulator.tenantId() + "/v2.0");
    assertThat(claims.getStringClaim("oid")).isEqualTo(ADA);
    assertThat(claims.getStringClaim("scp")).isEqualTo("access");
    assertThat(claims.getClaim("idtyp")).isNull();
  }

  @Test
  void aTokenForAnotherAppIsRefused() {
    assertRefused(grant(assertion(OTHER_APP)), 500131);
    String forPowerBi = assertion("https://analysis.windows.net/powerbi/api");
    assertRefused(grant(forPowerBi), 500131);
  }

  @Test
  void aTokenThatIsOverIsRefused() {
    String old = assertion(Client.APP);
    clock.pass(Duration.ofMinutes(90));

    assertRefused(grant(old), 500133);
  }

  @Test
  void whatIsNoTokenOfOursIsRefused() throws ParseException {
    String good = assertion(Client.APP);

    assertRefused(grant("rubbish"), 50013);
    assertRefused(grant(good.substring(0, good.length() - 8) + "AAAAAAAA"), 50013);
    JWTClaimsSet claims = SignedJWT.parse(good).getJWTClaimsSet();
    assertRefused(grant(SigningKey.ofAStranger().sign(claims)), 50013);
  }

  @Test
  @DisplayName("security C4: an app's own token speaks for nobody")
  void anAppsOwnTokenSpeaksForNobody() {
    Map<String, String> form = client.secretGrant();
    form.put("client_id", OTHER_APP);
    form.put("scope", "api://" + Client.APP + "/.default");
    String own = client.token(form).json().path("access_token").asText();

    assertRefused(grant(own), 7000114);
  }

  @Test
  void withoutConsentItIsRefused() {
    world.consents().revokeForEverybody(Client.APP);

    Client.Answer refused = client.token(grant(assertion(Client.APP)));
    EntraTest.assertRefusal(refused, 400, "invalid_grant", 65001);
    assertThat(refused.json().path("suberror").asText()).isEqualTo("consent_required");
    world.consents().give(Client.APP, ADA, "Workspace.Read.All");
    assertThat(client.token(grant(assertion(Client.APP))).status()).isEqualTo(200);
  }

  @Test
  void aDisabledOrDeletedAccountIsRefused() {
    String assertion = assertion(Client.APP);
    world.setAccountEnabled(ADA, false);
    assertRefused(grant(assertion), 50057);
    world.deleteUser(ADA);
    assertRefused(grant(assertion), 50034);
  }

  @Test
  void whatIsMissingIsNamed() {
    for (String field : new String[] {"assertion", "requested_token_use", "scope"}) {
      Map<String, String> form = grant(assertion(Client.APP));
      form.remove(field);
      Client.Answer refused = client.token(form);
      EntraTest.assertRefusal(refused, 400, "invalid_request", 900144);
      assertThat(refused.json().path("error_description").asText()).contains("'" + field + "'");
    }
  }

  @Test
  void claimsMayBeNotQuiteRight() throws ParseException {
    String other = simulator.userToken(ADA, Client.APP, Map.of("tid", GraphTest.STRANGE), "access");

    assertThat(SignedJWT.parse(other).getJWTClaimsSet().getStringClaim("tid"))
        .isEqualTo(GraphTest.STRANGE);
  }

  private String assertion(String audience) {
    return simulator.userToken("ada@portal.example", audience, "access");
  }

  private Map<String, String> grant(String assertion) {
    Map<String, String> form = client.secretGrant();
    form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
    form.put("requested_token_use", "on_behalf_of");
    form.put("assertion", assertion);
    form.put("scope", SignInVisit.readScope(simulator));
    return form;
  }

  private void assertRefused(Map<String, String> form, int code) {
    EntraTest.assertRefusal(client.token(form), 400, "invalid_grant", code);
  }
}
