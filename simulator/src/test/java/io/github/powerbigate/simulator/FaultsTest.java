package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.simulator.wire.Fault;
import io.github.powerbigate.simulator.wire.LoggedRequest;
import io.github.powerbigate.simulator.wire.Reply;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.world.User;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"HTTP_1_1", "HTTP_2"})
@DisplayName("Faults and the log of requests (Microsoft facts §1.6, §2.5, §3.6)")
final class FaultsTest {
  private final SettableClock clock = new SettableClock();
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final HttpClient.Version version;
  private final Client client;
  private String token = "";

  FaultsTest(HttpClient.Version version) {
    this.version = version;
    this.client = new Client(simulator, version);
  }

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
  @DisplayName("§1.6: 429 with a decimal Retry-After, in Graph's words, for everybody")
  void graphThrottlesInItsOwnWords() {
    simulator.faults().play(Service.GRAPH, Fault.throttled("2.128"));

    Client.Answer answer = ada();

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("2.128");
    assertThat(answer.json().at("/error/code").asText()).isEqualTo("TooManyRequests");
    assertThat(answer.json().at("/error/innerError/code").asText()).isEqualTo("429");
    assertThat(answer.json().at("/error/innerError/request-id").asText()).isNotEmpty();
    assertThat(client.graph("", "/v1.0/groups/x").status()).isEqualTo(429);
    simulator.faults().clear();
    assertThat(ada().status()).isEqualTo(200);
  }

  @Test
  @DisplayName("§2.5: Power BI's 429 has a message and no error envelope")
  void powerBiThrottlesInItsOwnWords() {
    simulator.faults().play(Service.POWER_BI_API, Fault.throttled("3392"));

    Client.Answer answer = client.get(simulator.powerBiApiUrl().resolve("/v1.0/myorg/groups"));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("3392");
    assertThat(answer.json().path("message").asText()).startsWith("You have exceeded");
    assertThat(answer.json().has("error")).isFalse();
  }

