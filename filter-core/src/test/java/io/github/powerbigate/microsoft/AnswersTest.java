package io.github.powerbigate.microsoft;

import static io.github.powerbigate.microsoft.Asked.IDENTITY;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.answer;
import static io.github.powerbigate.microsoft.ScriptedMicrosoft.graphError;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.membership.Finding;
import io.github.powerbigate.membership.Question;
import io.github.powerbigate.membership.Stage;
import io.github.powerbigate.membership.Trouble;
import io.github.powerbigate.membership.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Plays every row of {@code answers.tsv} as a real answer over TLS, and wants the finding, the
 * cause and the words of that row.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersTest {

  /** And what is asked of Power BI at all: for other tests. */
  private static final Set<Asked> IN_A_USERS_NAME =
      EnumSet.of(Asked.ENTRA_USER, Asked.WORKSPACE, Asked.REFRESH, Asked.ROLES);

  private static final UserId USER = new UserId(UserId.Form.UPN, "kim@example.org");
  private static final String HTML = "<html><body>Sorry</body></html>";
  private static final String DEEP = "{\"value\":" + "[".repeat(100_000);
  private static final String LARGE = "{\"x\":\"" + "x".repeat(Body.LARGEST) + "\"}";

  /** What cannot be where no host is looked up and there is no TLS, or has words of its own. */
  private static final Set<String> NOT_OF_AN_IDENTITY =
      Set.of("- unknown-host", "- untrusted", "- tls", "- no-connection", "- timeout", "- *");

  private ScriptedMicrosoft microsoft = new ScriptedMicrosoft();
  private ScriptedIdentity identity = new ScriptedIdentity();

  @BeforeAll
  void open() {
    microsoft = new ScriptedMicrosoft();
    identity = new ScriptedIdentity();
  }

  @AfterAll
  void close() {
    microsoft.close();
    identity.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRowGivesItsFinding() {
    return Answers.load(InstantSource.system()).rows().stream()
        .flatMap(row -> asked(row).flatMap(whom -> plays(row, whom)));
  }

  private static Stream<Asked> asked(Answers.Row row) {
    return switch (row.asked()) {
      case "entra" -> Stream.of(Asked.ENTRA);
      case "entra/federated" -> Stream.of(Asked.ENTRA_FEDERATED);
      case "identity" -> Stream.of(IDENTITY);
      case "graph/user" -> Stream.of(Asked.USER);
      case "graph/group" -> Stream.of(Asked.GROUP);
      case "graph" -> Stream.of(Asked.USER, Asked.GROUP);
      // Those in a user's name are for PowerBiAnswersTest, those of powerbi-app for ExaminerTest.
      default ->
          row.asked().startsWith("powerbi") || row.asked().equals("entra/user")
              ? Stream.of()
              : Stream.of(Asked.values())
                  .filter(whom -> !IN_A_USERS_NAME.contains(whom))
                  .filter(whom -> whom != IDENTITY || isOfIdentity(row));
    };
  }

  private static boolean isOfIdentity(Answers.Row row) {
    boolean refusal = row.status().startsWith("40") && row.code().equals("-");
    return !refusal && !NOT_OF_AN_IDENTITY.contains(row.status() + " " + row.code());
  }

  private Stream<DynamicTest> plays(Answers.Row row, Asked whom) {
    String name = whom + " " + row.status() + " " + row.code();
    if (row.status().equals("-")) {
      return Stream.of(
          DynamicTest.dynamicTest(name, () -> check(row, playWithoutStatus(row, whom))));
    }
    return statuses(row)
        .mapToObj(
            status ->
                DynamicTest.dynamicTest(
                    name + " by " + status,
                    () -> {
                      say(whom, body(row, whom, status));
                      check(row, probe(settings(whom)));
                    }));
  }

  /** A code that tells must tell under any status; an error of OAuth's only under its own. */
  private static IntStream statuses(Answers.Row row) {
    boolean telling = !row.code().equals("*") && !row.code().equals("-");
    return switch (row.status()) {
      case "*" ->
          !telling
              ? IntStream.of(201, 204)
              : row.code().matches("[a-z_]+")
                  ? IntStream.of(400, 401)
                  : IntStream.of(400, 401, 503);
      case "3xx" -> IntStream.of(302);
      case "4xx" -> IntStream.of(400, 405);
      case "5xx" -> IntStream.of(500, 503);
      default -> IntStream.of(Integer.parseInt(row.status()));
    };
  }

  private static ScriptedMicrosoft.Script body(Answers.Row row, Asked whom, int status) {
    String code = row.code();
    if (status == 204) {
      return answer(204, "");
    }
    if (code.equals("-")) {
      return answer(status, HTML);
    }
    if (code.equals("claims-challenge")) {
      return answer(
          status,
          "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}",
          "WWW-Authenticate",
          "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJ9\"");
    }
    if (whom == Asked.USER || whom == Asked.GROUP) {
      return graphError(status, code.equals("*") ? "SomethingNew" : code);
    }
    if (code.startsWith("AADSTS")) {
      return ScriptedMicrosoft.entraError(
          status, "invalid_grant", Integer.parseInt(code.substring("AADSTS".length())));
    }
    return answer(status, "{\"error\":\"" + (code.equals("*") ? "something_new" : code) + "\"}");
  }

  private Finding playWithoutStatus(Answers.Row row, Asked whom) throws Exception {
    TestSettings settings = settings(whom);
    ScriptedMicrosoft.Script script =
        switch (row.code()) {
          case "timeout" -> microsoft.silence();
          case "broken" -> exchange -> exchange.sendResponseHeaders(200, 100);
          case "too-large" -> answer(200, LARGE);
          case "too-deep" -> answer(200, DEEP);
          case "not-json" -> answer(200, HTML);
          case "unexpected-json" -> answer(200, "{}");
          case "simulator" -> answer(200, "{}", "x-powerbi-gate-simulator", "1");
          case "token-expired" -> ScriptedIdentity.token("token-1", Instant.EPOCH);
          case "ambiguous-name" ->
              answer(
                  200, "{\"value\":[" + "{},".repeat(5).replace("{}", person()) + person() + "]}");
          case "hidden-members" ->
              answer(
                  200,
                  "{\"id\":\""
                      + ScriptedMicrosoft.GROUP_ID
                      + "\",\"visibility\":\"HiddenMembership\"}");
          default -> ScriptedMicrosoft.token("token-1", 3600);
        };
    say(row.code().equals("*") ? Asked.ENTRA : whom, script);
    return switch (row.code()) {
      case "timeout" -> probe(settings.timeout(Duration.ofMillis(1500)));
      case "simulator" -> probe(settings.cloud(named("public", microsoft.origin())));
      case "untrusted" -> probe(elsewhere(whom, microsoft.origin()).trustStore(null));
      case "unknown-host" -> probe(elsewhere(whom, URI.create("https://nowhere.invalid")));
      case "no-connection" ->
          probe(
              whom == IDENTITY
                  ? settings.credential(
                      identity("http://localhost:" + closedPort().getPort() + "/token"))
                  : elsewhere(whom, closedPort()));
      case "tls" -> probeInClearText(whom);
      case "secret-unreadable" -> probe(settings.credential(readableOnce("a-secret")));
      case "federated-token-unreadable" -> probe(settings.credential(federatedOnce()));
      case "certificate-unreadable" -> probe(settings.credential(certificateOnce()));
      case "closed" -> probeClosed(settings);
      case "ambiguous-name" -> {
        say(whom, graphError(404, "Request_ResourceNotFound"));
        microsoft.search = script;
        yield probe(settings, new UserId(UserId.Form.AUTO, "kim@example.org"));
      }
      // It stands for what nobody has thought of, such as ids that the settings never let through.
      case "*" ->
          probe(
              whom == Asked.ENTRA || whom == Asked.ENTRA_FEDERATED
                  ? settings.tenant("")
                  : settings.groups(MicrosoftSettings.GroupMatch.ANY, "no id at all"));
      default -> probe(settings);
    };
  }

  private void say(Asked whom, ScriptedMicrosoft.Script script) {
    microsoft.token = ScriptedMicrosoft.token("token-1", 3600);
    microsoft.user = answer(200, ScriptedMicrosoft.user(ScriptedMicrosoft.USER_ID, ""));
    microsoft.search = answer(200, "{\"value\":[]}");
    microsoft.group = answer(200, "{\"id\":\"" + ScriptedMicrosoft.GROUP_ID + "\"}");
    identity.script = ScriptedIdentity.token("token-1", Instant.now().plusSeconds(3600));
    switch (whom) {
      case IDENTITY -> identity.script = script;
      case ENTRA, ENTRA_FEDERATED -> microsoft.token = script;
      case USER -> microsoft.user = script;
      case GROUP -> microsoft.group = script;
      default -> throw new AssertionError(whom);
    }
  }

  private static String person() {
    return ScriptedMicrosoft.user(ScriptedMicrosoft.USER_ID, "");
  }

  private static Finding probe(TestSettings settings) throws Exception {
    return probe(settings, USER);
  }

  private static Finding probe(TestSettings settings, UserId user) throws Exception {
    InstantSource clock = InstantSource.system();
    try (Microsoft gate = Microsoft.connect(settings.build(), new Connections(), clock)) {
      return gate.ask(
              new Question(user, Stage.GROUP, null, clock.instant().plus(settings.timeout())))
          .get(20, TimeUnit.SECONDS);
    }
  }

  private static Finding probeClosed(TestSettings settings) throws Exception {
    InstantSource clock = InstantSource.system();
    Microsoft gate = Microsoft.connect(settings.build(), new Connections(), clock);
    gate.close();
    return gate.ask(new Question(USER, Stage.GROUP, null, clock.instant().plusSeconds(5)))
        .get(5, TimeUnit.SECONDS);
  }

  private Finding probeInClearText(Asked whom) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (true) {
                    Socket socket = server.accept();
                    socket.getOutputStream().write("HTTP/1.1 400 no\r\n\r\n".getBytes(US_ASCII));
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      thread.start();
      return probe(elsewhere(whom, URI.create("https://localhost:" + server.getLocalPort())));
    }
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("https://localhost:" + server.getLocalPort());
    }
  }

  /** Entra ID, or Graph, at another place. */
  private TestSettings elsewhere(Asked whom, URI place) {
    URI here = microsoft.origin();
    boolean ofGraph = whom == Asked.USER || whom == Asked.GROUP;
    URI entra = ofGraph ? here : place;
    URI graph = ofGraph ? place : here;
    return settings(whom).cloud(Cloud.custom(entra, graph, here, here + "/.default", List.of()));
  }

  /** Of a gate that asks this one for its token. */
  private TestSettings settings(Asked whom) {
    TestSettings settings = TestSettings.of(microsoft.cloud());
    return switch (whom) {
      case ENTRA_FEDERATED -> settings.credential(federated(() -> "a.b.c".getBytes(US_ASCII)));
      case IDENTITY -> settings.credential(identity(identity.place()));
      default -> settings;
    };
  }

  private static Credential identity(String place) {
    return new Credential.ManagedIdentity(IdentityEndpoint.ofMachines(place));
  }

  private static Credential federated(Secret token) {
    return new Credential.FederatedToken(token);
  }

  private static Credential federatedOnce() {
    AtomicBoolean read = new AtomicBoolean();
    return federated(() -> (read.getAndSet(true) ? "" : "a.b.c").getBytes(US_ASCII));
  }

  private static Cloud named(String name, URI origin) {
    return new Cloud(name, origin, origin, "s/.default", origin, "s/.default", List.of());
  }

  private static Credential readableOnce(String value) {
    AtomicBoolean read = new AtomicBoolean();
    return new Credential.ClientSecret(
        () -> {
          if (read.getAndSet(true)) {
            throw new IOException("clientSecretFile /run/secret cannot be read");
          }
          return value.getBytes(StandardCharsets.UTF_8);
        });
  }

  private static Credential certificateOnce() {
    AtomicBoolean read = new AtomicBoolean();
    return new Credential.ClientCertificate(
        () -> read.getAndSet(true) ? new byte[] {1, 2, 3} : Files.readAllBytes(TestKeys.keyStore()),
        () -> TestKeys.PASSWORD.getBytes(StandardCharsets.UTF_8));
  }

  private static void check(Answers.Row row, Finding finding) {
    String type = finding.getClass().getSimpleName();
    assertThat(type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT))
        .as(finding.toString())
        .isEqualTo(row.finding());
    List<Trouble> troubles = new ArrayList<>();
    if (finding instanceof Finding.NotYet notYet) {
      assertThat(notYet.cause()).isEqualTo(row.cause());
    } else if (finding instanceof Finding.Throttled throttled) {
      troubles.add(throttled.trouble());
    } else if (finding instanceof Finding.Unavailable unavailable) {
      troubles.add(unavailable.trouble());
    } else if (finding instanceof Finding.Misconfigured misconfigured) {
      troubles.add(misconfigured.trouble());
    }
    for (Trouble trouble : troubles) {
      assertThat(trouble.cause()).isEqualTo(row.cause());
      assertThat(trouble.words()).isEqualTo(row.words());
      if (!row.code().equals("*") && !row.code().equals("-")) {
        assertThat(trouble.code()).isEqualTo(row.code());
      }
    }
  }
}
