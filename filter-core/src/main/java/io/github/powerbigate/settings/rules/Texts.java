package io.github.powerbigate.settings.rules;

import io.github.powerbigate.membership.UserId;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules for texts that people read, and for the time zone they read the clock in. */
public final class Texts {

  /** The characters that order or isolate runs of another direction of writing. */
  private static final List<Integer> DIRECTION_MARKS =
      List.of(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069);

  /** A mail address, kept as it was written. */
  public static final Rule<String> MAIL_ADDRESS =
      Rule.quoting(
          "must be a mail address such as help@example.org",
          text -> UserId.Form.MAIL.canonical(text) == null ? null : text);

  /** A time zone as the JDK knows it. */
  public static final Rule<ZoneId> TIME_ZONE =
      Rule.quoting("must be a time zone such as America/New_York or UTC", Texts::zone);

  private Texts() {}

  /**
   * A text for people: no control characters, nothing that turns the direction of writing round, no
   * half of a surrogate pair.
   *
   * @param longest in characters
   */
  public static Rule<String> upTo(int longest) {
    return Rule.quoting(
        "must be a text of at most " + longest + " characters without control characters",
        text ->
            text.length() <= longest && text.codePoints().allMatch(Texts::readable) ? text : null);
  }

  private static boolean readable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> !DIRECTION_MARKS.contains(codePoint);
    };
  }

  private static @Nullable ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      return null; // neither the text nor the exception, which repeats it, goes any further
    }
  }
}
