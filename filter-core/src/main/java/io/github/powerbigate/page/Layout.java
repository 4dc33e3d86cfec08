package io.github.powerbigate.page;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML of the page, ours or an application's: its template in each language, and what its
 * policy has to allow besides the parts. Immutable and thread-safe.
 */
final class Layout {
  private static final Pattern BLOCK =
      Pattern.compile(
          "<(script|style)\\b([^>]*)>(.*?)</\\1\\s*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Map<String, Template> templates = new LinkedHashMap<>();
  private final Map<String, Messages> words;
  private final String scripts;
  private final String styles;

  private Layout(Map<String, Messages> words, String scripts, String styles) {
    this.words = words;
    this.scripts = scripts;
    this.styles = styles;
  }

  /**
   * Reads it.
   *
   * @param elements the parts by their names
   * @param words the messages by language
   * @throws IllegalStateException if it is broken; the message says where
   */
  static Layout parse(String html, Map<String, String> elements, Map<String, Messages> words) {
    StringBuilder scripts = new StringBuilder();
    StringBuilder styles = new StringBuilder();
    Matcher blocks = BLOCK.matcher(html);
    while (blocks.find()) {
      String kind = blocks.group(1).toLowerCase(Locale.ROOT);
      String text = blocks.group(3);
      // A hash names bytes that are the same for everybody.
      if (text.contains("{{")) {
        throw new IllegalStateException("a <" + kind + "> of its own must have no {{ in it");
      }
      (kind.equals("style") ? styles : scripts).append(" 'sha256-" + Sha256.of(text) + "'");
    }
    Layout layout = new Layout(words, scripts.toString(), styles.toString());
    words.forEach(
        (language, messages) ->
            layout.templates.put(language, Template.parse(html, elements, messages::get)));
    return layout;
  }

  /** The sources of its own scripts, each after a blank. */
  String scripts() {
    return scripts;
  }

  /** The sources of its own style sheets, each after a blank. */
  String styles() {
    return styles;
  }

  /**
   * The page.
   *
   * @throws IllegalStateException if it asks for a value that there is not
   */
  String render(PageSettings settings, PageView view) {
    String language =
        words.containsKey(view.language()) ? view.language() : settings.defaultLanguage();
    PageValues values = new PageValues(settings, view, messages(language), this::name);
    return requireNonNull(templates.get(language)).render(values.all());
  }

  private String name(String language) {
    return messages(language).get("name");
  }

  private Messages messages(String language) {
    return requireNonNull(words.get(language));
  }
}
