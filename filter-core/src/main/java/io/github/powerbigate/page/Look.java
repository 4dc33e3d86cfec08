package io.github.powerbigate.page;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the page looks like: a theme, and in its light scheme colours of the operator's. Immutable.
 *
 * @param theme the colours of both schemes
 * @param primary of the main button and the bar at the top; or null
 * @param onPrimary of what is written on these; or null
 * @param link of links and other buttons; or null
 * @param panel of the panel that the text stands on; or null
 * @param focus of the halo round what has the focus; or null
 */
public record Look(
    Theme theme,
    @Nullable Color primary,
    @Nullable Color onPrimary,
    @Nullable Color link,
    @Nullable Color panel,
    @Nullable Color focus) {

  /** The page's own colours. */
  public static final Look DEFAULT = new Look(Theme.NEUTRAL, null, null, null, null, null);

  private static final Pattern VARIABLE = Pattern.compile("--([a-z]+): (#[0-9a-f]+);");
  private static final String DARK = "@media (prefers-color-scheme: dark)";

  /** What must be told apart: what is written, what it is written on, and how well. */
  private record Pair(String text, String ground, double least) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("top", "bar", 4.5),
          new Pair("ink", "card", 4.5),
          new Pair("soft", "card", 4.5),
          new Pair("link", "card", 4.5),
          new Pair("link", "bg", 4.5),
          new Pair("on", "main", 4.5),
          new Pair("main", "card", 3),
          new Pair("teal", "card", 3));

  private static final Map<String, String> NAMES =
      Map.of(
          "top", "the text of the bar",
          "bar", "the bar",
          "ink", "the text",
          "soft", "the small text",
          "link", "links",
          "on", "the main button's text",
          "main", "the main button",
          "card", "the panel",
          "bg", "the page",
          "teal", "the mark of the state");

  /**
   * @throws NullPointerException if there is no theme
   */
  public Look {
    requireNonNull(theme, "theme is null");
  }

  /** The style sheet of the colours, as it is written. */
  String css() {
    Map<String, Color> own = own();
    if (own.isEmpty()) {
      return theme.css();
    }
    StringBuilder css = new StringBuilder(theme.css());
    css.append("@media (prefers-color-scheme: light) {\n:root {\n");
    own.forEach((name, color) -> css.append("--" + name + ": " + color.css() + ";\n"));
    return css.append("}\n}\n").toString();
  }

  /** Which texts can hardly be read for the operator's colours, a text each. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Map<String, Color> own = own();
    Map<String, Color> light = variables(theme.css().split(Pattern.quote(DARK), 2)[0]);
    light.putAll(own);
    for (Pair pair : PAIRS) {
      double contrast =
          requireNonNull(light.get(pair.text)).contrastTo(requireNonNull(light.get(pair.ground)));
      if (contrast < pair.least && (own.containsKey(pair.text) || own.containsKey(pair.ground))) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "%s: the contrast of %s is %.1f:1; readable is %.1f:1 or more.",
                settings(pair),
                NAMES.get(pair.text) + " on " + NAMES.get(pair.ground),
                contrast,
                pair.least));
      }
    }
    return warnings;
  }

  private String settings(Pair pair) {
    List<String> named = new ArrayList<>();
    for (String variable : List.of(pair.text, pair.ground)) {
      String setting =
          switch (variable) {
            case "bar", "main" -> primary == null ? "" : "colorPrimary";
            case "top", "on" -> onPrimary == null ? "" : "colorOnPrimary";
            case "link" -> link == null ? "" : "colorLink";
            case "card" -> panel == null ? "" : "colorPanel";
            default -> "";
          };
      if (!setting.isEmpty()) {
        named.add(setting);
      }
    }
    return String.join(", ", named);
  }

  private Map<String, Color> own() {
    Map<String, Color> own = new LinkedHashMap<>();
    put(own, primary, "main", "bar");
    put(own, onPrimary, "on", "top");
    put(own, link, "link");
    put(own, panel, "card");
    put(own, focus, "halo");
    return own;
  }

  private static void put(Map<String, Color> own, @Nullable Color color, String... variables) {
    for (String variable : variables) {
      if (color != null) {
        own.put(variable, color);
      }
    }
  }

  /** The variables that a style sheet sets. */
  static Map<String, Color> variables(String css) {
    Map<String, Color> variables = new LinkedHashMap<>();
    VARIABLE
        .matcher(css)
        .results()
        .forEach((MatchResult found) -> variables.put(found.group(1), new Color(found.group(2))));
    return variables;
  }
}
