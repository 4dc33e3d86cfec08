package io.github.powerbigate;

import static io.github.powerbigate.ticket.Tickets.Purpose.SIGN_IN;

import io.github.powerbigate.ticket.Tickets;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sealed cookies by which a browser brings back a sign-in that it began: so no other browser's
 * answer counts, and no other gate's. Thread-safe.
 */
final class SignInCookies {

  /** At once, in one browser: headers have an end. */
  static final int MOST = 3;

  /** The whole cookie has less than 1.5 KB. */
  private static final int LONGEST = 1_400;

  private final Tickets tickets;
  private final String prefix;
  private final String attributes;
  private final Pattern name;

  /**
   * @param plain whether the browser speaks to localhost without TLS, and keeps no cookie that
   *     wants it
   */
  SignInCookies(Tickets tickets, boolean plain) {
    this.tickets = tickets;
    this.prefix = plain ? "pbgate-" : "__Host-pbgate-";
    this.attributes = "; Path=/; HttpOnly; SameSite=Lax" + (plain ? "" : "; Secure");
    this.name = Pattern.compile(Pattern.quote(prefix) + "[0-9a-f]{8}");
  }

  /**
   * The answer, by which the browser keeps this sign-in; the oldest makes room.
   *
   * @return null if it is too long for a cookie
   */
  @Nullable Answer keeping(BegunSignIn begun, HttpServletRequest request, Answer answer) {
    String sealed = tickets.seal(SIGN_IN, "", begun.text(), SignInTries.SHOWN_TAKES);
    if (sealed.length() > LONGEST) {
      return null;
    }
    String mine = nameOf(begun.state());
    Answer kept = answer;
    List<Cookie> others = new ArrayList<>(in(request));
    others.removeIf(cookie -> cookie.getName().equals(mine));
    // A browser sends the oldest first (RFC 6265, section 5.4); those that do not open are over.
    others.sort(Comparator.comparing(cookie -> opened(cookie) != null));
    for (int i = 0; i <= others.size() - MOST; i++) {
      kept = without(others.get(i).getName(), kept);
    }
    return kept.cookie(
        mine + "=" + sealed + "; Max-Age=" + SignInTries.SHOWN_TAKES.toSeconds() + attributes);
  }

  /** The sign-in of that state, if this browser began it at this gate; else null. */
  @Nullable BegunSignIn find(HttpServletRequest request, @Nullable String state) {
    if (state == null || !BegunSignIn.isState(state)) {
      return null;
    }
    String mine = nameOf(state);
    for (Cookie cookie : in(request)) {
      BegunSignIn begun = cookie.getName().equals(mine) ? opened(cookie) : null;
      if (begun != null && begun.state().equals(state)) {
        return begun;
      }
    }
    return null;
  }

  /** The answer, by which the browser forgets this sign-in. */
  Answer forgetting(BegunSignIn begun, Answer answer) {
    return without(nameOf(begun.state()), answer);
  }

  private Answer without(String cookie, Answer answer) {
    return answer.cookie(cookie + "=; Max-Age=0" + attributes);
  }

  private @Nullable BegunSignIn opened(Cookie cookie) {
    String text = tickets.open(SIGN_IN, cookie.getValue(), "");
    return text == null ? null : BegunSignIn.read(text);
  }

  private List<Cookie> in(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? List.of()
        : List.of(cookies).stream()
            .filter(cookie -> name.matcher(cookie.getName()).matches())
            .toList();
  }

  private String nameOf(String state) {
    return prefix + state.substring(0, 8);
  }
}
