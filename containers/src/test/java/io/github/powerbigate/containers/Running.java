package io.github.powerbigate.containers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A container that runs as a process of its own, on loopback. */
final class Running implements AutoCloseable {

  /** Soft references are let go at each collection, so that only a leak keeps a class loader. */
  static final String JVM = "-Xmx512m -XX:SoftRefLRUPolicyMSPerMB=0";

  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Duration TO_UNDEPLOY = Duration.ofMinutes(1);

  private final ProcessBuilder builder;
  private final Container.Command command;
  private final Path printed;
  private final Path javaHome;
  private final URI address;
  private @Nullable Process process;

  private Running(
      ProcessBuilder builder, Container.Command command, Path printed, Path javaHome, URI address) {
    this.builder = builder;
    this.command = command;
    this.printed = printed;
    this.javaHome = javaHome;
    this.address = address;
  }

  /** The same on the JDK of this build. */
  static Running install(Container container, Path folder) throws IOException {
    return install(container, Path.of(System.getProperty("java.home")), folder);
  }

  /** Installs a container into an empty folder; it starts when something is deployed. */
  static Running install(Container container, Path javaHome, Path folder) throws IOException {
    int port = freePort();
    Container.Command command = container.install(folder, port);
    Path printed = folder.resolve("printed.txt");
    List<String> line = new ArrayList<>(command.line());
    if (line.get(0).equals("java")) {
      line.set(0, javaHome.resolve("bin/java").toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(command.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    command.environment().forEach(builder.environment()::put);
    builder.environment().values().removeIf(String::isEmpty);
    URI address = URI.create("http://127.0.0.1:" + port + "/portal/");
    return new Running(builder, command, printed, javaHome, address);
  }

  /** The application, with a slash at its end. */
  URI address() {
    return address;
  }

  /** An application's address, with a slash at its end. */
  URI address(String application) {
    return address.resolve("/" + application + "/");
  }

  /** Where it was unpacked to. */
  Path folder() {
    return command.folder();
  }

  /** Starts the JVM with more options than the container's own. */
  void withOptions(String options) {
    builder.environment().put("JDK_JAVA_OPTIONS", options);
  }

  /** Puts the WAR where the container finds it, and waits until the application answers. */
  void deploy(War war) throws IOException {
    deploy("portal", war, "up");
  }

  /**
   * The same under another name.
   *
   * @param page which shows that it has started
   */
  void deploy(String application, War war, String page) throws IOException {
    war.writeTo(command.webapps().resolve(application + ".war"));
    start(application, page);
  }

  /** Starts the container if it does not run yet, and waits until an application answers. */
  void start(String application, String page) throws IOException {
    URI up = address(application).resolve(page);
    Process running = process == null ? builder.start() : process;
    process = running;
    try {
      await()
          .atMost(TO_START)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> !running.isAlive() || Visitor.status(up) == 200);
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("The application does not answer:\n" + log(), e);
    }
    if (!running.isAlive()) {
      throw new IllegalStateException("The container has ended:\n" + log());
    }
  }

  /** Takes the WAR away, and waits until the application is gone. */
  void undeploy() throws IOException {
    undeploy("portal");
  }

  /** The same under another name. */
  void undeploy(String application) throws IOException {
    Files.delete(command.webapps().resolve(application + ".war"));
    await()
        .atMost(TO_UNDEPLOY)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> Visitor.status(address(application).resolve("up")) == 404);
  }

  /** Everything that it has printed and logged. */
  String log() {
    try {
      String log = Files.readString(printed, StandardCharsets.UTF_8);
      return Files.isRegularFile(command.log())
          ? log + Files.readString(command.log(), StandardCharsets.UTF_8)
          : log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many class loaders hold the gate's filter, after a collection. */
  long loadersOfTheGate() {
    ask("GC.run");
    return ask("VM.classloaders", "show-classes")
        .lines()
        .filter(line -> line.endsWith(" io.github.powerbigate.PowerBiAccessGateFilter"))
        .count();
  }

  /** The threads of the gate. */
  List<String> threadsOfTheGate() {
    return ask("Thread.print")
        .lines()
        .filter(line -> line.startsWith("\"powerbi-access-gate"))
        .toList();
  }

  private String ask(String... what) {
    List<String> line = new ArrayList<>();
    line.add(javaHome.resolve("bin/jcmd").toString());
    line.add(Long.toString(java().pid()));
    line.addAll(List.of(what));
    try {
      Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
      String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (jcmd.waitFor() != 0) {
        throw new IllegalStateException("jcmd " + List.of(what) + " failed: " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** The JVM itself: scripts and starters have it as their child. */
  private ProcessHandle java() {
    Process running = Objects.requireNonNull(process, "Nothing has been deployed");
    return Stream.concat(Stream.of(running.toHandle()), running.descendants())
        .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
        .reduce((first, last) -> last)
        .orElseThrow(() -> new IllegalStateException("No JVM is running:\n" + log()));
  }

  @Override
  public void close() {
    Process running = process;
    if (running == null) {
      return;
    }
    List<ProcessHandle> all =
        Stream.concat(running.descendants(), Stream.of(running.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    try {
      if (!running.waitFor(20, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
        running.waitFor(20, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
