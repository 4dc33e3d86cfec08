package io.github.powerbigate.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML with holes, read once. {@code {{x}}} is a value, escaped; {@code {{{x}}}} a part that is
 * HTML already; {@code {{m:x}}} a message, put in while reading; {@code {{#x}}…{{/x}}} is written
 * once for true, once for each element of a list, and {@code {{^x}}…{{/x}}} for false or none.
 * Nothing else: what a page says is decided in Java. Immutable and thread-safe.
 */
final class Template {
  private static final Pattern TAG =
      Pattern.compile("\\{\\{(?:\\{([a-z]+)}}}|([#^/]?)([a-zA-Z]+(?::[a-z_.]+)?)}})\\n?");

  private final List<Node> nodes;

  private Template(List<Node> nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads a template.
   *
   * @param parts the parts that are HTML already, by name
   * @param messages the message for each {@code m:} name
   */
  static Template parse(String source, Map<String, String> parts, UnaryOperator<String> messages) {
    return new Template(new Reader(source, parts, messages).read(""));
  }

  /**
   * The text, with the holes filled.
   *
   * @throws IllegalStateException if there is no such value, or it is of another kind
   */
  String render(Map<String, Object> values) {
    StringBuilder out = new StringBuilder(12_000);
    nodes.forEach(node -> node.write(values, out));
    return out.toString();
  }

  /** Safe between tags and inside a quoted attribute. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("\n", "&#10;");
  }

  private sealed interface Node {
    void write(Map<String, Object> values, StringBuilder out);
  }

  private record Text(String text) implements Node {
    @Override
    public void write(Map<String, Object> values, StringBuilder out) {
      out.append(text);
    }
  }

  private record Value(String name) implements Node {
    @Override
    public void write(Map<String, Object> values, StringBuilder out) {
      out.append(escape(found(values, name, String.class)));
    }
  }

  private record Section(String name, boolean inverted, List<Node> nodes) implements Node {
    @Override
    public void write(Map<String, Object> values, StringBuilder out) {
      boolean isThere;
      if (values.get(name) instanceof List<?> elements) {
        if (!inverted) {
          elements.forEach(element -> each((Map<?, ?>) element, out));
          return;
        }
        isThere = !elements.isEmpty();
      } else {
        isThere = found(values, name, Boolean.class);
      }
      if (isThere != inverted) {
        nodes.forEach(node -> node.write(values, out));
      }
    }

    private void each(Map<?, ?> element, StringBuilder out) {
      Map<String, Object> values = new HashMap<>();
      element.forEach((key, value) -> values.put((String) key, value));
      nodes.forEach(node -> node.write(values, out));
    }
  }

  private static <T> T found(Map<String, Object> values, String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      String kind = type == String.class ? "a text" : "a section";
      throw new IllegalStateException("{{" + name + "}} is not " + kind + " of the page here");
    }
    return type.cast(value);
  }

  private static final class Reader {
    private final String source;
    private final Map<String, String> parts;
    private final UnaryOperator<String> messages;
    private final Matcher tags;
    private int position;

    Reader(String source, Map<String, String> parts, UnaryOperator<String> messages) {
      this.source = source;
      this.parts = parts;
      this.messages = messages;
      this.tags = TAG.matcher(source);
    }

    /** Reads up to the end of the section {@code name}, or of the source if it is empty. */
    List<Node> read(String name) {
      List<Node> nodes = new ArrayList<>();
      while (tags.find()) {
        nodes.add(new Text(source.substring(position, tags.start())));
        String kind = tags.group(2) == null ? "{" : tags.group(2);
        String tag = tags.group(3) == null ? tags.group(1) : tags.group(3);
        // A tag that opens or closes a section takes its line end along; a value leaves it.
        boolean marks = kind.equals("#") || kind.equals("^") || kind.equals("/");
        position = marks || !tags.group().endsWith("\n") ? tags.end() : tags.end() - 1;
        switch (kind) {
          case "/" -> {
            check(tag.equals(name), tag);
            return List.copyOf(nodes);
          }
          case "#", "^" -> nodes.add(new Section(tag, kind.equals("^"), read(tag)));
          case "{" -> {
            check(parts.containsKey(tag), tag);
            nodes.add(new Text(parts.getOrDefault(tag, "")));
          }
          default ->
              nodes.add(
                  tag.startsWith("m:")
                      ? new Text(escape(messages.apply(tag.substring(2))))
                      : new Value(tag));
        }
      }
      check(name.isEmpty(), name);
      nodes.add(new Text(source.substring(position)));
      return List.copyOf(nodes);
    }

    private static void check(boolean holds, String tag) {
      if (!holds) {
        throw new IllegalStateException("it is broken at {{" + tag + "}}");
      }
    }
  }
}
