package io.github.powerbigate.settings.rules;

import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.page.Color;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for texts that people read, and for the time zone they read the clock in. */
public final class Texts {

  /** The characters that order or isolate runs of another direction of writing. */
  private static final List<Integer> DIRECTION_MARKS =
      List.of(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069);

  /** What pages are written in: language, perhaps script, perhaps region; no more. */
  private static final Pattern LANGUAGE_TAG =
      Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?");

  /** A mail address, kept as it was written. */
  public static final Rule<String> MAIL_ADDRESS =
      Rule.quoting(
          "must be a mail address such as help@example.org",
          text -> UserId.Form.MAIL.canonical(text) == null ? null : text);

  /** A time zone as the JDK knows it. */
  public static final Rule<ZoneId> TIME_ZONE =
      Rule.quoting("must be a time zone such as America/New_York or UTC", Texts::zone);

  /** A colour. */
  public static final Rule<Color> COLOR =
      Rule.quoting("must be a colour such as #0b3a5b or #fff", Color::parse);

  /** The tag of a language (RFC 5646) in its usual spelling. */
  public static final Rule<String> LANGUAGE =
      Rule.quoting(
          "must be the tag of a language such as en, es or zh-Hant",
          text -> languageOrEmpty(text).isEmpty() ? null : languageOrEmpty(text));

  /** Several of them, separated by commas, none twice. */
  public static final Rule<List<String>> LANGUAGES =
      Rule.quoting(
          "must be tags of languages such as en, es or zh-Hant, separated by commas, each at most"
              + " once",
          text -> {
            List<String> tags = Lists.separated(text).stream().map(Texts::languageOrEmpty).toList();
            return tags.contains("") || !Lists.distinct(tags) ? null : tags;
          });

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

  private static String languageOrEmpty(String text) {
    return LANGUAGE_TAG.matcher(text).matches() ? Locale.forLanguageTag(text).toLanguageTag() : "";
  }

  private static @Nullable ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      return null; // neither the text nor the exception, which repeats it, goes any further
    }
  }
}
