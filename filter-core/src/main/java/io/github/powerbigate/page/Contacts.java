package io.github.powerbigate.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to reach the help desk. */
final class Contacts {
  private Contacts() {}

  /** What the support block needs: for each kind of contact a list of one or none. */
  static Map<String, Object> of(PageSettings settings) {
    Map<String, Object> values = new HashMap<>();
    values.put("phone", number(settings.supportPhone()));
    values.put("tty", number(settings.supportTty()));
    values.put(
        "email",
        settings.supportEmail() == null
            ? List.of()
            : List.of(
                Map.of(
                    "mailto",
                    "mailto:" + settings.supportEmail(),
                    "address",
                    settings.supportEmail())));
    values.put(
        "page",
        settings.supportUrl() == null ? List.of() : List.of(Map.of("url", settings.supportUrl())));
    values.put(
        "contacts",
        settings.supportPhone() != null
            || settings.supportTty() != null
            || settings.supportEmail() != null
            || settings.supportUrl() != null);
    return values;
  }

  private static List<Map<String, String>> number(@Nullable String number) {
    return number == null
        ? List.of()
        : List.of(Map.of("number", number, "tel", "tel:" + number.replaceAll("[^0-9+*#]", "")));
  }
}
