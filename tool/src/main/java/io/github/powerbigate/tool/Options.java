package io.github.powerbigate.tool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The options of one command, as they were given. Immutable; shows no value. */
final class Options {

  /** A name that cannot be a value by mistake. */
  private static final Pattern NAME = Pattern.compile("--[a-z][a-zA-Z-]{0,30}");

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Reads them: {@code --name value}, {@code --name=value}, {@code --flag}; each at most once.
   *
   * @param known each as it is written; with {@code =} if it takes a value
   * @throws BadUsage if they are others
   */
  static Options parse(List<String> args, List<String> known) throws BadUsage {
    Map<String, Boolean> takesValue = new HashMap<>();
    for (String option : known) {
      takesValue.put(option.split("=", 2)[0], option.contains("="));
    }
    Map<String, String> values = new HashMap<>();
    Deque<String> rest = new ArrayDeque<>(args);
    while (!rest.isEmpty()) {
      String[] parts = rest.pop().split("=", 2);
      String name = parts[0];
      Boolean valued = takesValue.get(name);
      if (valued == null) {
        throw new BadUsage(
            NAME.matcher(name).matches()
                ? "There is no option " + name + "."
                : "There is a word that belongs to no option.");
      }
      if (!valued && parts.length == 2) {
        throw new BadUsage(name + " takes no value.");
      }
      String value = parts.length == 2 ? parts[1] : valued ? rest.poll() : "";
      if (value == null || (valued && (value.isBlank() || value.startsWith("--")))) {
        throw new BadUsage(name + " needs a value.");
      }
      if (values.put(name, value) != null) {
        throw new BadUsage(name + " stands there twice.");
      }
    }
    return new Options(values);
  }

  /** The value of an option, if it was given. */
  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Whether a flag was given. */
  boolean has(String name) {
    return values.containsKey(name);
  }
}
