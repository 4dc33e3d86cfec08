package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicDocumentsTest {

  private final ScriptedMicrosoft server = new ScriptedMicrosoft();
  private final URI keys = server.origin().resolve("/keys");
  private Gate gate = new Gate(settings(Duration.ofSeconds(10)));

  @AfterEach
  void close() {
    gate.close();
    server.close();
  }

  @Test
  void aDocumentComesThroughTheGatesTrustStoreAndWithoutItsToken() {
    server.user = answer(200, "{\"keys\":[]}");

    assertThat(fetched(keys)).isEqualTo("{\"keys\":[]}");
    assertThat(server.calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.uri()).isEqualTo("/keys");
              assertThat(call.authorization()).isEqualTo("null");
            });
  }

  @Test
  void itArrivesOnAThreadOfTheGates() throws Exception {
    server.user = server.after(50, answer(200, "{}"));
    CompletableFuture<String> thread =
        gate.microsoft
            .documents(keys)
            .fetch(keys)
            .thenApply(body -> Thread.currentThread().getName());

    assertThat(thread.get(30, TimeUnit.SECONDS)).startsWith("powerbi-access-gate-http");
  }

  @Test
  void aRedirectionIsNotFollowed() {
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      server.user = answer(status, "", "Location", server.origin() + "/elsewhere");
      assertFails("status-" + status, keys);
    }
    assertThat(server.callsOf("/elsewhere")).isEmpty();
  }

  @Test
  void anErrorIsNoDocument() {
    server.user = answer(500, "{\"keys\":[]}");
    assertFails("status-500", keys);
  }

  @Test
  void aDocumentHas100KilobytesAtMost() {
    String largest = "x".repeat(PublicDocuments.LARGEST);
    server.user = answer(200, largest);
    assertThat(fetched(keys)).isEqualTo(largest);

    server.user = answer(200, largest + "x");
    assertFails(NoAnswer.TOO_LARGE, keys);
  }

  @Test
  void aDocumentThatDripsForEverEndsAtTheDeadline() {
    gate.close();
    gate = new Gate(settings(Duration.ofSeconds(1)));
    server.user = server.drip();
    assertFails(NoAnswer.TIMEOUT, keys);
    server.user = server.silence();
    assertFails(NoAnswer.TIMEOUT, keys);
  }

  @Test
  void anotherHostIsNotAsked() throws IOException {
    HttpServer other = plainServer();
    try {
      String there = "localhost:" + other.getAddress().getPort();
      assertFails(PublicDocuments.FOREIGN, URI.create("http://" + there + "/keys"));
      assertFails(PublicDocuments.FOREIGN, URI.create("https://" + there + "/keys"));
      assertFails(PublicDocuments.FOREIGN, URI.create("file:///etc/passwd"));
      assertFails(PublicDocuments.FOREIGN, URI.create(keys.toString().replace("//", "//user@")));
      assertThat(server.calls).isEmpty();
    } finally {
      other.stop(0);
    }
  }

  @Test
  void afterCloseNothingIsFetched() {
    PublicDocuments documents = gate.microsoft.documents(keys);
    gate.close();
    assertThat(documents.fetch(keys)).isCompletedExceptionally();
    assertThat(server.calls).isEmpty();
  }

  @Test
  void aCustomCloudMayHaveItsKeysOnThisMachineInClearText() throws IOException {
    HttpServer plain = plainServer();
    try {
      assertThat(fetched(URI.create("http://localhost:" + plain.getAddress().getPort() + "/keys")))
          .isEqualTo("plain");
    } finally {
      plain.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://keys.example/keys",
        "http://localhost.example/keys",
        "https://canary@keys.example/keys",
        "ftp://keys.example/keys",
        "https:keys",
        "keys"
      })
  void otherAddressesStopTheStart(String place) {
    assertThatThrownBy(() -> gate.microsoft.documents(URI.create(place)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https")
        .hasMessageNotContaining("canary");
  }

  @Test
  void inMicrosoftsCloudsClearTextIsForNobody() {
    Cloud cloud = Cloud.presets().get(0);
    try (Gate real = new Gate(TestSettings.of(cloud))) {
      assertThatThrownBy(() -> real.microsoft.documents(URI.create("http://localhost/keys")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private String fetched(URI address) {
    try {
      return new String(
          gate.microsoft.documents(address).fetch(address).get(30, TimeUnit.SECONDS), UTF_8);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private void assertFails(String code, URI address) {
    assertThatThrownBy(
            () -> gate.microsoft.documents(keys).fetch(address).get(30, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(NoAnswer.class)
        .rootCause()
        .hasMessage(code);
  }

  private static HttpServer plainServer() throws IOException {
    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    plain.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("plain".getBytes(UTF_8));
          exchange.close();
        });
    plain.start();
    return plain;
  }

  private TestSettings settings(Duration timeout) {
    return TestSettings.of(server.cloud()).timeout(timeout);
  }
}
