package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table in docs/settings.md is the table in {@link KnownSettings}. */
class SettingsDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/settings.md");

  @Test
  void theDocumentedTableHasARowForEverySettingAndNoOther() throws IOException {
    List<String> documented =
        Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(documented)
        .containsExactlyElementsOf(
            KnownSettings.all().stream().map(SettingsDocumentTest::row).toList());
  }

  @Test
  void everyMeaningIsOneSentence() {
    for (Setting<?> setting : KnownSettings.all()) {
      assertThat(setting.meaning())
          .as(setting.name())
          .matches("[A-Z`][^|]*\\.")
          .doesNotContain(". ");
    }
  }

  @Test
  void theMessagesInTheDocumentAreRealOnes() throws IOException {
    String document = Files.readString(DOCUMENT);
    Given given =
        Given.enough()
            .init("clientId", "8f~secret-in-the-wrong-place")
            .init("firstPause", "2 seconds")
            .init("slowAfter", "2h")
            .init("suportPhone", "1-800-555-0100");

    assertThat(given.problems())
        .hasSize(4)
        .allSatisfy(problem -> assertThat(document).contains("  " + problem + "\n"));
    assertThat(document)
        .contains(Given.nothing().problems().stream().filter(p -> p.contains("?")).toList());
  }

  private static String row(Setting<?> setting) {
    String standard = setting.standard();
    return "| `"
        + setting.name()
        + "` | "
        + (standard != null ? "`" + standard + "`" : setting.required() ? "required" : "–")
        + " | "
        + setting.meaning()
        + " | "
        + switch (setting.shown()) {
          case FULL -> "yes";
          case HOST -> "origin";
          case KIND -> "kind";
          case MASKED -> "never";
        }
        + " | "
        + (setting.fileable() ? "`" + setting.fileName() + "`" : "–")
        + " |";
  }
}
