package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.powerbigate.simulator.world.User;
import io.github.powerbigate.simulator.world.World;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("ID tokens (Microsoft facts §3.1; security C4)")
final class IdTokenTest {
  private static final String ADA = GraphTest.ADA;

  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final World world = simulator.world();
  private final Client client = new Client(simulator);

  @BeforeEach
  void fillTheTenant() {
    world.apps().add(Client.APP, Client.SECRET);
    world.apps().setRedirectUris(Client.APP, SignInVisit.REDIRECT);
    world.consents().giveForEverybody(Client.APP, "Workspace.Read.All");
    world.addUser(User.member(ADA, "ada@portal.example", "Ada"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void theMetadataNamesIssuerEndpointsAndKeys() {
    JsonNode metadata = document("/v2.0/.well-known/openid-configuration");

    String tenant = simulator.entraUrl() + "/" + simulator.tenantId();
    assertThat(metadata.path("issuer").asText()).isEqualTo(tenant + "/v2.0");
    assertThat(metadata.path("token_endpoint").asText())
        .isEqualTo(client.tokenEndpoint().toString());
    assertThat(metadata.path("authorization_endpoint").asText())
        .isEqualTo(tenant + "/oauth2/v2.0/authorize");
    JsonNode keys = client.get(URI.create(metadata.path("jwks_uri").asText())).json();
    assertThat(keys.path("keys")).hasSize(1);
    assertThat(keys.at("/keys/0/issuer").asText()).isEqualTo(tenant + "/v2.0");
    assertThat(keys.at("/keys/0").has("d")).as("the private part").isFalse();
  }

  @Test
  void theDocumentsAreOfThisTenantOnly() {
    String other = simulator.entraUrl() + "/no.example/discovery/v2.0/keys";

    EntraTest.assertRefusal(client.get(URI.create(other)), 400, "invalid_request", 90002);
  }

  @Test
  void aGoodOneSaysWhoSignedInWhereAndWhen() throws Exception {
    JWTClaimsSet claims = validated(idToken());

    assertThat(claims.getStringClaim("oid")).isEqualTo(ADA);
    assertThat(claims.getStringClaim("tid")).isEqualTo(simulator.tenantId());
    assertThat(claims.getStringClaim("nonce")).isEqualTo("n-0S6_WzA2Mj");
    assertThat(claims.getStringClaim("preferred_username")).isEqualTo("ada@portal.example");
    assertThat(claims.getStringClaim("ver")).isEqualTo("2.0");
    assertThat(claims.getIssueTime()).isEqualTo(Date.from(clock.instant()));
    assertThat(claims.getExpirationTime())
        .isEqualTo(Date.from(clock.instant().plus(Duration.ofHours(1))));
    assertThat(claims.getSubject()).isNotEqualTo(ADA);
    assertThat(claims.getBooleanClaim("simulator")).isTrue();
  }

  @Test
  void theSubjectIsAnotherAtEachApp() throws Exception {
    String here = validated(idToken()).getSubject();
    assertThat(validated(idToken()).getSubject()).isEqualTo(here);
    String elsewhere = simulator.userToken(ADA, simulator.graphUrl().toString(), "User.Read");

    assertThat(com.nimbusds.jwt.SignedJWT.parse(elsewhere).getJWTClaimsSet().getSubject())
        .isNotEqualTo(here);
  }

  @ParameterizedTest
  @EnumSource(value = IdTokenFault.class, mode = EnumSource.Mode.EXCLUDE, names = "MISSING")
  void aValidatorRefusesEveryFault(IdTokenFault fault) {
    simulator.idTokenFaults().play(fault, 1);

    String spoiled = idToken();
    assertThatThrownBy(() -> validated(spoiled)).as(spoiled).isInstanceOf(Exception.class);
    String good = idToken();
    assertThatCode(() -> validated(good)).doesNotThrowAnyException();
  }

  @Test
  void theTokenMayBeMissing() {
    simulator.idTokenFaults().play(IdTokenFault.MISSING);
    assertThat(idToken()).isEmpty();
    assertThat(idToken()).isEmpty();
    simulator.idTokenFaults().clear();

    assertThat(idToken()).isNotEmpty();
  }

  private String idToken() {
    SignInVisit visit = new SignInVisit(simulator, client);
    return client.token(visit.codeGrant(visit.code(ADA))).json().path("id_token").asText();
  }

  private JsonNode document(String path) {
    return client.get(simulator.entraUrl().resolve("/" + simulator.tenantId() + path)).json();
  }

  /** As an app does that follows OpenID Connect Core 1.0 §3.1.3.7. */
  private JWTClaimsSet validated(String token) throws Exception {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256, new ImmutableJWKSet<>(publishedKeys())));
    JWTClaimsSet expected =
        new JWTClaimsSet.Builder()
            .issuer(simulator.entraUrl() + "/" + simulator.tenantId() + "/v2.0")
            .claim("nonce", "n-0S6_WzA2Mj")
            .claim("tid", simulator.tenantId())
            .claim("oid", ADA)
            .build();
    Instant now = clock.instant();
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<SecurityContext>(
            Client.APP, expected, Set.of("exp", "iat", "nbf")) {
          @Override
          protected Date currentTime() {
            return Date.from(now);
          }
        });
    return processor.process(token, null);
  }

  private JWKSet publishedKeys() throws ParseException {
    return JWKSet.parse(document("/discovery/v2.0/keys").toString());
  }
}
