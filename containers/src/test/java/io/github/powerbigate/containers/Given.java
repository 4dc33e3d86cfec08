package io.github.powerbigate.containers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** A folder of them; a test that lacks it fails. */
  static Path folder(String name) {
    Path folder = Path.of(property("given"), name);
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(name + " is missing: run these tests by mvn verify");
    }
    return folder;
  }

  static boolean has(String name) {
    return Files.isRegularFile(Path.of(property("given"), name));
  }

  /** The class path of the libraries that the gate is compiled against, less the servlet API. */
  static String libraries() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(property("given"), "libraries"))) {
      return files.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
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
