package io.github.powerbigate.settings;

import io.github.powerbigate.settings.Place.Source;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The file that the setting {@code settingsFile} names: properties in UTF-8, at most 64 KB. */
final class SettingsFile {

  private SettingsFile() {}

  /**
   * The sources with the settings file, if they name one.
   *
   * @throws BadSettings if it cannot be read
   */
  static SettingSources join(SettingSources sources) {
    Answers answers = new Answers(sources);
    answers.read(KnownSettings.SETTINGS_FILE);
    Optional<Path> path = answers.find(KnownSettings.SETTINGS_FILE);
    Optional<Place> file = path.flatMap(p -> place(p, answers));
    String name = KnownSettings.SETTINGS_FILE.name();
    if (file.isPresent() && file.get().text(name) != null) {
      answers
          .problems()
          .add(
              name + " (" + file.get().title(name) + "): cannot stand in the settings file itself");
    }
    if (!answers.problems().isEmpty()) {
      throw new BadSettings(sources.filterName(), answers.problems());
    }
    return file.map(sources::with).orElse(sources);
  }

  private static Optional<Place> place(Path path, Answers answers) {
    try {
      return Optional.of(new Place(Source.FILE, "", entries(path)));
    } catch (IOException e) {
      answers.object(
          KnownSettings.SETTINGS_FILE, "the file " + SmallFile.shown(path) + " " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Map<String, String> entries(Path path) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(new String(SmallFile.read(path), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new IOException("contains a \\u that four hexadecimal digits do not follow");
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name, "")));
  }
}
