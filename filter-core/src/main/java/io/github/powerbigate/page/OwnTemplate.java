package io.github.powerbigate.page;

import java.util.List;
import java.util.Map;

/**
 * The layout of the page: the application's, if it brings one along that can be used, else ours.
 *
 * @param html what is used
 * @param layout the same, read
 * @param errors why the application's is not, a text or none
 */
record OwnTemplate(String html, Layout layout, List<String> errors) {
  private static final String FILE = "wait.html";

  /** Never fails for the application's file: the page is needed, and the portal too. */
  static OwnTemplate read(
      PageFiles files, PageSettings settings, Parts parts, Map<String, Messages> words) {
    String built = Asset.html();
    Layout ours = Layout.parse(built, parts.elements(), words);
    List<String> problems;
    try {
      String source = files.read(FILE);
      if (source == null) {
        return new OwnTemplate(built, ours, List.of());
      }
      String html = Asset.html(source);
      Layout theirs = Layout.parse(html, parts.elements(), words);
      problems = TemplateCheck.problems(settings, parts, ours, theirs);
      if (problems.isEmpty()) {
        return new OwnTemplate(html, theirs, List.of());
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      problems = List.of(String.valueOf(e.getMessage()));
    }
    return new OwnTemplate(
        built,
        ours,
        List.of(
            "/WEB-INF/powerbi-gate/"
                + FILE
                + " is not used, and the page is the built-in one: "
                + String.join("; ", problems)
                + "."));
  }
}
