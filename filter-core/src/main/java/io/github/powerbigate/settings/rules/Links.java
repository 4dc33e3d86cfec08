package io.github.powerbigate.settings.rules;

import io.github.powerbigate.membership.UserId;
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

  /** Where Power BI may be asked to go; {@link #leadsTo} says whether the host is one of ours. */
  public static final Rule<String> TARGET =
      Rule.silent(
          "must be an address of at most 2000 characters, blanks and other characters than ASCII"
              + " percent-encoded, no backslash",
          text -> visible(text) ? text : null);

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

  /**
   * Whether a browser that follows the address certainly arrives at one of the hosts: it begins
   * with exactly the origin, which is followed by the end, {@code /}, {@code ?} or {@code #}, and
   * there is nothing in it that browsers read in different ways.
   *
   * @param address the final address, as it would be sent
   * @param hosts host names in lower case, https on 443; or whole loopback origins
   */
  public static boolean leadsTo(String address, List<String> hosts) {
    return visible(address) && hosts.stream().anyMatch(host -> beginsWith(address, host));
  }

  private static boolean beginsWith(String address, String host) {
    if (host.startsWith("http://")) {
      return address.startsWith(host) && endsAuthority(address, host.length());
    }
    String origin = "https://" + host;
    return address.startsWith(origin)
        && (endsAuthority(address, origin.length())
            || (address.startsWith(":443", origin.length())
                && endsAuthority(address, origin.length() + ":443".length())));
  }

  private static boolean endsAuthority(String address, int at) {
    return address.length() == at || "/?#".indexOf(address.charAt(at)) >= 0;
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
