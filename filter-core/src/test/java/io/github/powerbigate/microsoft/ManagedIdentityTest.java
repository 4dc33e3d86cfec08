package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.GROUP_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.memberOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.membership.FakeClock;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.testing.LogWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gate that acts as the managed identity of the machine that it runs on. */
class ManagedIdentityTest {

  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");

  @RegisterExtension final LogWatch logs = new LogWatch();

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private final ScriptedIdentity identity = new ScriptedIdentity();

  @AfterEach
  void close() {
    microsoft.close();
    identity.close();
  }

  @Test
  void graphIsAskedWithTheTokenOfTheIdentityAndEntraNotAtAll() {
    microsoft.check = memberOf(GROUP_ID);
    identity.script = ScriptedIdentity.token("token-of-machine", FakeClock.START.plusSeconds(3600));
    try (Gate gate = new Gate(settings())) {
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Ready.class);
    }

    assertThat(microsoft.callsOf("/v1.0/"))
        .extracting(ScriptedMicrosoft.Call::authorization)
        .containsOnly("Bearer token-of-machine");
    assertThat(microsoft.callsOf("/token")).isEmpty();
    assertThat(identity.calls)
        .singleElement()
        .satisfies(call -> assertThat(call.uri()).contains("&resource=https%3A%2F%2Flocalhost"))
        .satisfies(call -> assertThat(call.header()).isEqualTo(ScriptedIdentity.HEADER));
  }

  @Test
  void aTokenLastsUntilItsEndWhateverItsLifeWasAtFirst() {
    identity.script = ScriptedIdentity.token("token-1", FakeClock.START.plusSeconds(1000));
    try (Gate gate = new Gate(settings())) {
      var unused = gate.ask(USER);
      gate.clock.advance(Duration.ofSeconds(799));
      unused = gate.ask(USER);
      assertThat(identity.calls).hasSize(1);

      gate.clock.advance(Duration.ofSeconds(1));
      unused = gate.ask(USER);
      await().until(() -> identity.calls.size() == 2);
    }
  }

  @Test
  void theProxyNeverSeesTheIdentitysHeader() throws IOException {
    identity.script = ScriptedIdentity.token("token-1", FakeClock.START.plusSeconds(3600));
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> refuse(proxy, seen));
      thread.start();
      InetSocketAddress address =
          InetSocketAddress.createUnresolved("localhost", proxy.getLocalPort());
      try (Gate gate = new Gate(settings().proxy(address))) {
        var unused = gate.ask(USER);
      }
    }

    assertThat(identity.calls).hasSize(1);
    assertThat(seen).isNotEmpty().allMatch(request -> request.startsWith("CONNECT localhost:"));
    assertThat(String.join("", seen)).doesNotContain(ScriptedIdentity.HEADER, "/msi/token");
  }

  @Test
  void aRedirectionIsNotFollowedForItWouldTakeTheHeaderAlong() {
    try (ScriptedIdentity elsewhere = new ScriptedIdentity()) {
      identity.script = answer(302, "", "Location", elsewhere.place());
      try (Gate gate = new Gate(settings())) {
        assertThat(gate.ask(USER)).isInstanceOf(Finding.Unavailable.class);
      }
      assertThat(elsewhere.calls).isEmpty();
    }
  }

  @Test
  void neitherTheHeaderNorTheTokenShowsAnywhere() {
    for (int status : new int[] {200, 400, 500}) {
      identity.script = answer(status, "{\"access_token\":\"canary token\",\"expires_on\":\"1\"}");
      try (Gate gate = new Gate(settings())) {
        assertThat(gate.ask(USER).toString()).doesNotContain("canary");
      }
    }
    identity.script = ScriptedIdentity.token("canary-token", FakeClock.START.plusSeconds(3600));
    microsoft.user = answer(403, "{}");
    try (Gate gate = new Gate(settings())) {
      assertThat(gate.ask(USER).toString()).doesNotContain("canary");
    }

    assertThat(logs.messages(Level.ALL))
        .isNotEmpty()
        .noneMatch(message -> message.contains(ScriptedIdentity.HEADER))
        .noneMatch(message -> message.contains("canary-token"));
  }

  @Test
  void afterCloseNoThreadIsLeft() {
    identity.script = ScriptedIdentity.token("token-1", FakeClock.START.plusSeconds(3600));
    try (Gate gate = new Gate(settings())) {
      var unused = gate.ask(USER);
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return Thread.getAllStackTraces().keySet().stream()
                  .map(Thread::getName)
                  .noneMatch(
                      name ->
                          name.startsWith("powerbi-access-gate-")
                              || name.startsWith("HttpClient-"));
            });
  }

  private static void refuse(ServerSocket proxy, List<String> seen) {
    try {
      while (true) {
        try (Socket socket = proxy.accept()) {
          byte[] head = new byte[4096];
          int length = socket.getInputStream().read(head);
          seen.add(new String(head, 0, Math.max(0, length), StandardCharsets.US_ASCII));
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 503 no\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private TestSettings settings() {
    return TestSettings.of(microsoft.cloud()).credential(identity.credential());
  }
}
