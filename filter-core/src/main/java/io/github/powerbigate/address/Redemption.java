package io.github.powerbigate.address;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links by which a guest accepts an invitation: {@code https://invitations.microsoft.com/redeem/?…}
 * and {@code https://login.microsoftonline.com/redeem?rd=…}, where {@code rd} is, percent-encoded,
 * where to go from there, mostly a link of the first kind. Immutable.
 *
 * <p>Source: the answers of <a href="https://learn.microsoft.com/graph/api/invitation-post">POST
 * /invitations</a>. Whatever other path there is on those hosts, sign-in first of all, is not on
 * the way.
 */
final class Redemption {

  private static final String PATH = "/redeem";
  private static final String NEXT = "rd";

  private final List<Origin> origins;

  Redemption(String entraOrigin) {
    origins = List.of(new Origin(entraOrigin), new Origin("https://invitations.microsoft.com"));
  }

  /** Whether the final address is one of these links. */
  boolean covers(String address) {
    return Spelling.isFinal(address)
        && origins.stream()
            .mapToInt(origin -> origin.end(address))
            .anyMatch(end -> end >= 0 && isPath(address, end));
  }

  /** Where the link goes on to: the place of the value in the link, or null. */
  static Query.@Nullable Value next(String link) {
    return Query.of(link).find(NEXT);
  }

  /** With the slash or without, but nothing after it: {@code /redeem/../x} leads elsewhere. */
  private static boolean isPath(String address, int at) {
    if (!address.startsWith(PATH, at)) {
      return false;
    }
    int end = at + PATH.length();
    int rest = address.startsWith("/", end) ? end + 1 : end;
    return address.length() == rest || "?#".indexOf(address.charAt(rest)) >= 0;
  }
}
