package io.github.powerbigate.tool;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.diagnosis.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/doctor.md has every check and every option, and its sample is what the doctor says. */
class DoctorDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/doctor.md");

  @TempDir Path home;

  @Test
  void everyCheckHasItsRowInTheOrderOfTheReport() throws Exception {
    List<String> checks = rows("| check |");
    assertThat(checks).isEqualTo(Arrays.stream(Subject.values()).map(Subject::code).toList());
  }

  @Test
  void everyOptionHasItsRow() throws Exception {
    assertThat(rows("| option |").stream().map(row -> row.replace(' ', '=')))
        .containsExactlyInAnyOrder(Command.DOCTOR.options().toArray(String[]::new));
  }

  @Test
  void theSampleIsWhatTheDoctorSays() throws Exception {
    try (Clinic clinic = new Clinic(home)) {
      clinic.world.workspaces().revoke(Clinic.WORKSPACE, Clinic.GROUP);
      String report =
          clinic
              .doctor()
              .out()
              .lines()
              .map(line -> line.replaceAll("localhost:\\d+", "localhost"))
              .map(line -> line.replaceAll("until .*", "until …"))
              .map(line -> line.replaceAll("is \\d+ s ", "is 0 s "))
              .map(line -> line.replaceAll(" s behind", " s ahead of"))
              .collect(joining("\n"));
      assertThat(Files.readString(DOCUMENT)).contains("```\n" + report + "\n```");
    }
  }

  /** What stands in the first column of a table, without its marks. */
  private static List<String> rows(String head) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.startsWith(head))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line.split("`", 3)[1])
        .toList();
  }
}
