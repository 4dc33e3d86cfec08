package io.github.powerbigate.containers;

import java.nio.file.Files;
import java.nio.file.Path;

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
