package io.github.powerbigate.settings.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for lists of patterns that pick requests out. */
public final class Requests {

  private static final Pattern QUERY_IN_PATH = Pattern.compile("[^?]*\\?[^=]*=.*");
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

  /**
   * Ant paths and pairs of the query string, separated by commas. Silent: what stands behind the
   * equals sign may be anything.
   */
  public static final Rule<List<RequestPattern>> PATTERNS =
      Rule.silent(
          "must be a list, separated by commas, of paths that begin with / (with ?, * and **) and"
              + " pairs name=value of the query string",
          text -> {
            List<String> items = Lists.separated(text);
            List<RequestPattern> patterns = new ArrayList<>(items.size());
            for (int i = 0; i < items.size(); i++) {
              String which = items.size() == 1 ? "it" : "item " + (i + 1) + " of " + items.size();
              patterns.add(pattern(items.get(i), which));
            }
            return List.copyOf(patterns);
          });

  private Requests() {}

  private static RequestPattern pattern(String item, String which) throws Rule.Broken {
    String sentence = item.startsWith("/") ? wrongWithPath(item) : wrongWithPair(item);
    if (sentence != null) {
      throw new Rule.Broken(sentence + "; " + which + " does not fit");
    }
    if (item.startsWith("/")) {
      return new AntPath(item);
    }
    int equals = item.indexOf('=');
    return new QueryPair(item.substring(0, equals).strip(), item.substring(equals + 1).strip());
  }

  private static @Nullable String wrongWithPair(String item) {
    if (item.isEmpty()) {
      return "must not have an empty item in the list";
    }
    if (item.codePoints().anyMatch(Character::isISOControl)) {
      return "must not contain control characters";
    }
    return item.indexOf('=') > 0
        ? null
        : "must be paths that begin with / and pairs name=value (a value cannot contain a comma)";
  }

  private static @Nullable String wrongWithPath(String item) {
    if (item.codePoints().anyMatch(Character::isISOControl)) {
      return "must not contain control characters";
    }
    if (QUERY_IN_PATH.matcher(item).matches()) {
      return "must be either a path or a pair name=value of the query string, not both in one item"
          + " (in a path ? is any one character)";
    }
    if (ESCAPE.matcher(item).find() || item.indexOf(';') >= 0 || item.indexOf('\\') >= 0) {
      return "must have paths decoded, without escapes such as %20, semicolons and backslashes";
    }
    if (item.contains("//")) {
      return "must not have // in a path";
    }
    List<String> segments = Arrays.asList(item.split("/", -1));
    if (segments.contains("..") || segments.contains(".")) {
      return "must not have . or .. as a segment of a path";
    }
    if (segments.stream().anyMatch(s -> s.contains("**") && !s.equals("**"))) {
      return "must have ** only as a whole segment of a path, as in /reports/**";
    }
    return null;
  }
}
