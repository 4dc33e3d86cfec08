package io.github.powerbigate.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The words of one language: those of this project, and over them, key by key, those of the
 * application. Read by hand and not as a {@code ResourceBundle}, which on a Spanish server answers
 * Spanish to an English reader, and without {@code MessageFormat}, which swallows apostrophes.
 * Immutable and thread-safe.
 */
final class Messages {
  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi");
  private static final Set<String> SHIPPED = Set.of("en", "es");
  private static final String ENGLISH = "en";
  // Keeps the full stop of an English sentence at its end where lines run the other way.
  private static final char LEFT_TO_RIGHT = '\u200e';

  private final String language;
  private final Map<String, String> words;
  private final List<String> warnings;

  private Messages(String language, Map<String, String> words, List<String> warnings) {
    this.language = language;
    this.words = Map.copyOf(words);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Puts a language together. What its file in the application lacks is taken from the same
   * language here, else from English.
   *
   * @throws IllegalArgumentException if there are no words in it at all, or its file is broken; the
   *     message names the file
   */
  static Messages load(String language, PageFiles files) {
    String file = "messages_" + language.replace('-', '_') + ".properties";
    Map<String, String> words = new HashMap<>(shipped(ENGLISH));
    Map<String, String> given = parsed(file, files.read(file));
    List<String> warnings = warnings(file, language, words.keySet(), given);
    if (SHIPPED.contains(language)) {
      words.putAll(shipped(language));
    } else if (given == null) {
      throw new IllegalArgumentException(
          "languages: for " + language + " there is no " + file + " in /WEB-INF/powerbi-gate");
    } else {
      Locale locale = Locale.forLanguageTag(language);
      if (isRightToLeft(language)) {
        words.replaceAll((key, english) -> LEFT_TO_RIGHT + english + LEFT_TO_RIGHT);
      }
      words.put("name", locale.getDisplayName(locale));
      words.put("locale", language);
    }
    if (given != null) {
      words.putAll(given);
    }
    return new Messages(language, words, warnings);
  }

  private static Map<String, String> shipped(String language) {
    Map<String, String> words =
        parsed(language, Asset.read("messages_" + language + ".properties"));
    if (words == null) {
      throw new AssertionError("Asset.read gives no null");
    }
    return words;
  }

  private static @Nullable Map<String, String> parsed(String file, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Properties properties = new Properties();
    try {
      // A file that an editor has marked as UTF-8 begins with U+FEFF.
      properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      // Its message may repeat what the file holds.
      throw new IllegalArgumentException(
          file + ": a \\u that four hexadecimal digits do not follow");
    }
    Map<String, String> words = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
    return words;
  }

  private static List<String> warnings(
      String file, String language, Set<String> known, @Nullable Map<String, String> given) {
    List<String> warnings = new ArrayList<>();
    if (given == null) {
      return warnings;
    }
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      warnings.add(file + ": no text of the page is called " + some(unknown) + ".");
    }
    Set<String> missing = new TreeSet<>(known);
    missing.removeAll(given.keySet());
    missing.removeAll(Set.of("name", "locale"));
    if (!SHIPPED.contains(language) && !missing.isEmpty()) {
      warnings.add(file + " lacks texts, which are shown in English: " + some(missing) + ".");
    }
    if (!given.getOrDefault("elapsed", "{minutes}").contains("{minutes}")) {
      warnings.add(file + ": elapsed has no {minutes}, so the page never says how long.");
    }
    return warnings;
  }

  private static String some(Set<String> keys) {
    List<String> first = keys.stream().limit(5).toList();
    int more = keys.size() - first.size();
    return String.join(", ", first) + (more == 0 ? "" : " and " + more + " more");
  }

  /** What the operator should know of the application's file. */
  List<String> warnings() {
    return warnings;
  }

  String language() {
    return language;
  }

  String direction() {
    return isRightToLeft(language) ? "rtl" : "ltr";
  }

  private static boolean isRightToLeft(String language) {
    return RIGHT_TO_LEFT.contains(Locale.forLanguageTag(language).getLanguage());
  }

  Set<String> keys() {
    return words.keySet();
  }

  /** The message; its absence is a fault of ours and no reader's. */
  String get(String key) {
    String message = words.get(key);
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
