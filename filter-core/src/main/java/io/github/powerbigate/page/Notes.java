package io.github.powerbigate.page;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The small pages that tell a person of a sign-in to Entra ID. Immutable and thread-safe. */
final class Notes {

  private final PageSettings settings;
  private final Map<String, Messages> words;
  private final Map<String, Template> templates = new LinkedHashMap<>();

  Notes(PageSettings settings, Map<String, Messages> words, Parts parts) {
    this.settings = settings;
    this.words = Map.copyOf(words);
    String html = Asset.html(Asset.read("note.html"));
    words.forEach(
        (language, messages) ->
            templates.put(language, Template.parse(html, parts.elements(), messages::get)));
  }

  /**
   * One of them.
   *
   * @param language one of the settings' languages; any other is the default
   * @param again where the main button leads
   * @param goOn where the way on without a sign-in leads, where there is one
   */
  String render(Note note, String language, String again, String goOn) {
    String spoken = templates.containsKey(language) ? language : settings.defaultLanguage();
    Messages messages = words.getOrDefault(spoken, words.values().iterator().next());
    Map<String, Object> values = new HashMap<>(Contacts.of(settings));
    values.put("lang", messages.language());
    values.put("dir", messages.direction());
    values.put("brand", settings.brand() == null ? messages.get("brand") : settings.brand());
    values.put(
        "logo",
        settings.logo() == null ? List.of() : List.of(Map.of("src", settings.logo().address())));
    values.put("inline", settings.assets() == Assets.INLINE);
    values.put("state", note.code());
    values.put("heading", messages.heading(note.code()));
    values.put("text", messages.text(note.code()));
    String action = note.action();
    values.put("ends", action != null);
    values.put(
        "acts",
        action == null
            ? List.of()
            : List.of(Map.of("href", again, "words", messages.get("action." + action))));
    values.put(
        "row",
        note.offersToGoOn()
            ? List.of(Map.of("href", goOn, "words", messages.get("action.without")))
            : List.of());
    Template template = templates.getOrDefault(spoken, templates.values().iterator().next());
    return template.render(values);
  }
}
