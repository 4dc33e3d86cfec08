package io.github.powerbigate.identity;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of the session, and the steps from there to a value: {@code user.mail}, or {@code
 * [com.example.user].mail} for an attribute with dots in its name. Immutable.
 *
 * @param attribute the attribute's name
 * @param steps keys of a map, components of a record or properties, in turn
 */
public record SessionPath(String attribute, List<String> steps) {

  /** The most steps that are taken. */
  public static final int MOST_STEPS = 5;

  /** What no step may be, in the order of the documentation. */
  public static final List<String> FORBIDDEN =
      List.of(
          "class",
          "classLoader",
          "module",
          "declaringClass",
          "hashCode",
          "toString",
          "clone",
          "notify",
          "notifyAll",
          "wait");

  private static final Pattern FORM =
      Pattern.compile(
          "(?:\\[([\\x21-\\x7e&&[^\\[\\]]]{1,200})\\]|([\\x21-\\x7e&&[^.\\[\\]]]{1,200}))"
              + "((?:\\.[\\x21-\\x7e&&[^.\\[\\]]]{1,100}){0,"
              + MOST_STEPS
              + "})");

  private static final List<String> FORBIDDEN_LOWER_CASE =
      FORBIDDEN.stream().map(step -> step.toLowerCase(Locale.ROOT)).toList();

  /**
   * @throws NullPointerException if an argument is null
   */
  public SessionPath {
    requireNonNull(attribute, "attribute is null");
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @return the path, or null if the text is none, or has a step that is never taken
   */
  public static @Nullable SessionPath parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    String bracketed = form.group(1);
    String attribute = bracketed == null ? form.group(2) : bracketed;
    String behind = form.group(3);
    List<String> steps =
        behind.isEmpty() ? List.of() : Arrays.asList(behind.substring(1).split("\\.", -1));
    return steps.stream().anyMatch(SessionPath::isForbidden)
        ? null
        : new SessionPath(attribute, steps);
  }

  /** Whether the step leads, by a getter of whatever spelling, where none may go. */
  private static boolean isForbidden(String step) {
    String plain = step.toLowerCase(Locale.ROOT);
    return FORBIDDEN_LOWER_CASE.stream()
        .anyMatch(
            word -> plain.equals(word) || plain.equals("get" + word) || plain.equals("is" + word));
  }

  /** Does not show the names. */
  @Override
  public String toString() {
    return "SessionPath[" + steps.size() + "]";
  }
}
