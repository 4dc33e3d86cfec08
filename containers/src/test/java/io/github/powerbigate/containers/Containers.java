package io.github.powerbigate.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The containers of docs/compatibility.md. */
final class Containers {

  private static final List<Container> ALL =
      List.of(
          new TomcatServer("9.0.122", Servlets.JAVAX, "4.0"),
          new TomcatServer("10.1.59", Servlets.JAKARTA, "6.0"),
          new TomcatServer("11.0.25", Servlets.JAKARTA, "6.1"),
          new JettyServer("12.1.12", "ee8", Servlets.JAVAX, "4.0"),
          new JettyServer("12.1.12", "ee9", Servlets.JAKARTA, "5.0"),
          new JettyServer("12.1.12", "ee10", Servlets.JAKARTA, "6.0"),
          new JettyServer("12.1.12", "ee11", Servlets.JAKARTA, "6.1"),
          new UndertowServer("2.2.38.Final", Servlets.JAVAX, "4.0"),
          new UndertowServer("2.3.26.Final", Servlets.JAKARTA, "6.0"),
          new LibertyServer("26.0.0.3", Servlets.JAVAX, "4.0"),
          new LibertyServer("26.0.0.3", Servlets.JAKARTA, "5.0"),
          new LibertyServer("26.0.0.3", Servlets.JAKARTA, "6.0"),
          new WildFlyServer("26.1.3.Final", Servlets.JAVAX, "4.0"),
          new WildFlyServer("39.0.1.Final", Servlets.JAKARTA, "6.0"),
          new PayaraMicroServer("6.2025.10", Servlets.JAKARTA, "6.0"),
          new GlassFishServer("7.0.21", Servlets.JAKARTA, "6.0"));

  private Containers() {}

  /** Every one of them. */
  static List<Container> all() {
    return ALL;
  }

  /** The one whose name begins so. */
  static Container named(String begin) {
    return ALL.stream()
        .filter(container -> container.name().startsWith(begin))
        .findFirst()
        .orElseThrow();
  }

  /** A container on a JDK. */
  record Pair(Container container, Jdk jdk) {
    @Override
    public String toString() {
      return container.name() + ", JDK " + jdk.version();
    }
  }

  /** A JDK that is installed. */
  record Jdk(int version, Path home) {}

  /**
   * Every container whose distribution was laid ready, on every JDK that is to be tried; with
   * {@code -Dcontainer=…} those whose name begins so.
   */
  static Stream<Pair> laidReady() {
    String begin = Objects.requireNonNullElse(System.getProperty("container"), "");
    return ALL.stream()
        .filter(container -> container.name().startsWith(begin))
        .filter(container -> Given.has(container.distribution()))
        .flatMap(container -> jdks().stream().map(jdk -> new Pair(container, jdk)))
        .filter(pair -> pair.container().startsOn(pair.jdk().version()));
  }

  /** The JDK of this build, and with {@code -DotherJdk=HOME} that one. */
  private static List<Jdk> jdks() {
    List<Jdk> jdks = new ArrayList<>();
    jdks.add(new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home"))));
    String other = Objects.requireNonNullElse(System.getProperty("otherJdk"), "");
    if (!other.isEmpty()) {
      jdks.add(new Jdk(versionOf(Path.of(other)), Path.of(other)));
    }
    return jdks;
  }

  private static int versionOf(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
          .mapToInt(version -> Runtime.Version.parse(version).feature())
          .findFirst()
          .orElseThrow();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
