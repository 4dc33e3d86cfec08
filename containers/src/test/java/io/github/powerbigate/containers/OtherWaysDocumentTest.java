package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of docs/other-ways.md is that of the applications that are tried. */
class OtherWaysDocumentTest {

  private static final String SOURCES = "src/main/java/io/github/powerbigate/containers/";

  static Stream<String> examples() throws IOException {
    return Documents.blocks("other-ways.md", "java").stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleInJavaStandsInACompiledClass(String example) throws IOException {
    String sources =
        Files.readString(Path.of(SOURCES, "portal/Registering.java"))
            + Files.readString(Path.of(SOURCES, "boot/BootPortal.java"));
    assertThat(squeezed(sources)).contains(squeezed(example));
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }
}
