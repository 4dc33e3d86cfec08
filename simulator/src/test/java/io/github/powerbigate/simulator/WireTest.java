package io.github.powerbigate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.powerbigate.simulator.SimulatorSettings.ReplicaChoice;
import io.github.powerbigate.simulator.wire.Service;
import io.github.powerbigate.simulator.wire.Wire;
import io.github.powerbigate.simulator.world.Delay;
import io.github.powerbigate.simulator.world.Propagation;
import io.github.powerbigate.simulator.world.User;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Ports, names and certificates (security H3, H4)")
final class WireTest {
  private final SimulatorSettings settings =
      SimulatorSettings.defaults().withClock(new SettableClock());

  @Test
  void everyPortSaysThatItIsTheSimulator() {
    try (Simulator simulator = Simulator.start(settings)) {
      Client client = new Client(simulator);
      for (URI origin : origins(simulator)) {
        assertThat(client.get(origin.resolve("/nowhere")).header("x-powerbi-gate-simulator"))
            .isEqualTo("1");
      }
    }
  }

  @Test
  void answersAreDatedByTheSimulatedClock() {
    try (Simulator simulator = Simulator.start(settings)) {
      assertThat(new Client(simulator).get(simulator.powerBiWebUrl()).header("Date"))
          .isEqualTo("Sat, 21 Nov 2026 10:00:00 GMT");
    }
  }

  @Test
  @DisplayName("H4: a request under another name is refused (DNS rebinding)")
  void aForeignHostIsRefused() throws IOException {
    try (Simulator simulator = Simulator.start(settings)) {
      int web = simulator.powerBiWebUrl().getPort();
      assertThat(statusOf(web, "/signin", "localhost:" + web)).contains(" 200 ");
      assertThat(statusOf(web, "/signin", "127.0.0.1")).contains(" 200 ");
      assertThat(statusOf(web, "/signin", "[::1]:" + web)).contains(" 200 ");
      assertThat(statusOf(web, "/signin", "evil.example")).contains(" 421 ");
      assertThat(statusOf(web, "/signin", "localhost.evil.example:" + web)).contains(" 421 ");
      assertThat(statusOf(web, "http://evil.example/signin", "localhost")).doesNotContain(" 200 ");
      assertThat(statusOf(simulator.controlUrl().getPort(), "/", "evil.example")).contains(" 421 ");
    }
  }

