package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.entraError;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.testing.LogWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gate that proves who it is by the token of another identity provider. */
class FederatedTokenTest {

  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");
  private static final String CANARY = "eyJjYW5hcnk.eyJjYW5hcnk.Y2FuYXJ5";

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private volatile String content = CANARY + "\n";

  @AfterEach
  void close() {
    microsoft.close();
  }

  @Test
  void theTokenIsTheAssertion() {
    try (Gate gate = new Gate(settings())) {
      var unused = gate.ask(USER);
    }

    assertThat(microsoft.callsOf("/token"))
        .singleElement()
        .extracting(ScriptedMicrosoft.Call::body)
        .asString()
        .contains("client_assertion=" + CANARY)
        .contains("client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type")
        .contains("client_id=33333333-dddd-4ddd-8ddd-333333333333")
        .doesNotContain("client_secret");
  }

  @Test
  void itIsReadAnewAtEachRenewal() {
    microsoft.token = token("token-1", 100);
    try (Gate gate = new Gate(settings())) {
      var unused = gate.ask(USER);
      content = "eyJsYXRlcg.eyJsYXRlcg.bGF0ZXI";
      gate.clock.advance(Duration.ofSeconds(80));
      unused = gate.ask(USER);
      await().until(() -> microsoft.callsOf("/token").size() == 2);
    }

    assertThat(microsoft.callsOf("/token").get(1).body()).contains("client_assertion=" + content);
  }

  @Test
  void whatIsNoTokenStopsTheStartAndIsNotRepeated() {
    for (String wrong : new String[] {"", "\n", "-----BEGIN PRIVATE KEY-----\ncanary", "a.b"}) {
      content = wrong;
      assertThatThrownBy(() -> new Gate(settings()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("federatedTokenFile")
          .hasMessageNotContaining("canary");
    }
  }

  @Test
  void whatIsNoTokenAnyMoreIsNotSent() {
    try (Gate gate = new Gate(settings())) {
      content = "-----BEGIN PRIVATE KEY-----\ncanary";
      assertThat(gate.ask(USER))
          .isInstanceOfSatisfying(
              Finding.Misconfigured.class,
              found -> assertThat(found.trouble().cause()).isEqualTo(Cause.FEDERATED_TOKEN));
    }

    assertThat(microsoft.callsOf("/token")).isEmpty();
  }

  @Test
  void gatesWithOneFileShareATokenThoughTheFileHasChangedBetween() {
    Connections connections = new Connections();
    try (Gate one = new Gate(settings(), connections)) {
      var unused = one.ask(USER);
      content = "eyJsYXRlcg.eyJsYXRlcg.bGF0ZXI";
      try (Gate two = new Gate(settings(), connections)) {
        unused = two.ask(USER);
      }
    }

    assertThat(microsoft.callsOf("/token")).hasSize(1);
  }

  @Test
  void theAssertionShowsNowhere() {
    for (int code : new int[] {700211, 700024, 1}) {
      microsoft.token = entraError(401, "invalid_client", code);
      try (Gate gate = new Gate(settings())) {
        assertThat(gate.ask(USER).toString()).doesNotContain(CANARY);
      }
    }
    content = CANARY;
    microsoft.token = token("token-1", 3600);
    try (Gate gate = new Gate(settings())) {
      var unused = gate.ask(USER);
    }

    assertThat(logs.messages(Level.ALL)).noneMatch(message -> message.contains("Y2FuYXJ5"));
  }

  private TestSettings settings() {
    return TestSettings.of(microsoft.cloud())
        .credential(
            new Credential.FederatedToken(
                new Secret() {
                  @Override
                  public byte[] read() {
                    return content.getBytes(StandardCharsets.UTF_8);
                  }

                  @Override
                  public String place() {
                    return "the file of this test";
                  }
                }));
  }
}
