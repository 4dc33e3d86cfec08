package io.github.powerbigate.settings.rules;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules for lengths of time and numbers. */
public final class Amounts {

  /** Longer than any length that makes sense, and short enough for every sum of instants. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private static final Pattern SHORT_FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  /** A length of time from 1 ms to 365 days: {@code 500ms}, {@code 30s}, {@code PT1H30M}. */
  public static final Rule<Duration> LENGTH =
      Rule.quoting(
          "must be a length of time above 0 and at most 365 days, such as 500ms, 30s, 10m, 1h or"
              + " PT1H30M",
          Amounts::length);

  /** As {@link #LENGTH}, or {@code 0}, which is {@link Duration#ZERO} and means never. */
  public static final Rule<Duration> LENGTH_OR_NEVER =
      Rule.quoting(
          "must be 0 for never, or a length of time of at most 365 days, such as 30s, 10m, 1h",
          text -> text.equals("0") ? Duration.ZERO : length(text));

  /** A whole number from 1 to 2,147,483,647. */
  public static final Rule<Integer> COUNT =
      Rule.quoting(
          "must be a whole number from 1 to 2147483647",
          text -> {
            if (!NUMBER.matcher(text).matches()) {
              return null;
            }
            long number = Long.parseLong(text);
            return number >= 1 && number <= Integer.MAX_VALUE ? (int) number : null;
          });

  private Amounts() {}

  /** One of the numbers. */
  public static Rule<Integer> oneOf(List<Integer> numbers) {
    return Rule.quoting(
        "must be one of " + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")),
        text -> numbers.stream().filter(n -> text.equals(n.toString())).findFirst().orElse(null));
  }

  private static @Nullable Duration length(String text) {
    Duration length = duration(text);
    boolean possible =
        length != null && length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0;
    return possible ? length : null;
  }

  private static @Nullable Duration duration(String text) {
    Matcher form = SHORT_FORM.matcher(text);
    if (!form.matches()) {
      return isoDuration(text);
    }
    long amount = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static @Nullable Duration isoDuration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      return null; // neither the text nor the exception, which repeats it, goes any further
    }
  }
}
