package io.github.powerbigate.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The files that the page is made of. They are written to be read. What a browser does not need is
 * taken out of the scripts by the build, and once, at start, of the rest: comments that have lines
 * of their own, indentation, empty lines.
 */
final class Asset {
  private static final Pattern VARIABLE = Pattern.compile("--[a-z]+");

  private Asset() {}

  /**
   * The text of a file beside this class.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String read(String name) {
    try (InputStream in = Asset.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("No file " + name + " for the page");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String html() {
    return stripped(read("page.html"));
  }

  /** The script of a page that watches for a change. */
  static String script() {
    return read("page.js");
  }

  /** The same for a page in the place of a form. */
  static String formScript() {
    return read("form.js");
  }

  /** The script of a page whose ticket is missing. */
  static String backScript() {
    return read("back.js");
  }

  /** The script of a page that brings a sign-in back with this site's own cookies. */
  static String returnScript() {
    return read("return.js");
  }

  /**
   * The style sheet in given colours. In it no line end matters, nor a space beside these marks.
   *
   * @param logo whether there is one to be placed
   */
  static String style(String colors, boolean logo) {
    return css(colors + read("page.css") + (logo ? read("logo.css") : ""));
  }

  static String css(String source) {
    return withShortNames(stripped(source))
        .replace("\n", "")
        .replaceAll(" *([{};,>]) *", "$1")
        .replaceAll(": +", ":")
        .replace(";}", "}");
  }

  /** The variables are called a, b, c … in the order in which they come. */
  private static String withShortNames(String css) {
    Map<String, String> names = new HashMap<>();
    return VARIABLE
        .matcher(css)
        .replaceAll(
            found ->
                names.computeIfAbsent(found.group(), unseen -> "--" + (char) ('a' + names.size())));
  }

  /** The page of an application, made shorter as ours is. */
  static String html(String source) {
    return stripped(source.startsWith("\uFEFF") ? source.substring(1) : source);
  }

  private static String stripped(String source) {
    return source
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !isComment(line))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isComment(String line) {
    return (line.startsWith("/*") && line.indexOf("*/") == line.length() - 2)
        || (line.startsWith("<!--") && line.indexOf("-->") == line.length() - 3);
  }
}
