package io.github.powerbigate.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo as a process of its own. */
@Timeout(60)
public abstract class DemoProcess {
  private static final long LONGEST_SECONDS = 40;

  private final List<Process> started = new ArrayList<>();
  private final Class<?> main;

  /** The process that this class begins. */
  protected DemoProcess(Class<?> main) {
    this.main = main;
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void printsOneLineWithItsAddressAndStopsWhenToldTo() throws Exception {
    Process demo = start("-Dport=0");
    BufferedReader out = demo.inputReader(UTF_8);
    String line = out.readLine();
    assertThat(line).startsWith("http://localhost:").contains("brand-new guest");
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(line.substring(0, line.indexOf(' ')))).build();
    assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("Riverbend");

    // Through the handle: destroy() of the process would close what it has printed.
    demo.toHandle().destroy();
    assertThat(demo.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(out.lines()).as("after the first line").isEmpty();
  }

  @Test
  void takenPortIsToldInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refusal("-Dport=" + taken.getLocalPort()))
          .containsExactly(
              "The demo cannot have its port; is it taken? Choose another with -Dport=, 0 for"
                  + " any.");
    }
  }

  @Test
  void otherAddressIsRefusedInOneSentence() throws Exception {
    assertThat(refusal("-Dport=0", "-Dbind=0.0.0.0")).singleElement().asString().contains("expose");
  }

  @Test
  void simulatedPowerBiIsNotExposedAndThatIsToldInOneSentence() throws Exception {
    assertThat(refusal("-Dport=0", "-Dbind=127.0.0.1", "-Dexpose=demo.test"))
        .singleElement()
        .asString()
        .contains("needs a real tenant");
  }

  @Test
  void realTenantWithoutAPasswordIsRefused() throws Exception {
    assertThat(refusal("-Dport=0", "-Dpowerbigate.tenantId=11111111-2222-4333-8444-555555555555"))
        .singleElement()
        .asString()
        .contains("DEMO_PASSWORD");
  }

  @Test
  void badSettingOfTheGateIsToldOnceAndWithoutAStackTrace() throws Exception {
    assertThat(refusal("-Dport=0", "-Dpowerbigate.slowAfter=never"))
        .noneMatch(line -> line.startsWith("\tat "))
        .filteredOn(line -> line.contains("slowAfter"))
        .hasSize(1);
  }

  private List<String> refusal(String... options) throws IOException, InterruptedException {
    Process demo = start(options);
    List<String> lines = demo.errorReader(UTF_8).lines().toList();
    assertThat(demo.waitFor()).isEqualTo(1);
    return lines;
  }

  /**
   * Nothing interrupts whoever reads what a process prints; one that starts, though it should
   * refuse to, prints no end. It is ended through the handle, so that what it has printed is read.
   */
  private static void endInTime(Process process) {
    CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS)
        .execute(process.toHandle()::destroyForcibly);
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(options));
    command.add(main.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("POWERBIGATE_"));
    Process process = builder.start();
    started.add(process);
    endInTime(process);
    return process;
  }
}
