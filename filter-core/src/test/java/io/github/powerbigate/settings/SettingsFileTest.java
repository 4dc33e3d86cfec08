package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.page.PageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  @TempDir Path folder = Path.of("");

  @Test
  void itIsReadAsPropertiesInUtf8() throws IOException {
    Path file = write("# ours\nbrand = Árbol \\\n   Health\nmode: dry-run\n");

    PageSettings page = Given.enough().init("settingsFile", file.toString()).read().page();

    assertThat(page.brand()).isEqualTo("Árbol Health");
  }

  @Test
  void itCannotNameAnother() throws IOException {
    Path file = write("settingsFile=/etc/other.properties");

    assertThat(Given.enough().init("settingsFile", file.toString()).problems())
        .containsExactly(
            "settingsFile (settings file, settingsFile): cannot stand in the settings file itself");
  }

  @Test
  void oneThatCannotBeReadIsTheOnlyProblem() {
    assertThat(Given.nothing().init("settingsFile", folder.toString()).problems())
        .containsExactly(
            "settingsFile (init-param settingsFile): the file "
                + folder
                + " is not a regular file");
    assertThat(Given.nothing().init("settingsFile", "gate.properties").problems())
        .containsExactly(
            "settingsFile (init-param settingsFile): a value of 15 characters, which is not shown;"
                + " must be an absolute path");
  }

  @Test
  void aBrokenEscapeIsTold() throws IOException {
    Path file = write("brand=\\u12");

    assertThat(Given.enough().init("settingsFile", file.toString()).problems())
        .singleElement()
        .asString()
        .contains("contains a \\u that four hexadecimal digits do not follow");
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("gate.properties"), content);
  }
}
