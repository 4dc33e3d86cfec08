package io.github.powerbigate.settings.rules;

import io.github.powerbigate.identity.OnlyFor;
import io.github.powerbigate.identity.SessionPath;
import io.github.powerbigate.identity.UserFrom;
import io.github.powerbigate.identity.UserTokenFrom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules for where it stands who somebody is, and whom the gate is for. */
public final class Sources {

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern CLASS =
      Pattern.compile("(?:[\\p{L}_$][\\p{L}\\p{N}_$]*\\.)+[\\p{L}_$][\\p{L}\\p{N}_$]*");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,200}");

  private static final String SESSION = "session:";
  private static final String TOKEN_IN_SESSION = "jwt:session:";

  private static final String TOKEN_FOR_POWER_BI = "session-power-bi:";

  private static final String BAD_PATH =
      "must name behind session: an attribute (in brackets if there is a dot in its name), and"
          + " behind it at most "
          + SessionPath.MOST_STEPS
          + " properties, each with a dot before it, never "
          + String.join(", ", SessionPath.FORBIDDEN);

  /** Where the name of the user stands. */
  public static final Rule<UserFrom> USER =
      Rule.quoting(
          "must be \"principal\", \"remote-user\", \"header:\" and its name, \"session:\" and an"
              + " attribute, \"class:\" and a class with its package, \"jwt:header\", or"
              + " \"jwt:session:\" and an attribute",
          Sources::user);

  /** Where the user's own token stands. */
  public static final Rule<UserTokenFrom> USER_TOKEN =
      Rule.quoting(
          "must be \"session:\" and an attribute, \"session-power-bi:\" and an attribute,"
              + " \"header\", or \"sign-in\"",
          Sources::userToken);

  /** Whom the gate is for. */
  public static final Rule<OnlyFor> ONLY_FOR =
      Rule.quoting(
          "must be \"all\", \"role:\" and its name, or \"session:\" and an attribute",
          Sources::onlyFor);

  /** The name of a header. Silent, as secrets are pasted here. */
  public static final Rule<String> HEADER_NAME =
      Rule.silent(
          "must be the name of a header", text -> HEADER.matcher(text).matches() ? text : null);

  private Sources() {}

  private static @Nullable UserFrom user(String text) throws Rule.Broken {
    return switch (text) {
      case "principal" -> new UserFrom.Principal();
      case "remote-user" -> new UserFrom.RemoteUser();
      case "jwt:header" -> new UserFrom.TokenInHeader();
      default -> named(text);
    };
  }

  private static @Nullable UserFrom named(String text) throws Rule.Broken {
    if (text.startsWith(SESSION)) {
      return new UserFrom.Session(path(behind(SESSION, text)));
    }
    if (text.startsWith(TOKEN_IN_SESSION)) {
      return new UserFrom.TokenInSession(path(behind(TOKEN_IN_SESSION, text)));
    }
    String header = behind("header:", text);
    if (HEADER.matcher(header).matches()) {
      return new UserFrom.Header(header);
    }
    String type = behind("class:", text);
    return CLASS.matcher(type).matches() ? new UserFrom.OfClass(type) : null;
  }

  private static @Nullable UserTokenFrom userToken(String text) throws Rule.Broken {
    if (text.equals("header")) {
      return new UserTokenFrom.Header();
    }
    if (text.equals("sign-in")) {
      return new UserTokenFrom.SignIn();
    }
    if (text.startsWith(SESSION)) {
      return new UserTokenFrom.Session(path(behind(SESSION, text)), false);
    }
    return text.startsWith(TOKEN_FOR_POWER_BI)
        ? new UserTokenFrom.Session(path(behind(TOKEN_FOR_POWER_BI, text)), true)
        : null;
  }

  private static SessionPath path(String text) throws Rule.Broken {
    SessionPath path = SessionPath.parse(text);
    if (path == null) {
      throw new Rule.Broken(BAD_PATH);
    }
    return path;
  }

  private static @Nullable OnlyFor onlyFor(String text) {
    if (text.equals("all")) {
      return new OnlyFor.All();
    }
    String role = behind("role:", text);
    if (NAME.matcher(role).matches()) {
      return new OnlyFor.Role(role);
    }
    String attribute = behind(SESSION, text);
    // In brackets or not, as for the user; nothing can stand behind it here.
    if (attribute.startsWith("[") && attribute.endsWith("]")) {
      attribute = attribute.substring(1, attribute.length() - 1);
    }
    return NAME.matcher(attribute).matches() ? new OnlyFor.Session(attribute) : null;
  }

  /** What stands behind the prefix; empty if that is not how the text begins. */
  private static String behind(String prefix, String text) {
    return text.startsWith(prefix) ? text.substring(prefix.length()).strip() : "";
  }
}
