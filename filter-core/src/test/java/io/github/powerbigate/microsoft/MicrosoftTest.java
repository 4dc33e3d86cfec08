package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.GROUP_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.entraError;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.first;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.graphError;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.memberOf;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrosoftTest {

  private static final String GUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();

  @BeforeEach
  void open() {
    microsoft.check = memberOf(GROUP_ID);
  }

  @AfterEach
  void close() {
    microsoft.close();
  }

  @Test
  void aHundredWhoArriveColdMakeOneTokenRequest() {
    microsoft.token = microsoft.after(200, token("token-1", 3600));
    try (Gate gate = new Gate(settings())) {
      List<CompletableFuture<Finding>> findings = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        findings.add(gate.begin(user("kim" + i)));
      }
      assertThat(findings)
          .allSatisfy(finding -> assertThat(finding.join()).isInstanceOf(Finding.Ready.class));
    }
    assertThat(microsoft.callsOf("/token")).hasSize(1);
  }

  @Test
  void theFirstContactFetchesATokenAndLooksAtTheGroup() {
    try (Gate gate = new Gate(settings())) {
      assertThat(gate.microsoft.firstContact().join()).isEmpty();
      assertThat(microsoft.callsOf("/v1.0/groups/" + GROUP_ID)).hasSize(1);
      assertThat(microsoft.callsOf("/token").get(0).uri())
          .isEqualTo("/22222222-cccc-4ccc-8ccc-222222222222/oauth2/v2.0/token");
      assertThat(
              URLDecoder.decode(microsoft.callsOf("/token").get(0).body(), StandardCharsets.UTF_8))
          .contains("grant_type=client_credentials", "client_secret=a-secret")
          .containsPattern("scope=([^&]* )?" + microsoft.origin() + "/\\.default");
      assertThat(gate.ask(user("kim"))).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void everyCallCarriesARandomIdOfOurs() {
    try (Gate gate = new Gate(settings())) {
      var unused = gate.ask(user("kim"));
    }
    assertThat(microsoft.calls)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(call -> assertThat(call.clientRequestId()).matches(GUID));
    assertThat(microsoft.calls.stream().map(ScriptedMicrosoft.Call::clientRequestId).distinct())
        .hasSameSizeAs(microsoft.calls);
  }

  @Test
  void microsoftsIdOfTheCallStandsInTheTrouble() {
    microsoft.check = answer(503, "{}", "request-id", "outer-7", "Retry-After", "2.128");
    try (Gate gate = new Gate(settings())) {
      assertThat(gate.ask(user("kim")))
          .isInstanceOfSatisfying(
              Finding.Unavailable.class,
              finding -> {
                assertThat(finding.trouble().requestId()).isEqualTo("outer-7");
                assertThat(finding.trouble().code()).isEqualTo("http-503");
                assertThat(finding.retryAfter()).isEqualTo(Duration.ofMillis(2128));
              });
    }
  }

  @Test
  void throttlingTellsHowLongToLeaveTheServiceAlone() {
    microsoft.check =
        answer(429, "{\"error\":{\"code\":\"TooManyRequests\"}}", "Retry-After", "3392");
    try (Gate gate = new Gate(settings())) {
      assertThat(gate.ask(user("kim")))
          .isInstanceOfSatisfying(
              Finding.Throttled.class,
              finding -> assertThat(finding.retryAfter()).isEqualTo(Duration.ofSeconds(3392)));
    }
  }

  @Test
  void aTokenThatIsNotAcceptedIsReplacedWithinTheProbe() {
    microsoft.token = first(token("token-1", 3600), token("token-2", 3600));
    microsoft.check =
        exchange ->
            ("Bearer token-2".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    ? memberOf(GROUP_ID)
                    : graphError(401, "InvalidAuthenticationToken"))
                .play(exchange);
    try (Gate gate = new Gate(settings())) {
      assertThat(gate.ask(user("kim"))).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void tokensThatAreNeverAcceptedAreReplacedOnceAMinute() {
    microsoft.check = graphError(401, "InvalidAuthenticationToken");
    microsoft.token =
        exchange -> token("token-" + microsoft.callsOf("/token").size(), 3600).play(exchange);
    try (Gate gate = new Gate(settings())) {
      for (int i = 0; i < 5; i++) {
        assertThat(gate.ask(user("kim"))).isInstanceOf(Finding.Unavailable.class);
      }
      assertThat(microsoft.callsOf("/token")).hasSize(2);

      gate.clock.advance(Duration.ofMinutes(1));
      assertThat(gate.ask(user("kim"))).isInstanceOf(Finding.Unavailable.class);
      assertThat(microsoft.callsOf("/token")).hasSize(3);
    }
  }

  @Test
  void consentGivenLaterWorksWithinAMinute() {
    AtomicReference<String> roles = new AtomicReference<>("without");
    microsoft.token =
        exchange ->
            token(roles.get() + "-" + microsoft.callsOf("/token").size(), 3600).play(exchange);
    microsoft.check =
        exchange ->
            (exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer with-")
                    ? memberOf(GROUP_ID)
                    : graphError(403, "Authorization_RequestDenied"))
                .play(exchange);
    try (Gate gate = new Gate(settings())) {
      for (int i = 0; i < 4; i++) {
        assertThat(gate.ask(user("kim")))
            .isInstanceOfSatisfying(
                Finding.Misconfigured.class,
                finding -> assertThat(finding.trouble().cause()).isEqualTo(Cause.MISSING_CONSENT));
        gate.clock.advance(Duration.ofSeconds(10));
      }
      assertThat(microsoft.callsOf("/token")).hasSize(2);

      roles.set("with");
      gate.clock.advance(Duration.ofMinutes(1));
      assertThat(gate.ask(user("kim"))).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void aSecretReplacedInItsFileIsUsedAfterTheOldOneWasRefused() {
    AtomicReference<String> secret = new AtomicReference<>("old");
    microsoft.token =
        exchange ->
            (lastTokenRequest().contains("client_secret=new")
                    ? token("token-1", 3600)
                    : entraError(401, "invalid_client", 7000215))
                .play(exchange);
    Credential credential =
        new Credential.ClientSecret(
            () -> String.valueOf(secret.get()).getBytes(StandardCharsets.UTF_8));
    try (Gate gate = new Gate(settings().credential(credential))) {
      assertThat(gate.ask(user("kim"))).isInstanceOf(Finding.Misconfigured.class);

      secret.set("new");
      gate.clock.advance(Tokens.SHARED_FAILURE);
      assertThat(gate.ask(user("kim"))).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void aCertificateSignsAnAssertionThatItsKeyVerifies() throws Exception {
    byte[] pkcs12 = Files.readAllBytes(TestKeys.keyStore());
    byte[] pem =
        (TestKeys.pem("PRIVATE KEY", TestKeys.key(TestKeys.keyStore()).getEncoded())
                + TestKeys.pem(
                    "CERTIFICATE", TestKeys.certificate(TestKeys.keyStore()).getEncoded()))
            .getBytes(StandardCharsets.UTF_8);
    for (byte[] value : List.of(pkcs12, pem)) {
      Credential credential =
          new Credential.ClientCertificate(
              () -> value, () -> TestKeys.PASSWORD.getBytes(StandardCharsets.UTF_8));
      try (Gate gate = new Gate(settings().credential(credential))) {
        assertThat(gate.ask(user("kim"))).isInstanceOf(Finding.Ready.class);
      }
      String request = lastTokenRequest();
      String assertion = request.replaceAll("(?s).*client_assertion=([^&]*).*", "$1");
      SignedJWT jwt = SignedJWT.parse(assertion);
      RSAPublicKey key = (RSAPublicKey) TestKeys.certificate(TestKeys.keyStore()).getPublicKey();
      assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
      assertThat(jwt.getJWTClaimsSet().getAudience().get(0))
          .isEqualTo(
              microsoft.origin() + "/22222222-cccc-4ccc-8ccc-222222222222/oauth2/v2.0/token");
    }
  }

  private String lastTokenRequest() {
    List<ScriptedMicrosoft.Call> calls = microsoft.callsOf("/token");
    return URLDecoder.decode(calls.get(calls.size() - 1).body(), StandardCharsets.UTF_8);
  }

  private TestSettings settings() {
    return TestSettings.of(microsoft.cloud());
  }

  private static UserId user(String name) {
    return new UserId(UserId.Form.UPN, name + "@example.org");
  }
}
