package io.github.powerbigate.page;

import io.github.powerbigate.form.PostedForm;
import io.github.powerbigate.form.PostedForm.Kept;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a page holds and says that stands in the place of a posted form. */
final class FormValues {
  private FormValues() {}

  /** What is the same in every state. */
  static Map<String, Object> of(PageLinks links, Messages messages) {
    PostedForm posted = links.posted();
    boolean lost = links.lost();
    Map<String, Object> values = new HashMap<>();
    values.put("posted", posted != null);
    values.put("lost", lost);
    values.put("kept", posted instanceof Kept);
    values.put("charset", posted instanceof Kept kept ? kept.charset().name() : "");
    values.put("fields", posted instanceof Kept kept ? fields(kept) : List.of());
    values.put("hold", messages.get(lost ? "lost.ready" : "hold"));
    values.put("none", messages.get(lost ? "lost.none" : "auto.none"));
    values.put("goOn", messages.get(lost ? "action.back" : "action.continue"));
    values.put("signIn", messages.get(posted == null ? "action.signin" : "action.check"));
    return values;
  }

  private static List<Map<String, String>> fields(Kept kept) {
    return kept.fields().stream()
        .map(field -> Map.of("name", inHtml(field.name()), "value", inHtml(field.value())))
        .toList();
  }

  /** HTML has no valid way to write a carriage return; who sends a form puts it back. */
  private static String inHtml(String text) {
    return text.replace("\r\n", "\n");
  }

  /** The key of the text that takes a state's place; null where a form changes nothing. */
  static @Nullable String text(PageLinks links, String wording) {
    if (links.posted() == null) {
      return null;
    }
    String form = links.lost() ? "lost." : "kept.";
    return switch (wording) {
      case "checking", "waiting", "slow", "unavailable", "misconfigured" -> form + "wait";
      case "ready", "opening" -> form + "ready";
      case "signed_out" -> "form.signed_out";
      case "overdue", "removed", "not_entitled", "disabled" -> links.lost() ? "lost.end" : null;
      case "anonymous" -> links.lost() ? "lost.anonymous" : null;
      default -> null;
    };
  }
}
