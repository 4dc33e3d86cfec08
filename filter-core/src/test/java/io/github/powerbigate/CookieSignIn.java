package io.github.powerbigate;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;

/** A sign-in that needs no session, so that it outlives the portal. For tests only. */
final class CookieSignIn implements Filter {
  static final String COOKIE = "portal-person";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest signedIn = (HttpServletRequest) request;
    Cookie[] cookies = signedIn.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(COOKIE)) {
        signedIn = as(cookie.getValue(), signedIn);
      }
    }
    chain.doFilter(signedIn, response);
  }

  private static HttpServletRequest as(String user, HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public Principal getUserPrincipal() {
        return () -> user;
      }
    };
  }
}
