package io.github.powerbigate.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.powerbigate.form.PostedForm.Field;
import io.github.powerbigate.form.PostedForm.Kept;
import io.github.powerbigate.form.PostedForm.Lost;
import io.github.powerbigate.page.Markup.Element;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page of an application's can stand in the place of ours. Both are rendered in every
 * state and language, with everything in them and with as little as can be: what has an id in ours
 * must have it in theirs, with the same attributes, since the script and the way on need it.
 */
final class TemplateCheck {
  private static final Instant NOW = Instant.EPOCH;
  private static final int MOST_NAMED = 3;
  private static final List<PageLinks> LINKS =
      List.of(
          PageLinks.at("a=1"),
          PageLinks.to("ticket", "a=1"),
          PageLinks.to("t".repeat(5_000), "a=1"),
          PageLinks.at("a=1", new Kept(List.of(new Field("b", "1")), UTF_8)),
          PageLinks.at("a=1", new Lost()));

  private final PageSettings settings;
  private final Parts parts;
  private final Layout ours;
  private final Layout theirs;
  private final Map<String, Set<String>> problems = new LinkedHashMap<>();

  private TemplateCheck(PageSettings settings, Parts parts, Layout ours, Layout theirs) {
    this.settings = settings;
    this.parts = parts;
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * What is wrong with theirs, a text each.
   *
   * @throws IllegalStateException if it asks for a value that there is not
   */
  static List<String> problems(PageSettings settings, Parts parts, Layout ours, Layout theirs) {
    TemplateCheck check = new TemplateCheck(settings, parts, ours, theirs);
    for (PageState state : PageState.values()) {
      for (String language : settings.languages()) {
        for (PageLinks links : LINKS) {
          check.compare(check.full(), view(state, language, links, true));
          check.compare(check.bare(language), view(state, language, links, false));
        }
      }
    }
    return check.problems.entrySet().stream()
        .map(problem -> problem.getKey() + " (" + some(problem.getValue()) + ")")
        .toList();
  }

  private void compare(PageSettings with, PageView view) {
    String state = view.state().code();
    String our = ours.render(with, view);
    String their = theirs.render(with, view);
    if (!their.regionMatches(true, 0, "<!DOCTYPE html>", 0, 15)) {
      report("it does not begin with <!DOCTYPE html>", state);
    }
    List<Element> elements = Markup.elements(their);
    int last = 0;
    for (Element needed : Markup.elements(our)) {
      if (!selector(needed).isEmpty()) {
        last = Math.max(last, compare(needed, elements, state));
      }
      if (needed.attribute("id").startsWith("s-")) {
        checkTexts(needed.attribute("id"), their, state);
      }
    }
    compareParts(our, their, last, state);
    elements.forEach(element -> checkAllowed(element, state));
  }

  /** How one of ours is found in theirs; empty for one that need not be there. */
  private static String selector(Element element) {
    if (element.attributes().containsKey("id")) {
      return "#" + element.attribute("id");
    }
    return switch (element.name()) {
      case "html" -> "html";
      case "input" -> "input[name=" + element.attribute("name") + "]";
      default -> "";
    };
  }

  /** Where theirs is. */
  private int compare(Element needed, List<Element> elements, String state) {
    String selector = selector(needed);
    List<Element> found = elements.stream().filter(e -> selector(e).equals(selector)).toList();
    if (found.size() != 1) {
      report(selector + (found.isEmpty() ? " is missing" : " is there more than once"), state);
      return 0;
    }
    Element their = found.get(0);
    needed
        .attributes()
        .forEach(
            (name, value) -> {
              if (!value.equals(their.attributes().get(name))) {
                report(selector + " has another " + name + ", or none", state);
              }
            });
    return their.at();
  }

  /** The script takes the first child for the heading, and the second for the text. */
  private void checkTexts(String id, String their, String state) {
    String child = "\\s*<(\\w+)[^>]*>[^<]*</\\%d>";
    Pattern shape =
        Pattern.compile(
            "\\bid=[\"']?" + id + "\\b[^>]*>" + child.formatted(1) + child.formatted(2) + "\\s*</");
    if (!shape.matcher(their).find()) {
      report("#" + id + " does not hold two elements with text alone", state);
    }
  }

  private void compareParts(String our, String their, int last, String state) {
    parts
        .elements()
        .forEach(
            (name, element) -> {
              if (!our.contains(element)) {
                return;
              }
              int at = their.indexOf(element);
              if (at < 0 || their.indexOf(element, at + 1) >= 0) {
                report("{{{" + name + "}}} must be there once", state);
              } else if (!name.equals("style") && at < last) {
                report("{{{" + name + "}}} must stand behind every element with an id", state);
              }
            });
    String title = "<title>" + between(our, "<h1 id=\"h\">", "<");
    if (!their.contains(title)) {
      report("<title> does not begin with {{heading}}", state);
    }
  }

  private void checkAllowed(Element element, String state) {
    for (String attribute : element.attributes().keySet()) {
      if (attribute.equals("style") || attribute.startsWith("on")) {
        report("<" + element.name() + " " + attribute + "> is against the page's policy", state);
      }
    }
    boolean refreshes = element.attribute("http-equiv").equalsIgnoreCase("refresh");
    if (refreshes || element.name().equals("base")) {
      report("<" + element.name() + "> must not " + (refreshes ? "refresh" : "be there"), state);
    }
    boolean sheet = element.attribute("rel").equalsIgnoreCase("stylesheet");
    boolean refers =
        sheet || (element.name().equals("script") && !element.attribute("src").isEmpty());
    if (refers && settings.assets() == Assets.INLINE) {
      report("<" + element.name() + "> may refer to a file with assets=self alone", state);
    }
  }

  private void report(String problem, String state) {
    problems.computeIfAbsent(problem, unseen -> new LinkedHashSet<>()).add(state);
  }

  private static String some(Set<String> states) {
    List<String> first = states.stream().limit(MOST_NAMED).toList();
    int more = states.size() - first.size();
    return String.join(", ", first) + (more == 0 ? "" : " and " + more + " more");
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  private static PageView view(PageState state, String language, PageLinks links, boolean full) {
    return new PageView(
        state,
        language,
        full ? "7F3K-92QM" : null,
        full ? NOW : null,
        full ? NOW : null,
        NOW.plusSeconds(90),
        5,
        full,
        false,
        false,
        full,
        full ? "powerbi-gate=open" : null,
        links);
  }

  private PageSettings full() {
    return sample(
        new Logo("/logo.svg"), "1", "711", "help@example.org", "/help", settings.languages());
  }

  private PageSettings bare(String language) {
    return sample(null, null, null, null, null, List.of(language));
  }

  private PageSettings sample(
      @Nullable Logo logo,
      @Nullable String phone,
      @Nullable String tty,
      @Nullable String email,
      @Nullable String page,
      List<String> languages) {
    return new PageSettings(
        "Portal",
        logo,
        phone,
        tty,
        email,
        page,
        languages,
        languages.get(0),
        settings.autoContinue(),
        settings.autoCheckFor(),
        settings.announceEvery(),
        settings.frameAncestors(),
        settings.assets(),
        settings.preview(),
        settings.timeZone(),
        settings.look());
  }
}
