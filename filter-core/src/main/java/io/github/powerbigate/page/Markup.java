package io.github.powerbigate.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The start tags of an HTML page. It is no parser: what is no tag to it is none to the check. */
final class Markup {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

  /** Comments, and what stands within scripts and style sheets. */
  private static final Pattern NO_MARKUP =
      Pattern.compile("<!--.*?-->|(<(script|style)\\b[^>]*>).*?(?=</\\2)", FLAGS);

  private static final Pattern TAG =
      Pattern.compile("<([a-z][a-z0-9-]*)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>", FLAGS);
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "([^\\s\"'=<>/]++)(?:\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\\s\"'=<>]++)))?+", FLAGS);

  private Markup() {}

  /**
   * A start tag.
   *
   * @param name in lower case
   * @param attributes names in lower case, values as they are written; empty without a value
   * @param at where it begins
   */
  record Element(String name, Map<String, String> attributes, int at) {
    String attribute(String attribute) {
      return attributes.getOrDefault(attribute, "");
    }
  }

  /** All of them, in their order. */
  static List<Element> elements(String html) {
    List<Element> elements = new ArrayList<>();
    Matcher tags = TAG.matcher(blanked(html));
    while (tags.find()) {
      Map<String, String> attributes = new LinkedHashMap<>();
      ATTRIBUTE
          .matcher(tags.group(2))
          .results()
          .forEach(found -> attributes.putIfAbsent(lower(found.group(1)), value(found)));
      elements.add(new Element(lower(tags.group(1)), attributes, tags.start()));
    }
    return elements;
  }

  /** Places stay what they are. */
  private static String blanked(String html) {
    StringBuilder blanked = new StringBuilder(html);
    NO_MARKUP
        .matcher(html)
        .results()
        .forEach(
            found -> {
              int from = found.start() + Objects.requireNonNullElse(found.group(1), "").length();
              for (int i = from; i < found.end(); i++) {
                blanked.setCharAt(i, ' ');
              }
            });
    return blanked.toString();
  }

  private static String value(MatchResult attribute) {
    for (int group = 2; group <= 4; group++) {
      if (attribute.group(group) != null) {
        return attribute.group(group);
      }
    }
    return "";
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
