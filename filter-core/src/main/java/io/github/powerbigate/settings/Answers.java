package io.github.powerbigate.settings;

import io.github.powerbigate.settings.Place.Source;
import io.github.powerbigate.settings.rules.Addresses;
import io.github.powerbigate.settings.rules.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the sources say of each setting, and everything that is wrong with it. Confined to the
 * thread that starts the gate.
 */
final class Answers {

  /**
   * What was found of one setting.
   *
   * @param value the value
   * @param shown as much of it as may be shown
   * @param title where it stands, or null for the default
   * @param source the source, or null for the default
   */
  record Answer(Object value, String shown, @Nullable String title, @Nullable Source source) {}

  private static final int MOST_QUOTED = 4;

  private final SettingSources sources;
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  Answers(SettingSources sources) {
    this.sources = sources;
  }

  /** Reads every setting. */
  static Answers of(SettingSources sources) {
    Answers answers = new Answers(sources);
    KnownSettings.all().forEach(answers::read);
    return answers;
  }

  /** What is wrong, a line each; grows. */
  List<String> problems() {
    return problems;
  }

  /** Whether some source gives that setting, be it good or bad. */
  boolean isMentioned(Setting<?> setting) {
    return sources.places().stream()
        .anyMatch(
            place ->
                place.text(setting.name()) != null
                    || (setting.fileable() && place.text(setting.fileName()) != null));
  }

  /** What was found of that setting, if anything. */
  Optional<Answer> answer(Setting<?> setting) {
    return Optional.ofNullable(answers.get(setting.name()));
  }

  /** The value of that setting, if there is one. */
  @SuppressWarnings("unchecked") // read() put it there, from a rule of the same type
  <T> Optional<T> find(Setting<T> setting) {
    return answer(setting).map(answer -> (T) answer.value());
  }

  /** The value of a setting that is required or has a default, once there are no problems. */
  <T> T get(Setting<T> setting) {
    return find(setting).orElseThrow(() -> new AssertionError(setting.name() + " has no value"));
  }

  /** Notes that a setting which was found is wrong. */
  void object(Setting<?> setting, String sentence) {
    String title = answer(setting).map(Answer::title).orElse(null);
    problems.add(setting.name() + " (" + (title == null ? "default" : title) + "): " + sentence);
  }

  /** Finds the first place that says something of that setting, and reads it. */
  void read(Setting<?> setting) {
    for (Place place : sources.places()) {
      String text = place.text(setting.name());
      String file = setting.fileable() ? place.text(setting.fileName()) : null;
      if (text != null && file != null) {
        problems.add(
            setting.name()
                + " ("
                + place.title(setting.name())
                + "): stands beside "
                + place.fullName(setting.fileName())
                + "; give one of them");
        return;
      }
      if (text != null) {
        readText(setting, text.strip(), place);
        return;
      }
      if (file != null) {
        readFile(setting, file.strip(), place);
        return;
      }
    }
    readDefault(setting);
  }

  private void readText(Setting<?> setting, String text, Place place) {
    String title = place.title(setting.name());
    if (text.isEmpty()) {
      problems.add(setting.name() + " (" + title + "): is empty; leave it out instead");
      return;
    }
    try {
      Object value = setting.rule().read(text);
      String shown = setting.shown().show(text);
      answers.put(setting.name(), new Answer(value, shown, title, place.source()));
    } catch (Rule.Broken e) {
      problems.add(
          setting.name() + " (" + title + "): " + quoted(setting, text) + "; " + e.getMessage());
    }
  }

  private void readFile(Setting<?> setting, String text, Place place) {
    String name = setting.fileName();
    String title = place.title(name);
    try {
      Path path = Addresses.ABSOLUTE_PATH.read(text);
      boolean binary = setting.name().equals(CredentialRows.CLIENT_CERTIFICATE.name());
      SecretFile secret = new SecretFile(name, path, !binary);
      int length = secret.content().length;
      String shown = "*** of " + length + " bytes in " + path;
      answers.put(setting.name(), new Answer(secret, shown, title, place.source()));
    } catch (Rule.Broken e) {
      problems.add(name + " (" + title + "): " + hidden(text) + "; " + e.getMessage());
    } catch (IOException e) {
      problems.add(
          name
              + " ("
              + title
              + "): "
              + e.getMessage()
              + "; must be the path of a regular file of at most 64 KB");
    }
  }

  private void readDefault(Setting<?> setting) {
    String standard = setting.standard();
    if (standard != null) {
      try {
        answers.put(
            setting.name(), new Answer(setting.rule().read(standard), standard, null, null));
      } catch (Rule.Broken e) {
        throw new AssertionError("the default of " + setting.name() + " breaks its rule", e);
      }
    } else if (setting.required()) {
      missing(setting);
    }
  }

  /** Notes that a setting is missing. */
  void missing(Setting<?> setting) {
    problems.add(
        setting.name() + ": is missing; " + setting.rule().sentence() + whereToGive(setting));
  }

  /** The ways to give a setting, for the message that says it is missing. */
  static String whereToGive(Setting<?> setting) {
    return " (init-param "
        + setting.name()
        + ", or environment POWERBIGATE_"
        + Setting.upperSnake(setting.name())
        + ")";
  }

  private static String quoted(Setting<?> setting, String text) {
    if (!setting.rule().quotable() || text.codePoints().anyMatch(Character::isISOControl)) {
      return hidden(text);
    }
    return text.length() <= MOST_QUOTED
        ? "\"" + text + "\""
        : "\"" + text.substring(0, MOST_QUOTED) + "…\" (" + text.length() + " characters)";
  }

  private static String hidden(String text) {
    return "a value of " + text.length() + " characters, which is not shown";
  }
}