  @Test
  void aFaultWithoutRetryAfterHasNone() {
    simulator.faults().play(Service.ENTRA, Fault.throttled());
    assertThat(client.token(client.secretGrant()).header("Retry-After")).isEmpty();

    simulator.faults().play(Service.ENTRA, Fault.status(503));
    Client.Answer answer = client.token(client.secretGrant());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.json().path("error_codes").path(0).asInt()).isEqualTo(90033);
  }

  @Test
  void aFaultCanBeForAPathAndANumberOfTimes() {
    simulator.faults().play(Service.GRAPH, "/v1.0/groups", Fault.status(500), 1);

    assertThat(ada().status()).isEqualTo(200);
    assertThat(client.graph(token, "/v1.0/groups/x").status()).isEqualTo(500);
    assertThat(client.graph(token, "/v1.0/groups/x").status()).isNotEqualTo(500);
  }

  @Test
  void aFaultCanBeForATime() {
    simulator.faults().play(Service.GRAPH, "", Fault.status(502), Duration.ofSeconds(30));

    assertThat(ada().status()).isEqualTo(502);
    clock.pass(Duration.ofSeconds(30));
    assertThat(ada().status()).isEqualTo(200);
    assertThat(simulator.faults().inPlay()).isEmpty();
  }

  @Test
  void bodiesThatNobodyExpectsCanBePlayed() {
    simulator.faults().play(Service.GRAPH, Fault.html(502), 1);
    assertThat(ada().header("Content-Type")).startsWith("text/html");

    simulator.faults().play(Service.GRAPH, Fault.empty(), 1);
    assertThat(ada().text()).isEmpty();

    simulator.faults().play(Service.GRAPH, Fault.emptyObject(), 1);
    assertThat(ada().text()).isEqualTo("{}");

    simulator
        .faults()
        .play(Service.GRAPH, Fault.answer(Reply.json(418, "[]").withHeader("x-y", "z")), 1);
    Client.Answer custom = ada();
    assertThat(custom.status()).isEqualTo(418);
    assertThat(custom.text()).isEqualTo("[]");
    assertThat(custom.header("x-y")).isEqualTo("z");
  }

  @Test
  void aSlowAnswerIsRightAndLate() {
    simulator.faults().play(Service.GRAPH, Fault.slow(Duration.ofMillis(300)));
    long begin = System.nanoTime();

    assertThat(ada().status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void silenceLastsUntilTheClientGoes() {
    simulator.faults().play(Service.GRAPH, Fault.silent());

    assertThatThrownBy(() -> client.sendOrFail(adaWithin(Duration.ofMillis(300))))
        .isInstanceOf(HttpTimeoutException.class);
    await().until(() -> simulator.requests().inFlight(Service.GRAPH) == 0);
  }

  @Test
  void aResetIsNoAnswer() {
    simulator.faults().play(Service.GRAPH, Fault.reset());

    assertThat(catchThrowable(() -> client.sendOrFail(adaWithin(Duration.ofSeconds(10)))))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void aPlainResetIsSeenAsOneByTheSocket() throws IOException {
    simulator.faults().play(Service.POWER_BI_WEB, Fault.reset());
    URI web = simulator.powerBiWebUrl();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.getPort())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThatThrownBy(in::read).hasMessageContaining("reset");
    }
  }

  @Test
  void aTruncatedBodyEndsBeforeItsLength() {
    simulator.faults().play(Service.GRAPH, Fault.truncated());

    assertThat(catchThrowable(() -> client.sendOrFail(adaWithin(Duration.ofSeconds(10)))))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertThat(simulator.requests().inFlight(Service.GRAPH)).isZero();
  }

  @Test
  @DisplayName("a body that drips for ever outlives HttpRequest.timeout, which ends at the headers")
  void aDrippingBodyNeverEnds() throws IOException, InterruptedException {
    simulator.faults().play(Service.GRAPH, Fault.dripping(Duration.ofMillis(20)));
    HttpClient http =
        HttpClient.newBuilder().version(version).sslContext(Client.trusting(simulator)).build();

    try (InputStream body =
        http.send(
                adaWithin(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofInputStream())
            .body()) {
      assertThat(body.readNBytes(5)).hasSize(5);
      assertThat(simulator.requests().inFlight(Service.GRAPH)).isEqualTo(1);
    }
    await().until(() -> simulator.requests().inFlight(Service.GRAPH) == 0);
  }

  @Test
  @DisplayName("§1.6: 503 that only a new connection cures")
  void aBadConnectionStaysBadAndANewOneIsGood() {
    simulator.faults().play(Service.GRAPH, Fault.badConnection(), 1);

    Client.Answer first = ada();
    assertThat(first.status()).isEqualTo(503);
    assertThat(first.json().at("/error/code").asText()).isEqualTo("serviceNotAvailable");
    assertThat(ada().status()).isEqualTo(503);
    assertThat(client.graph(token, "/v1.0/groups/x").status()).isEqualTo(503);

    Client anew = new Client(simulator, version);
    assertThat(anew.graph(token, "/v1.0/users/" + GraphTest.ADA).status()).isEqualTo(200);
    assertThat(ada().status()).isEqualTo(503);
    assertThat(simulator.faults().inPlay()).hasSize(1);
    simulator.faults().clear(Service.GRAPH);
    assertThat(ada().status()).isEqualTo(200);
    assertThat(simulator.faults().inPlay()).isEmpty();
  }

  @Test
  void theControlPortHasNoFaults() {
    assertThatThrownBy(() -> simulator.faults().play(Service.CONTROL, Fault.reset()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLogKnowsEveryRequestAndNoSecret() {
    List<LoggedRequest> asked = simulator.requests().to(Service.ENTRA);

    assertThat(asked).hasSize(1);
    LoggedRequest request = asked.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/" + simulator.tenantId() + "/oauth2/v2.0/token");
    assertThat(request.status()).isEqualTo(200);
    assertThat(request.at()).isEqualTo(clock.instant());
    assertThat(request.connection()).isPositive();
    assertThat(request.protocol())
        .isEqualTo(version == HttpClient.Version.HTTP_2 ? "HTTP/2.0" : "HTTP/1.1");
    assertThat(request.form()).containsEntry("client_id", Client.APP);
    assertThat(request.toString()).doesNotContain(Client.SECRET);
    assertThat(client.graph(token, "/v1.0/users/x").status()).isEqualTo(404);
    assertThat(simulator.requests().all().toString()).doesNotContain(token);
    assertThat(simulator.requests().count(Service.GRAPH, "/users/x")).isEqualTo(1);
  }

  @Test
  void theHighestNumberInFlightIsExact() throws Exception {
    simulator.faults().play(Service.GRAPH, Fault.slow(Duration.ofMillis(500)));
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      List<Future<Client.Answer>> asked =
          IntStream.range(0, 5).mapToObj(i -> threads.submit(this::ada)).toList();
      for (Future<Client.Answer> answer : asked) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(simulator.requests().highestInFlight(Service.GRAPH)).isEqualTo(5);
    assertThat(simulator.requests().inFlight(Service.GRAPH)).isZero();
    assertThat(simulator.requests().count(Service.GRAPH)).isEqualTo(5);
    simulator.requests().clear();
    assertThat(simulator.requests().count(Service.GRAPH)).isZero();
  }

  private Client.Answer ada() {
    return client.graph(token, "/v1.0/users/" + GraphTest.ADA);
  }

  private HttpRequest.Builder adaWithin(Duration timeout) {
    return HttpRequest.newBuilder(simulator.graphUrl().resolve("/v1.0/users/" + GraphTest.ADA))
        .header("Authorization", "Bearer " + token)
        .timeout(timeout);
  }
}
