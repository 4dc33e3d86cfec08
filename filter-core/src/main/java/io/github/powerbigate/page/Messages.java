package io.github.powerbigate.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * The words of one language. Read by hand and not as a {@code ResourceBundle}, which on a Spanish
 * server answers Spanish to an English reader, and without {@code MessageFormat}, which swallows
 * apostrophes. Immutable and thread-safe.
 */
final class Messages {
  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi");

  private final String language;
  private final Properties words;

  private Messages(String language, Properties words) {
    this.language = language;
    this.words = words;
  }

  /**
   * Reads {@code messages_LANGUAGE.properties}.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  static Messages load(String language) {
    Properties words = new Properties();
    try {
      words.load(
          new StringReader(Asset.read("messages_" + language.replace('-', '_') + ".properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Messages(language, words);
  }

  String language() {
    return language;
  }

  String direction() {
    return RIGHT_TO_LEFT.contains(Locale.forLanguageTag(language).getLanguage()) ? "rtl" : "ltr";
  }

  Set<String> keys() {
    return words.stringPropertyNames();
  }

  /** The message; its absence is a fault of ours and no reader's. */
  String get(String key) {
    String message = words.getProperty(key);
    if (message == null) {
      throw new IllegalStateException("No message " + key + " in " + language);
    }
    return message;
  }

  String heading(String state) {
    return get("state." + state + ".heading");
  }

  String text(String state) {
    return get("state." + state + ".text");
  }
}