  @Test
  @DisplayName("H4: only loopback is bound")
  void onlyLoopbackIsBound() throws IOException {
    try (Simulator simulator = Simulator.start(settings)) {
      for (InetAddress address : addressesOfThisMachine()) {
        for (URI origin : origins(simulator)) {
          assertThatThrownBy(() -> connect(address, origin.getPort()))
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  @DisplayName("H4: it can be exposed only under a name that its certificates can have")
  void itCanBeExposedOnlyUnderATestName() throws IOException {
    assertThatThrownBy(() -> Simulator.start(settings.withExposedAs("login.microsoftonline.com")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".test");
    try (Simulator simulator = Simulator.start(settings.withExposedAs("cloud.test"))) {
      int web = simulator.powerBiWebUrl().getPort();
      assertThat(simulator.powerBiWebUrl().getHost()).isEqualTo("cloud.test");
      assertThat(statusOf(web, "/signin", "cloud.test:" + web)).contains(" 200 ");
      assertThat(statusOf(web, "/signin", "evil.example")).contains(" 421 ");
    }
  }

  @Test
  @DisplayName("H4: the control port is on loopback, whatever is exposed")
  void theControlPortIsNeverExposed() throws IOException {
    try (Simulator simulator = Simulator.start(settings.withExposedAs("cloud.test"))) {
      assertThat(simulator.controlUrl().getHost()).isEqualTo("localhost");
      int control = simulator.controlUrl().getPort();
      assertThat(statusOf(control, "/", "localhost:" + control)).contains(" 200 ");
      List<InetAddress> others = new ArrayList<>(addressesOfThisMachine());
      // Where all of 127/8 is this machine, this one is, and not the address that is bound.
      others.add(InetAddress.getByName("127.0.0.2"));
      for (InetAddress address : others) {
        assertThatThrownBy(() -> connect(address, control)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  @DisplayName("H4: the trust store holds one certificate and no key, and is gone after close")
  void theTrustStoreHoldsNoKey() throws IOException, GeneralSecurityException {
    Path file;
    try (Simulator simulator = Simulator.start(settings)) {
      file = simulator.trustStore();
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, simulator.trustStorePassword().toCharArray());
      }
      List<String> aliases = Collections.list(store.aliases());
      assertThat(aliases).hasSize(1);
      assertThat(store.isCertificateEntry(aliases.get(0))).isTrue();
      assertThat(((X509Certificate) store.getCertificate(aliases.get(0))).getSubjectX500Principal())
          .asString()
          .contains("simulator");
      try (Stream<Path> files = Files.list(file.resolveSibling("."))) {
        assertThat(files).hasSize(1);
      }
    }
    assertThat(file).doesNotExist();
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  @DisplayName("H4: the CA is another at each start, and named for localhost and .test only")
  void theCaIsAnotherAtEachStart() {
    try (Wire one = new Wire(Map.of(), Optional.empty(), true);
        Wire other = new Wire(Map.of(), Optional.empty(), true)) {
      assertThat(one.authority().getPublicKey()).isNotEqualTo(other.authority().getPublicKey());
      // 2.5.29.30: the name constraints, which clients must heed because they are critical.
      assertThat(one.authority().getCriticalExtensionOIDs()).contains("2.5.29.30");
      byte[] constraints = one.authority().getExtensionValue("2.5.29.30");
      assertThat(new String(constraints, StandardCharsets.ISO_8859_1))
          .contains("localhost", "test")
          .doesNotContain("microsoft");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void closingLeavesNoThread(HttpClient.Version version) {
    Set<Thread> before = threads();
    try (Simulator simulator = Simulator.start(settings)) {
      Client client = new Client(simulator, version);
      assertThat(client.get(simulator.powerBiWebUrl()).status()).isEqualTo(200);
      assertThat(client.get(simulator.graphUrl()).status()).isEqualTo(401);
    }

    await().untilAsserted(() -> assertThat(before).containsAll(threads()));
  }

  @Test
  void closingTwiceDoesNoHarm() {
    Simulator simulator = Simulator.start(settings);
    simulator.close();
    simulator.close();
    assertThat(simulator.trustStore()).doesNotExist();
  }

  @Test
  void aFixedPortIsTaken() throws IOException {
    int free = freePort();
    try (Simulator simulator = Simulator.start(settings.withPort(Service.POWER_BI_WEB, free))) {
      assertThat(simulator.powerBiWebUrl().getPort()).isEqualTo(free);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  @DisplayName("§1.4: reads on one connection can be pinned to one replica, or fall on any")
  void aConnectionCanBePinnedToAReplica(HttpClient.Version version) {
    assertThat(answersOnOneConnection(ReplicaChoice.BY_CONNECTION, version)).hasSize(1);
    assertThat(answersOnOneConnection(ReplicaChoice.RANDOM, version)).hasSize(2);
  }

  private Set<Integer> answersOnOneConnection(ReplicaChoice choice, HttpClient.Version version) {
    try (Simulator simulator = Simulator.start(settings.withReplicas(2, choice))) {
      simulator.world().apps().add(Client.APP, Client.SECRET, "User.Read.All");
      simulator
          .world()
          .addUser(
              User.member(GraphTest.ADA, "ada@portal.example", "Ada"),
              Propagation.IMMEDIATE.withDirectory(
                  Delay.perReplica(Duration.ZERO, Duration.ofHours(1))));
      Client client = new Client(simulator, version);
      String token = client.graphToken();
      return IntStream.range(0, 30)
          .mapToObj(i -> client.graph(token, "/v1.0/users/" + GraphTest.ADA).status())
          .collect(Collectors.toSet());
    }
  }

  static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches(Wire.THREADS + ".*|.*(qtp|etty|Scheduler).*"))
        .collect(Collectors.toSet());
  }

  private static List<URI> origins(Simulator simulator) {
    return List.of(
        simulator.entraUrl(),
        simulator.graphUrl(),
        simulator.powerBiApiUrl(),
        simulator.powerBiWebUrl(),
        simulator.controlUrl());
  }

  private static List<InetAddress> addressesOfThisMachine() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .toList();
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String statusOf(int port, String target, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
