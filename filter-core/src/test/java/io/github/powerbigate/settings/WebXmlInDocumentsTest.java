package io.github.powerbigate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste from the documents. */
class WebXmlInDocumentsTest {

  private static final Pattern PARAM = Pattern.compile("<param-name>([^<]+)</param-name>");
  private static final Pattern SAID = Pattern.compile("^\\| [^|]+ \\| `([^`]{40,})`.*\\|$");

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/install.md", "docs/identity.md"})
  void everyParameterIsASetting(String document) throws IOException {
    List<String> names =
        KnownSettings.all().stream()
            .flatMap(
                setting ->
                    setting.fileable()
                        ? Stream.of(setting.name(), setting.name() + "File")
                        : Stream.of(setting.name()))
            .toList();
    Matcher param = PARAM.matcher(Files.readString(Path.of("..", document)));
    List<String> pasted = new ArrayList<>();
    while (param.find()) {
      pasted.add(param.group(1));
    }
    assertThat(pasted).isNotEmpty().isSubsetOf(names);
  }

  @Test
  void whatTheLogIsSaidToSayItSays() throws IOException {
    StringBuilder said = new StringBuilder();
    for (String file :
        List.of(
            "src/main/resources/io/github/powerbigate/microsoft/answers.tsv",
            "src/main/java/io/github/powerbigate/RequestJournal.java")) {
      // A sentence may go on in the next line of the source.
      said.append(Files.readString(Path.of(file)).replaceAll("\"\\s*\\+ \"", ""));
    }
    List<String> quoted =
        Files.readAllLines(Path.of("../docs/install.md")).stream()
            .map(SAID::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .toList();
    assertThat(quoted).hasSizeGreaterThan(6).allMatch(said.toString()::contains);
  }
}
