package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gate's sources, compiled against each servlet specification. A jar whose packages were merely
 * renamed starts everywhere, and fails at the first call of a method that came later.
 */
class EarlierServletsIT {

  @ParameterizedTest
  @CsvSource({"3.1, javax", "4.0, javax", "5.0, jakarta", "6.1, jakarta"})
  void theSourcesCompileAgainstServlet(String version, String world, @TempDir Path classes)
      throws IOException {
    List<String> errors = new ArrayList<>();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                null,
                null,
                diagnostics,
                List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    Given.file("servlet-" + version + ".jar")
                        + File.pathSeparator
                        + Given.classPath("libraries")),
                null,
                sources(world))
            .call();
    for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
        errors.add(diagnostic.toString());
      }
    }
    assertThat(errors).isEmpty();
    assertThat(compiled).isTrue();
  }

  private static List<JavaFileObject> sources(String world) throws IOException {
    try (Stream<Path> files = Files.walk(Given.coreSources())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> (JavaFileObject) new Source(file, world))
          .collect(Collectors.toList());
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final Path file;
    private final String world;

    Source(Path file, String world) {
      super(URI.create("source:///" + Given.coreSources().relativize(file)), Kind.SOURCE);
      this.file = file;
      this.world = world;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
      return Files.readString(file).replace("jakarta.servlet", world + ".servlet");
    }
  }
}
