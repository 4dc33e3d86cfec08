package io.github.powerbigate.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in docs/causes.md is {@link Cause}, and the tests it names are there. */
class CausesDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/causes.md");
  private static final Path TESTS = Path.of("src/test/java/io/github/powerbigate");
  private static final Pattern TEST = Pattern.compile("`([A-Za-z]+)\\.([a-zA-Z0-9]+)`");

  @Test
  void everyCauseHasARowAndWhoMustActForIt() throws IOException {
    assertThat(rows())
        .extracting(row -> row.get(0) + " " + row.get(3))
        .containsExactlyElementsOf(
            Arrays.stream(Cause.values())
                .map(cause -> "`" + cause.code() + "` " + cause.actor().code())
                .toList());
  }

  @Test
  void everyTestThatARowNamesIsThere() throws IOException {
    Set<String> there;
    try (Stream<Path> files = Files.walk(TESTS)) {
      there =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .flatMap(CausesDocumentTest::testsIn)
              .collect(Collectors.toSet());
    }
    for (List<String> row : rows()) {
      Matcher test = TEST.matcher(row.get(4));
      assertThat(test.find()).as(row.get(0)).isTrue();
      do {
        assertThat(there).as(row.get(0)).contains(test.group(1) + "." + test.group(2));
      } while (test.find());
    }
  }

  private static Stream<String> testsIn(Path file) {
    String name = file.getFileName().toString().replace(".java", "");
    try {
      return Pattern.compile("(?:void|Stream<[A-Za-z]+>) ([a-zA-Z0-9]+)\\(")
          .matcher(Files.readString(file))
          .results()
          .map(found -> name + "." + found.group(1));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<List<String>> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }
}
