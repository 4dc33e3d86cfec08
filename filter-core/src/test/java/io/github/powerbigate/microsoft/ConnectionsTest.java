package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.ScriptedMicrosoft.GROUP_ID;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.entraError;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.memberOf;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.UserId;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gates of one application share, and what they do not. */
class ConnectionsTest {

  private static final UserId KIM = new UserId(UserId.Form.UPN, "kim@example.org");
  private static final String OTHER_TENANT = "44444444-cccc-4ccc-8ccc-444444444444";

  private final ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private final Connections connections = new Connections();
  private final CountDownLatch held = new CountDownLatch(1);

  @BeforeEach
  void fill() {
    await().until(() -> threads("").isEmpty());
    microsoft.check = memberOf(GROUP_ID);
  }

  @AfterEach
  void close() {
    held.countDown();
    microsoft.close();
    await().until(() -> threads("").isEmpty());
  }

  @Test
  void gatesWithOneCredentialAskForOneTokenAndHaveOneSetOfThreads() {
    microsoft.token = held(token("token-1", 3600));
    TestSettings other =
        settings()
            .credential(TestSettings.secret("a-secret"))
            .groups(
                MicrosoftSettings.GroupMatch.ANY, GROUP_ID, "88888888-bbbb-4bbb-8bbb-888888888888");
    try (Gate one = gate(settings());
        Gate two = gate(other)) {
      List<CompletableFuture<Finding>> findings = List.of(one.begin(KIM), two.begin(KIM));
      await().until(() -> !microsoft.callsOf("/token").isEmpty());
      held.countDown();

      assertThat(findings)
          .allSatisfy(finding -> assertThat(finding.join()).isInstanceOf(Finding.Ready.class));
      assertThat(microsoft.callsOf("/token")).hasSize(1);
      assertThat(threads("timer")).hasSize(1);
      assertThat(threads("token")).hasSize(1);
      assertThat(threads("http")).hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void whatDiffersInAnythingThatMicrosoftSeesIsNotShared() {
    Cloud named =
        new Cloud(
            "public",
            microsoft.origin(),
            microsoft.origin(),
            microsoft.origin() + "/.default",
            microsoft.origin(),
            microsoft.origin() + "/.default",
            List.of());
    List<TestSettings> different =
        List.of(
            settings(),
            settings().credential(TestSettings.secret("another-secret")),
            settings().credential(certificate(TestKeys.keyStore())),
            settings().credential(certificate(TestKeys.otherKeyStore())),
            settings().tenant(OTHER_TENANT),
            settings().proxy(InetSocketAddress.createUnresolved("localhost", 1)),
            settings().proxy(InetSocketAddress.createUnresolved("localhost", 2)),
            settings().trustStore(null),
            settings().trustStore(TestKeys.otherKeyStore()),
            // Elsewhere than in a custom cloud a simulator's answers do not count.
            new TestSettings(
                named,
                settings().tenantId(),
                settings().credential(),
                settings().groupIds(),
                settings().match(),
                settings().trustStore(),
                settings().proxy(),
                settings().timeout(),
                null,
                null));
    List<Gate> gates = new ArrayList<>();
    try {
      for (TestSettings each : different) {
        gates.add(gate(each));
        var unused = gates.get(gates.size() - 1).begin(KIM);
        assertThat(threads("timer")).hasSize(gates.size());
      }
    } finally {
      gates.forEach(Gate::close);
    }
  }

  @Test
  void twoTrustStoresThatHoldTheSameAreOne() {
    try (Gate one = gate(settings());
        Gate two = gate(settings().trustStore(TestKeys.trustStoreJks()))) {
      var unused = one.ask(KIM);
      unused = two.ask(KIM);
      assertThat(microsoft.callsOf("/token")).hasSize(1);
    }
  }

  @Test
  void aSecretFileIsSharedByItsPlaceSinceItMayBeReplaced() {
    AtomicReference<String> file = new AtomicReference<>("old");
    Credential here = inFile("/here", file);
    try (Gate one = gate(settings().credential(here));
        Gate two = gate(settings().credential(inFile("/here", file)));
        Gate three = gate(settings().credential(inFile("/there", new AtomicReference<>("old"))))) {
      for (Gate each : List.of(one, two, three)) {
        assertThat(each.ask(KIM)).isInstanceOf(Finding.Ready.class);
      }
      assertThat(microsoft.callsOf("/token")).hasSize(2);

      file.set("new");
      microsoft.calls.clear();
      for (Gate each : List.of(one, two, three)) {
        // The shared token goes by the clock of the gate that came first.
        each.clock.advance(Duration.ofMinutes(55));
      }
      assertThat(two.ask(KIM)).isInstanceOf(Finding.Ready.class);
      await().until(() -> microsoft.callsOf("/token").size() == 1);
      assertThat(body(0)).contains("client_secret=new");
    }
  }

  @Test
  void closingOneEndsItsOwnQuestionsAndNobodyElses() {
    microsoft.token = held(token("token-1", 3600));
    Gate one = gate(settings());
    Gate two = gate(settings());
    try {
      CompletableFuture<Finding> own = one.begin(KIM);
      CompletableFuture<Finding> others = two.begin(KIM);
      await().until(() -> !microsoft.callsOf("/token").isEmpty());

      one.close();
      one.close();

      assertThat(own).isCompletedWithValueMatching(Finding.Unavailable.class::isInstance);
      assertThat(one.ask(KIM)).isInstanceOf(Finding.Unavailable.class);
      assertThat(others).isNotDone();
      held.countDown();
      assertThat(others.join()).isInstanceOf(Finding.Ready.class);
      assertThat(two.ask(KIM)).isInstanceOf(Finding.Ready.class);
    } finally {
      one.close();
      two.close();
    }
  }

  @Test
  void closingOneGivesUpItsCallsAndNobodyElses() {
    microsoft.user = held(microsoft.user);
    try (Gate two = gate(settings())) {
      CompletableFuture<Finding> own;
      CompletableFuture<byte[]> document;
      CompletableFuture<Finding> others;
      try (Gate one = gate(settings())) {
        own = one.begin(KIM);
        document = one.microsoft.documents(microsoft.origin()).fetch(microsoft.origin());
        others = two.begin(KIM);
        await().until(() -> microsoft.callsOf("/v1.0/users/kim").size() == 2);
      }
      assertThat(own).isCompletedWithValueMatching(Finding.Unavailable.class::isInstance);
      assertThat(document).isCompletedExceptionally();
      held.countDown();
      assertThat(others.join()).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void theLastCloseEndsTheThreadsInWhateverOrderTheyClose() {
    for (boolean firstCloseFirst : new boolean[] {true, false}) {
      Gate one = gate(settings());
      Gate two = gate(settings());
      assertThat(one.ask(KIM)).isInstanceOf(Finding.Ready.class);
      (firstCloseFirst ? one : two).close();
      assertThat(threads("timer")).hasSize(1);
      (firstCloseFirst ? two : one).close();
      await().until(() -> threads("").isEmpty());
    }
  }

  @Test
  void aGateThatComesAfterTheLastHasEverythingAnew() {
    gate(settings()).close();
    try (Gate next = gate(settings())) {
      assertThat(next.ask(KIM)).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void aStartThatFailsIsNotCounted() {
    MicrosoftSettings wrong = withPasswordOfTheTrustStore("wrong");
    try (Gate one = gate(settings())) {
      assertThat(one.ask(KIM)).isInstanceOf(Finding.Ready.class);
      assertThatThrownBy(() -> Microsoft.connect(wrong, connections, one.clock))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("trustStorePassword");
    }
    await().until(() -> threads("").isEmpty());
  }

  @Test
  void ofTwoGatesThatMightShareOnlyThatWithTheWrongSecretIsMisconfigured() {
    microsoft.token =
        exchange ->
            (body(microsoft.callsOf("/token").size() - 1).contains("client_secret=right")
                    ? token("token-1", 3600)
                    : entraError(401, "invalid_client", 7000215))
                .play(exchange);
    try (Gate right = gate(settings().credential(TestSettings.secret("right")));
        Gate wrong = gate(settings().credential(TestSettings.secret("wrong")))) {
      assertThat(right.ask(KIM)).isInstanceOf(Finding.Ready.class);
      assertThat(wrong.ask(KIM))
          .isInstanceOfSatisfying(
              Finding.Misconfigured.class,
              finding -> assertThat(finding.trouble().words()).contains("value, not its id"));
      assertThat(right.ask(KIM)).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void graphThatWantsToBeLeftAloneIsLeftAloneByAllGatesOfTheApp() {
    microsoft.check =
        answer(429, "{\"error\":{\"code\":\"TooManyRequests\"}}", "Retry-After", "90");
    try (Gate one = gate(settings());
        // Microsoft counts by app and tenant: another credential is no way around that.
        Gate two = gate(settings().credential(certificate(TestKeys.keyStore())));
        Gate elsewhere = gate(settings().tenant(OTHER_TENANT))) {
      assertThat(one.ask(KIM)).isInstanceOf(Finding.Throttled.class);
      microsoft.check = memberOf(GROUP_ID);
      microsoft.calls.clear();

      two.clock.advance(Duration.ofSeconds(30));
      assertThat(two.ask(KIM))
          .isInstanceOfSatisfying(
              Finding.Throttled.class,
              finding -> assertThat(finding.retryAfter()).isEqualTo(Duration.ofSeconds(60)));
      assertThat(microsoft.callsOf("/v1.0")).isEmpty();
      assertThat(elsewhere.ask(KIM)).isInstanceOf(Finding.Ready.class);

      two.clock.advance(Duration.ofSeconds(60));
      assertThat(two.ask(KIM)).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void aBusyProxyInTheWayOfOneGateClosesGraphForNobodyElse() {
    microsoft.check = answer(503, "", "Retry-After", "3600");
    try (Gate one = gate(settings());
        Gate two = gate(settings())) {
      assertThat(one.ask(KIM)).isInstanceOf(Finding.Unavailable.class);
      microsoft.check = memberOf(GROUP_ID);
      assertThat(two.ask(KIM)).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void entraThatWantsToBeLeftAloneByOneCredentialClosesGraphForNobody() {
    microsoft.token =
        exchange ->
            (body(microsoft.callsOf("/token").size() - 1).contains("client_secret=right")
                    ? token("token-1", 3600)
                    : answer(429, "{}", "Retry-After", "90"))
                .play(exchange);
    try (Gate wrong = gate(settings().credential(TestSettings.secret("wrong")));
        Gate right = gate(settings().credential(TestSettings.secret("right")))) {
      assertThat(wrong.ask(KIM)).isInstanceOf(Finding.Throttled.class);
      assertThat(right.ask(KIM)).isInstanceOf(Finding.Ready.class);
    }
  }

  @Test
  void theTokenMayTakeAsLongAsTheMostPatientGateAllows() {
    microsoft.token = microsoft.after(700, token("token-1", 3600));
    try (Gate hasty = gate(settings().timeout(Duration.ofMillis(300)));
        Gate patient = gate(settings().timeout(Duration.ofSeconds(20)))) {
      assertThat(hasty.ask(KIM)).isInstanceOf(Finding.Unavailable.class);
      assertThat(patient.ask(KIM)).isInstanceOf(Finding.Ready.class);
      assertThat(microsoft.callsOf("/token")).hasSize(1);
    }
  }

  /** One thread leaves as the last, and is not done with it, while another joins. */
  @Test
  void whoeverComesWhileTheLastClosesIsNotGivenWhatCloses() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch busy = new CountDownLatch(1);
    ScriptedMicrosoft.Script user = microsoft.user;
    microsoft.user = held(user, answered);
    Gate one = gate(settings());
    CompletableFuture<Boolean> work =
        one.microsoft
            .documents(microsoft.origin())
            .fetch(microsoft.origin())
            .thenApply(
                document -> {
                  busy.countDown();
                  return isOver(held);
                });
    answered.countDown();
    assertThat(isOver(busy)).isTrue();
    Thread closing = new Thread(one::close);
    closing.start();
    await().until(() -> threads("timer").isEmpty());

    microsoft.user = user;
    try (Gate two = gate(settings())) {
      assertThat(two.ask(KIM)).isInstanceOf(Finding.Ready.class);
    } finally {
      held.countDown();
      closing.join();
    }
    assertThat(work.join()).isTrue();
  }

  /** Eight threads open, ask and close: every question is answered, and no count is left over. */
  @Test
  void gatesMayComeAndGoAtOnce() throws Exception {
    ExecutorService gates = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<Finding>>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            gates.submit(
                () -> {
                  List<Finding> findings = new ArrayList<>();
                  for (int j = 0; j < 10; j++) {
                    try (Gate gate = gate(settings())) {
                      findings.add(gate.ask(KIM));
                    }
                  }
                  return findings;
                }));
      }
      for (Future<List<Finding>> each : all) {
        assertThat(each.get(60, TimeUnit.SECONDS)).hasOnlyElementsOfType(Finding.Ready.class);
      }
    } finally {
      gates.shutdownNow();
    }
  }

  private Gate gate(TestSettings settings) {
    return new Gate(settings, connections);
  }

  private TestSettings settings() {
    return TestSettings.of(microsoft.cloud());
  }

  private MicrosoftSettings withPasswordOfTheTrustStore(String password) {
    MicrosoftSettings right = settings().build();
    return new MicrosoftSettings(
        right.cloud(),
        right.tenantId(),
        right.clientId(),
        right.credential(),
        right.groupIds(),
        right.groupMatch(),
        right.trustStore(),
        () -> password.getBytes(StandardCharsets.UTF_8),
        null,
        right.probeTimeout(),
        right.rememberFor(),
        right.workspace(),
        right.asUser());
  }

  private static Credential certificate(Path keyStore) {
    return new Credential.ClientCertificate(
        () -> Files.readAllBytes(keyStore),
        () -> TestKeys.PASSWORD.getBytes(StandardCharsets.UTF_8));
  }

  private static Credential inFile(String path, AtomicReference<String> content) {
    return new Credential.ClientSecret(
        new Secret() {
          @Override
          public byte[] read() {
            return String.valueOf(content.get()).getBytes(StandardCharsets.UTF_8);
          }

          @Override
          public String place() {
            return path;
          }
        });
  }

  /** Answers when the test says so. */
  private ScriptedMicrosoft.Script held(ScriptedMicrosoft.Script script) {
    return held(script, held);
  }

  private static ScriptedMicrosoft.Script held(
      ScriptedMicrosoft.Script script, CountDownLatch latch) {
    return exchange -> {
      var unused = isOver(latch);
      script.play(exchange);
    };
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String body(int call) {
    return URLDecoder.decode(microsoft.callsOf("/token").get(call).body(), StandardCharsets.UTF_8);
  }

  private static List<Thread> threads(String kind) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("powerbi-access-gate-" + kind))
        .toList();
  }
}
