package io.github.powerbigate.tool;

import static java.util.stream.Collectors.joining;

import io.github.powerbigate.diagnosis.Check;
import io.github.powerbigate.diagnosis.Check.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The checks of one run, in the order of their subjects. */
final class Report {

  private final List<Check> checks = new ArrayList<>();

  void add(Check check) {
    checks.add(check);
    checks.sort(Comparator.comparing(Check::subject));
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }

  /** 0 if all is well, 1 if somebody should know of something, 2 if something does not work. */
  int exitCode() {
    return switch (worst()) {
      case PASS -> 0;
      case WARN -> 1;
      case FAIL -> 2;
    };
  }

  /** A line each, and one that counts them. */
  String text() {
    int widest = checks.stream().mapToInt(it -> it.subject().code().length()).max().orElse(0);
    String lines =
        checks.stream().map(check -> line(check, widest)).collect(joining(System.lineSeparator()));
    return lines
        + System.lineSeparator()
        + count(Mark.PASS)
        + " passed, "
        + count(Mark.WARN)
        + " with a warning, "
        + count(Mark.FAIL)
        + " failed";
  }

  /** The same as one JSON object. */
  String json() {
    return checks.stream()
        .map(Report::object)
        .collect(
            joining(",\n  ", "{\"worst\":" + quoted(code(worst())) + ",\"checks\":[\n  ", "\n]}"));
  }

  private Mark worst() {
    return checks.stream().map(Check::mark).max(Mark::compareTo).orElse(Mark.PASS);
  }

  private long count(Mark mark) {
    return checks.stream().filter(check -> check.mark() == mark).count();
  }

  private static String line(Check check, int widest) {
    String name = check.subject().code();
    String line =
        check.mark() + "  " + name + " ".repeat(widest - name.length()) + "  " + check.meaning();
    return check.remedy().isEmpty()
        ? line
        : line + "; " + check.remedy() + " [" + check.actor().code() + "]";
  }

  private static String object(Check check) {
    return "{\"mark\":"
        + quoted(code(check.mark()))
        + ",\"name\":"
        + quoted(check.subject().code())
        + ",\"meaning\":"
        + quoted(check.meaning())
        + ",\"remedy\":"
        + quoted(check.remedy())
        + ",\"whoMustAct\":"
        + quoted(check.actor().code())
        + "}";
  }

  private static String code(Mark mark) {
    return mark.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
