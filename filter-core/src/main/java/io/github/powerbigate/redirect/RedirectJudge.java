package io.github.powerbigate.redirect;

import jakarta.servlet.http.HttpServletRequest;

/** Says what becomes of the application's redirects. Thread-safe; does not block. */
public interface RedirectJudge {

  /**
   * Rules on one redirect, at the moment at which the application makes it.
   *
   * @param request the request as the application got it
   * @param location where to, as the application wrote it
   */
  Ruling judge(HttpServletRequest request, String location);

  /**
   * Told when the application has returned, whatever it answered; not if it threw.
   *
   * @param request the request as the application got it
   */
  default void ended(HttpServletRequest request) {}
}
