package io.github.powerbigate.redirect;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Says what becomes of the application's redirects. Thread-safe; does not block. */
public interface RedirectJudge {

  /**
   * Rules on one redirect, at the moment at which the application makes it.
   *
   * @param request the request as the application got it
   * @param user who was signed in when the request came, or null; an asynchronous handler may be in
   *     a thread where nobody seems to be
   * @param location where to, as the application wrote it
   */
  Ruling judge(HttpServletRequest request, @Nullable String user, String location);

  /**
   * Told that the answer of a {@link Ruling.Replace} could not be written, so that the redirect
   * stays as the application made it.
   */
  default void failed(RuntimeException e) {}

  /**
   * Told when the application has returned, whatever it answered; not if it threw.
   *
   * @param request the request as the application got it
   * @param status what it answered, so far
   */
  default void ended(HttpServletRequest request, int status) {}
}
