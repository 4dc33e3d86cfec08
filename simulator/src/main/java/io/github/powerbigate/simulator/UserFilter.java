package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.User;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filters on users that need no advanced query: equality of a name or mail, joined by or. */
final class UserFilter {
  private static final String VALUE = "'((?:[^']|'')*)'";
  private static final Pattern EQUALS =
      Pattern.compile("\\s*(id|mail|userPrincipalName)\\s+eq\\s+" + VALUE + "\\s*");
  private static final Pattern ANY =
      Pattern.compile(
          "\\s*otherMails/any\\(\\s*(\\w+)\\s*:\\s*\\1\\s+eq\\s+" + VALUE + "\\s*\\)\\s*");
  private static final Pattern OR = Pattern.compile("or\\b");

  private UserFilter() {}

  static Predicate<User> parse(String filter) throws GraphError {
    Predicate<User> wanted = user -> false;
    int at = 0;
    while (true) {
      Matcher equals = EQUALS.matcher(filter).region(at, filter.length());
      Matcher any = ANY.matcher(filter).region(at, filter.length());
      if (equals.lookingAt()) {
        wanted = wanted.or(equal(equals.group(1), unquoted(equals.group(2))));
        at = equals.end();
      } else if (any.lookingAt()) {
        String value = unquoted(any.group(2));
        wanted = wanted.or(user -> user.otherMails().stream().anyMatch(value::equalsIgnoreCase));
        at = any.end();
      } else {
        throw GraphError.badRequest("Invalid filter clause");
      }
      if (at == filter.length()) {
        return wanted;
      }
      Matcher or = OR.matcher(filter).region(at, filter.length());
      if (!or.lookingAt()) {
        throw GraphError.badRequest("Invalid filter clause");
      }
      at = or.end();
    }
  }

  private static Predicate<User> equal(String property, String value) {
    if (property.equals("mail")) {
      return user -> value.equalsIgnoreCase(user.mail());
    }
    if (property.equals("id")) {
      return user -> value.equalsIgnoreCase(user.id());
    }
    return user -> value.equalsIgnoreCase(user.userPrincipalName());
  }

  private static String unquoted(String value) {
    return value.replace("''", "'");
  }
}
