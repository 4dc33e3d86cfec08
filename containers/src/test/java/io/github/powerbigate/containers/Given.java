package io.github.powerbigate.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that the build has laid ready. */
final class Given {

  private Given() {}

  /** One of them; a test that lacks it fails. */
  static Path file(String name) {
    Path file = Path.of(property("given"), name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException(name + " is missing: run these tests by mvn verify");
    }
    return file;
  }

  /** The jars of a folder of them; a test that lacks it fails. */
  static List<Path> jars(String folder) throws IOException {
    Path given = Path.of(property("given"), folder);
    if (!Files.isDirectory(given)) {
      throw new IllegalStateException(folder + " is missing: run these tests by mvn verify");
    }
    try (Stream<Path> files = Files.list(given)) {
      return files.toList();
    }
  }

  /** The same as a class path. */
  static String classPath(String folder) throws IOException {
    return jars(folder).stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  static boolean has(String name) {
    return Files.isRegularFile(Path.of(property("given"), name));
  }

  /** The sources of the gate. */
  static Path coreSources() {
    return Path.of(property("coreSources"));
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("No -D" + name + ": run these tests by mvn verify");
    }
    return value;
  }
}
