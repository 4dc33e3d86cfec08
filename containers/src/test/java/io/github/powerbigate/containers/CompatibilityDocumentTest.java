package io.github.powerbigate.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/compatibility.md, which a run has written, against the containers that there are. */
class CompatibilityDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/compatibility.md");

  @Test
  void theDocumentHasARowForEachContainerAndForNoOther() throws IOException {
    assertThat(Files.readAllLines(DOCUMENT))
        .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| container "))
        .extracting(line -> line.split(" \\| ", 3)[0].substring(2))
        .containsExactlyElementsOf(Containers.all().stream().map(Container::name).toList());
  }

  @Test
  void nothingFailedWhenItWasWritten() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .containsPattern("\\| \\d+ of \\d+ ")
        .doesNotContain("**no**");
  }
}
