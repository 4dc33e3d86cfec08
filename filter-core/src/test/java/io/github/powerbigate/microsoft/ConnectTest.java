package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.GROUP_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.memberOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.membership.Cause;
import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectTest {

  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();

  @AfterEach
  void close() {
    microsoft.close();
  }

  @Test
  void aTrustStoreMayBePkcs12OrJks() {
    microsoft.check = memberOf(GROUP_ID);
    for (Path file : List.of(TestKeys.trustStore(), TestKeys.trustStoreJks())) {
      try (Gate gate = new Gate(settings().trustStore(file))) {
        assertThat(gate.ask(USER)).isInstanceOf(Finding.Ready.class);
      }
    }
  }

  @Test
  void anUnreadableTrustStoreStopsTheStart(@TempDir Path directory) throws IOException {
    Path nonsense = Files.writeString(directory.resolve("nonsense"), "canary");

    assertThatThrownBy(() -> new Gate(settings().trustStore(nonsense)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trustStore")
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> new Gate(settings().trustStore(directory.resolve("none"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trustStore");
  }

  @Test
  void aTrustStoreThatShowsNothingStopsTheStart() {
    assertThatThrownBy(() -> Trust.of(TestKeys.trustStore(), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trustStorePassword");
  }

  @Test
  void anUnreadableCredentialStopsTheStart() {
    Credential unreadable =
        new Credential.ClientSecret(
            () -> {
              throw new IOException("clientSecretFile /run/secret does not exist");
            });
    Credential broken = new Credential.ClientCertificate(() -> new byte[] {7}, null);

    assertThatThrownBy(() -> new Gate(settings().credential(unreadable)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clientSecretFile /run/secret");
    assertThatThrownBy(() -> new Gate(settings().credential(TestSettings.secret(""))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Gate(settings().credential(broken)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clientCertificate");
    assertThat(microsoft.calls).isEmpty();
  }

  @Test
  void microsoftAwayDoesNotStopTheStart() {
    URI nowhere = URI.create("https://nowhere.invalid");
    Cloud cloud = Cloud.custom(nowhere, nowhere, nowhere, "s", List.of());
    try (Gate gate = new Gate(TestSettings.of(cloud))) {
      assertThat(gate.ask(USER)).isInstanceOf(Finding.Unavailable.class);
    }
  }

  @Test
  void aProxyThatAsksForAPasswordIsNamed() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> refuse(proxy));
      thread.start();
      InetSocketAddress address =
          InetSocketAddress.createUnresolved("localhost", proxy.getLocalPort());
      try (Gate gate = new Gate(settings().proxy(address))) {
        assertThat(gate.ask(USER))
            .isInstanceOfSatisfying(
                Finding.Misconfigured.class,
                finding -> {
                  assertThat(finding.trouble().cause()).isEqualTo(Cause.CONNECTION);
                  assertThat(finding.trouble().words()).contains("proxy");
                });
      }
    }
    assertThat(microsoft.calls).isEmpty();
  }

  @Test
  void closingEndsWhatIsUnderWayAndMayBeRepeated() {
    microsoft.user = microsoft.silence();
    Gate gate = new Gate(settings().timeout(Duration.ofSeconds(60)));
    CompletableFuture<Finding> finding = gate.begin(USER);
    await().until(() -> !microsoft.callsOf("/v1.0/users/kim").isEmpty());
    gate.close();
    gate.close();

    assertThat(finding).isCompletedWithValueMatching(found -> found instanceof Finding.Unavailable);
    assertThat(gate.ask(USER)).isInstanceOf(Finding.Unavailable.class);
  }

  @Test
  void noThreadCarriesTheApplicationsLoaderAndNoneIsLeftAfterClose() throws IOException {
    Thread caller = Thread.currentThread();
    ClassLoader before = caller.getContextClassLoader();
    Gate gate;
    try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
      caller.setContextClassLoader(application);
      gate = new Gate(settings());
      var unused = gate.ask(USER);
      caller.setContextClassLoader(before);

      List<Thread> own = threads("powerbi-access-gate-");
      assertThat(own).isNotEmpty().allMatch(Thread::isDaemon);
      assertThat(threads("HttpClient-")).isNotEmpty();
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getContextClassLoader() == application);
    }
    gate.close();

    // A thread that has left its pool still takes a moment to end.
    await().until(() -> threads("powerbi-access-gate-").isEmpty());
    // Java 17 ends the client's own thread when the client has been collected.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return threads("HttpClient-").isEmpty();
            });
  }

  @Test
  void callsThatAreGivenUpKeepNoThreadAlive() {
    Duration timeout = Duration.ofSeconds(60);
    for (int i = 0; i < 10; i++) {
      for (ScriptedMicrosoft.Script script : List.of(microsoft.silence(), microsoft.drip())) {
        microsoft.user = script;
        microsoft.calls.clear();
        try (Gate gate = new Gate(settings().timeout(timeout))) {
          CompletableFuture<Finding> cancelled = gate.begin(USER);
          var unused = gate.begin(new UserId(UserId.Form.UPN, "kimberly@example.org"));
          await().until(() -> microsoft.callsOf("/v1.0/users/kim").size() == 2);
          cancelled.cancel(true);
        }
      }
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              System.gc();
              return threads("HttpClient-").isEmpty();
            });
  }

  private static List<Thread> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }

  private static void refuse(ServerSocket proxy) {
    try {
      while (true) {
        try (Socket socket = proxy.accept()) {
          var unused = socket.getInputStream().read(new byte[4096]);
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private TestSettings settings() {
    return TestSettings.of(microsoft.cloud());
  }
}
