package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.User;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("HTTP/2 beside HTTP/1.1")
final class Http2Test {
  private final SimulatorSettings settings =
      SimulatorSettings.defaults().withClock(new SettableClock());
  private final Simulator simulator = Simulator.start(settings);
  private final Client client = new Client(simulator, Version.HTTP_2);
  private String token = "";

  @BeforeEach
  void fillTheTenant() {
    simulator.world().apps().add(Client.APP, Client.SECRET, "User.Read.All");
    simulator.world().addUser(User.member(GraphTest.ADA, "ada@portal.example", "Ada"));
    token = client.graphToken();
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void whereThereIsTlsTheClientChooses() {
    for (URI origin :
        new URI[] {simulator.entraUrl(), simulator.graphUrl(), simulator.powerBiApiUrl()}) {
      assertThat(client.get(origin).raw().version()).isEqualTo(Version.HTTP_2);
      assertThat(new Client(simulator, Version.HTTP_1_1).get(origin).raw().version())
          .isEqualTo(Version.HTTP_1_1);
    }
    assertThat(client.get(simulator.powerBiWebUrl()).raw().version()).isEqualTo(Version.HTTP_1_1);
    assertThat(simulator.requests().to(Service.GRAPH))
        .extracting(LoggedRequest::protocol)
        .containsExactly("HTTP/2.0", "HTTP/1.1");
  }

  @Test
  void itCanBeSwitchedOff() {
    try (Simulator old = Simulator.start(settings.withHttp2(false))) {
      assertThat(new Client(old, Version.HTTP_2).get(old.graphUrl()).raw().version())
          .isEqualTo(Version.HTTP_1_1);
    }
  }

  @Test
  void manyRequestsShareOneConnection() {
    assertThat(ada().join().statusCode()).isEqualTo(200);
    Stream.generate(this::ada).limit(50).toList().forEach(CompletableFuture::join);

    assertThat(simulator.requests().to(Service.GRAPH))
        .hasSize(51)
        .extracting(LoggedRequest::connection)
        .containsOnly(simulator.requests().to(Service.GRAPH).get(0).connection());
  }

  @Test
  void oneConnectionCarriesAHundredRequestsAtOnceAndNotOneMore() {
    assertThat(ada().join().statusCode()).isEqualTo(200);
    simulator.faults().play(Service.GRAPH, Fault.silent(), 100);
    var hundred = Stream.generate(this::ada).limit(100).toList();
    await().until(() -> simulator.requests().inFlight(Service.GRAPH) == 100);

    assertThatThrownBy(() -> ada().join()).hasCauseInstanceOf(IOException.class);

    assertThat(hundred).noneMatch(CompletableFuture::isDone);
    assertThat(simulator.requests().count(Service.GRAPH)).isEqualTo(101);
  }

  @Test
  void aResetEndsOneStreamAndNotItsConnection() {
    assertThat(ada().join().statusCode()).isEqualTo(200);
    simulator.faults().play(Service.GRAPH, Fault.reset(), 1);
    simulator.faults().play(Service.GRAPH, Fault.slow(Duration.ofMillis(500)), 1);
    CompletableFuture<HttpResponse<String>> late = ada();
    await().until(() -> simulator.requests().inFlight(Service.GRAPH) == 1);

    assertThatThrownBy(() -> ada().join())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("RST_STREAM");

    assertThat(late).isNotDone();
    assertThat(late.join().statusCode()).isEqualTo(200);
    assertThat(ada().join().statusCode()).isEqualTo(200);
    assertThat(simulator.requests().to(Service.GRAPH))
        .extracting(LoggedRequest::connection)
        .containsOnly(simulator.requests().to(Service.GRAPH).get(0).connection());
  }

  @Test
  void aTruncatedBodyEndsInAResetStream() {
    simulator.faults().play(Service.GRAPH, Fault.truncated(), 1);

    assertThatThrownBy(() -> ada().join())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("RST_STREAM");
    assertThat(simulator.requests().inFlight(Service.GRAPH)).isZero();
  }

  @Test
  @DisplayName("H4: a request under another name is refused (DNS rebinding)")
  void aForeignAuthorityIsRefused() throws Exception {
    try (Simulator exposed = Simulator.start(settings.withExposedAs("cloud.test"))) {
      int port = exposed.graphUrl().getPort();

      HttpResponse<String> answer = getWhateverTheCertificate("https://0.0.0.0:" + port + "/v1.0");

      assertThat(answer.version()).isEqualTo(Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(421);
      assertThat(getWhateverTheCertificate("https://localhost:" + port + "/v1.0").statusCode())
          .isEqualTo(401);
    }
  }

  private CompletableFuture<HttpResponse<String>> ada() {
    return client.sendLater(
        HttpRequest.newBuilder(simulator.graphUrl().resolve("/v1.0/users/" + GraphTest.ADA))
            .header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> getWhateverTheCertificate(String address) throws Exception {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Credulous()}, null);
    return HttpClient.newBuilder()
        .sslContext(tls)
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** Trusts every name, so that the simulator can be asked under one that it does not have. */
  private static final class Credulous extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
