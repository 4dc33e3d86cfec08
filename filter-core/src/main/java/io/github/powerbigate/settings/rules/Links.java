package io.github.powerbigate.settings.rules;

import io.github.powerbigate.membership.UserId;
import io.github.powerbigate.page.Logo;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Rules for addresses that the browser follows or obeys. No URI parser decides here. */
public final class Links {

  private static final int LONGEST = 2_000;

  private static final Pattern WEB_LINK =
      Pattern.compile("https://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:[/?#].*)?");
  private static final Pattern PHONE_LINK = Pattern.compile("tel:[+]?[0-9().;=a-z-]{1,40}");
  private static final Pattern PATH = Pattern.compile("/(?!/).*");

  /** A link for help: on the web, to a mail address or a telephone, or within the portal. */
  public static final Rule<String> SUPPORT =
      Rule.silent(
          "must be a link that begins with https:// (without user), mailto: or tel:, or a path of"
              + " this site that begins with one slash; blanks and other characters than ASCII"
              + " percent-encoded, no backslash",
          text -> visible(text) && isSupportLink(text) ? text : null);

  /** An image of the portal's, or one that is written out. */
  public static final Rule<Logo> LOGO =
      Rule.silent(
          "must be a path of this site that begins with one slash (blanks and other characters than"
              + " ASCII percent-encoded, no backslash), or at most 4096 characters of"
              + " data:image/TYPE;base64,… where TYPE is png, svg+xml, gif, jpeg or webp",
          Logo::parse);

  /**
   * Where Power BI may be asked to go; whether the host is one of ours is asked when the cloud is
   * known.
   */
  public static final Rule<String> TARGET =
      Rule.silent(
          "must be an address of at most 2000 characters, blanks and other characters than ASCII"
              + " percent-encoded, no backslash",
          text -> visible(text) ? text : null);

  /** What the query of the address that people come back to from a sign-in must hold, once. */
  private static final String RETURN = "powerbi-gate=signed-in";

  private static final Pattern RETURN_ADDRESS =
      Pattern.compile(
          "(?:https://[a-z0-9][a-z0-9.-]*|http://(?:localhost|127\\.0\\.0\\.1))(?::[0-9]{1,5})?"
              + "/(?!/)[^?#]*\\?[^#]*");

  /**
   * Where Entra ID sends people back after a sign-in. Entra ID takes no wildcard and none of some
   * characters (<a href="https://learn.microsoft.com/entra/identity-platform/reply-url">redirect
   * URIs</a>).
   */
  public static final Rule<String> SIGNED_IN =
      Rule.silent(
          "must be the address, as browsers know it, at which the gate stands: https://, a host in"
              + " lower case without user, a path, and a query that holds "
              + RETURN
              + " once; at most 256 characters, none of ! $ ' ( ) , ; * and no fragment (http:// is"
              + " for localhost, with cloud=custom only)",
          text -> isReturnAddress(text) ? text : null);

  /** Who may show the page in a frame, as the directive of the same name says it. */
  public static final Rule<String> FRAME_ANCESTORS =
      Rule.quoting(
          "must be 'none', or 'self' (with the quotation marks) and origins such as"
              + " https://portal.example.org, separated by blanks",
          text -> {
            List<String> sources = Arrays.asList(text.split(" +"));
            boolean obeyable =
                sources.equals(List.of("'none'"))
                    || sources.stream().allMatch(s -> s.equals("'self'") || Addresses.isOrigin(s));
            return obeyable && Lists.distinct(sources) ? String.join(" ", sources) : null;
          });

  private Links() {}

  private static boolean isReturnAddress(String text) {
    if (text.length() > 256
        || !visible(text)
        || text.chars().anyMatch(c -> "!$'(),;*<>\"".indexOf(c) >= 0)
        || !RETURN_ADDRESS.matcher(text).matches()) {
      return false;
    }
    List<String> pairs = List.of(text.substring(text.indexOf('?') + 1).split("&", -1));
    return pairs.contains(RETURN)
        && pairs.stream().filter(pair -> pair.startsWith("powerbi-gate")).count() == 1;
  }

  private static boolean visible(String text) {
    return text.length() <= LONGEST
        && text.chars().allMatch(c -> c >= 0x21 && c <= 0x7E && c != '\\');
  }

  private static boolean isSupportLink(String text) {
    return WEB_LINK.matcher(text).matches()
        || PHONE_LINK.matcher(text).matches()
        || PATH.matcher(text).matches()
        || (text.startsWith("mailto:")
            && UserId.Form.MAIL.canonical(text.substring("mailto:".length())) != null);
  }
}
