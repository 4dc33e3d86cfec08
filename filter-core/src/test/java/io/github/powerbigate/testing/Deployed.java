package io.github.powerbigate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A web application in a folder, with its libraries in a class loader of its own, in a container
 * that outlives it. What it does not carry is hidden from it, but for the classes of this package.
 */
public interface Deployed extends AutoCloseable {

  /**
   * Starts a container, and in it the application, under the root.
   *
   * @param container {@code Jetty} or {@code Tomcat}
   * @param scratch a folder for the container, which may not exist yet
   * @param folder the application's, with a {@code WEB-INF/web.xml}
   */
  static Deployed on(String container, Path scratch, Path folder) {
    return container.equals("Jetty")
        ? new DeployedOnJetty(folder)
        : new DeployedOnTomcat(scratch, folder);
  }

  /** Puts what these types are packed in into a folder's {@code WEB-INF}. */
  static void carry(Path folder, Class<?>... types) throws IOException {
    Path libraries = Files.createDirectories(folder.resolve("WEB-INF/lib"));
    Path classes = Files.createDirectories(folder.resolve("WEB-INF/classes"));
    for (Class<?> type : types) {
      Path from = packed(type);
      if (Files.isRegularFile(from)) {
        Files.copy(from, libraries.resolve(Objects.requireNonNull(from.getFileName())));
      } else {
        copy(from, classes);
      }
    }
  }

  private static Path packed(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type.getName() + " is not on a disk", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Where the root of the application is, without a trailing slash. */
  URI address();

  /** Starts the application; one that does not start is down and has said why. */
  boolean start() throws Exception;

  /** Stops the application; the container goes on. */
  void stop() throws Exception;

  /** What the container itself says is left of applications that are gone. */
  List<String> leaks();

  @Override
  void close();
}
