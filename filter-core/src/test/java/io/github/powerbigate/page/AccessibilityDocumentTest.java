package io.github.powerbigate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The conformance report names tests that there are, and has a row for each criterion. */
class AccessibilityDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/accessibility.md");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");
  private static final Pattern ROW = Pattern.compile("^\\| (\\d\\.\\d\\.\\d+|30\\d\\.\\d) .*$");

  @Test
  void everyTestThatItNamesIsThere() throws IOException {
    Map<String, String> sources = sources();
    Matcher named = TEST.matcher(Files.readString(DOCUMENT));
    int count = 0;
    while (named.find()) {
      count++;
      String source = sources.get(named.group(1));
      assertThat(source).as(named.group()).isNotNull();
      if (named.group(2) != null) {
        assertThat(source).as(named.group()).contains("  void " + named.group(2) + "(");
      }
    }
    assertThat(count).isGreaterThan(50);
  }

  @Test
  void itHasARowForEachCriterionOfLevelAAndAa() throws IOException {
    assertThat(rows())
        .extracting(row -> row.replaceAll("^\\| (\\S+) .*", "$1"))
        .doesNotHaveDuplicates()
        .contains(
            ("1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2"
                    + " 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2"
                    + " 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2")
                .split(" ", -1))
        .contains(
            ("1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6"
                    + " 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3")
                .split(" ", -1));
  }

  @Test
  void whatIsSupportedNamesItsTestOrHowItIsLookedAtByHand() throws IOException {
    assertThat(rows())
        .allSatisfy(
            row ->
                assertThat(row)
                    .matches(
                        "\\| \\S+ [^|]+ \\| (not applicable \\| .*\\| – \\||supports \\| nothing is"
                            + " heard only \\| – \\||(supports|partially) \\| .*(`\\w+(Test|IT)\\.|manual: ).*)"));
  }

  private static List<String> rows() throws IOException {
    return Files.readString(DOCUMENT).lines().filter(line -> ROW.matcher(line).matches()).toList();
  }

  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  AccessibilityDocumentTest::read,
                  // Two rooms may have a test of one name.
                  String::concat));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
