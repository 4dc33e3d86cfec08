package io.github.powerbigate.tool;

import io.github.powerbigate.membership.UserId;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what several commands have options for. */
final class Wanted {

  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,5})([smh])");

  private Wanted() {}

  static String needed(Options options, String name) throws BadUsage {
    return options.find(name).orElseThrow(() -> new BadUsage(name + " is needed."));
  }

  static String workspace(String given) throws BadUsage {
    if (!GUID.matcher(given).matches()) {
      throw new BadUsage("--workspace must be a GUID of the form 8-4-4-4-12.");
    }
    return given.toLowerCase(Locale.ROOT);
  }

  /**
   * Whom {@code --user} names. An object id may be given whatever the portal calls its people by.
   *
   * @param portal what that is
   */
  static UserId user(String given, UserId.Form portal) throws BadUsage {
    UserId.Form form =
        GUID.matcher(given).matches()
            ? UserId.Form.OBJECT_ID
            : portal == UserId.Form.OBJECT_ID ? UserId.Form.AUTO : portal;
    String name = form.canonical(given);
    if (name == null) {
      throw new BadUsage("--user must be a mail address, a user principal name or an object id.");
    }
    return new UserId(form, name);
  }

  /** A length of time of at least a second: {@code 5s}, {@code 65m}, {@code 2h}. */
  static Duration length(Options options, String name, Duration otherwise) throws BadUsage {
    String given = options.find(name).orElse("");
    if (given.isEmpty()) {
      return otherwise;
    }
    Matcher form = LENGTH.matcher(given);
    if (!form.matches() || Integer.parseInt(form.group(1)) == 0) {
      throw new BadUsage(name + " must be a length of time such as 5s, 65m or 2h.");
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
