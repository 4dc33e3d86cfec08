package io.github.powerbigate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** The classes of tests that need a browser, found as JUnit finds them: by their tag. */
final class BrowserTests {
  private BrowserTests() {}

  static String in(Path testClasses) throws IOException {
    try (Stream<Path> files = Files.walk(testClasses)) {
      List<String> names =
          files
              .map(file -> testClasses.relativize(file).toString())
              .filter(name -> name.endsWith("IT.class"))
              .map(name -> name.replace(".class", "").replaceAll("[/\\\\]", "."))
              .filter(BrowserTests::isTagged)
              .sorted()
              .toList();
      return names.isEmpty() ? "no test" : names.stream().collect(Collectors.joining(", "));
    }
  }

  private static boolean isTagged(String name) {
    try {
      Class<?> type = Class.forName(name, false, BrowserTests.class.getClassLoader());
      return Stream.of(type.getAnnotationsByType(Tag.class))
          .anyMatch(tag -> tag.value().equals("browser"));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
