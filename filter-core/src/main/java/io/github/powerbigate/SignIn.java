package io.github.powerbigate;

import io.github.powerbigate.membership.TokenSource;
import io.github.powerbigate.membership.Verdict;
import io.github.powerbigate.page.PageLinks;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in to Entra ID that the gate has people do, where their own token is needed and the
 * portal has none. Thread-safe.
 */
interface SignIn {

  /** Where the gate has nobody sign in. */
  SignIn NONE =
      new SignIn() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public TokenSource tokens(HttpServletRequest request, String key) {
          return TokenSource.NONE;
        }

        @Override
        public boolean isDue(HttpServletRequest request, Verdict verdict, String key) {
          return false;
        }

        @Override
        public @Nullable Answer begin(
            HttpServletRequest request, Verdict verdict, String key, PageLinks links) {
          return null;
        }

        @Override
        public Answer answer(
            HttpServletRequest request,
            GateQuery query,
            @Nullable String name,
            @Nullable String key) {
          return WayBack.to(query.links());
        }
      };

  /** Whether the gate has people sign in. */
  boolean isOn();

  /** The token that a user got by signing in. */
  TokenSource tokens(HttpServletRequest request, String key);

  /** Whether a page of the user's must move, so that the sign-in can begin. */
  boolean isDue(HttpServletRequest request, Verdict verdict, String key);

  /**
   * Leads the browser to Entra ID, if that is due. Where a request cannot be led there (a frame, a
   * posted form) the sign-in is given up: it must never be why somebody does not get in.
   *
   * @param key the user's canonical name
   * @param links where the page would stand, to which the sign-in comes back
   * @return null if the page is due, as ever
   */
  @Nullable Answer begin(HttpServletRequest request, Verdict verdict, String key, PageLinks links);

  /** Answers a request for one of its own resources. */
  Answer answer(
      HttpServletRequest request, GateQuery query, @Nullable String name, @Nullable String key);
}
