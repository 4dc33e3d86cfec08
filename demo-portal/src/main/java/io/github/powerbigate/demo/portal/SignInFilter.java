package io.github.powerbigate.demo.portal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The portal's own sign-in: tells the rest who somebody is, and sends strangers to the front page.
 * The gate stands behind it and knows nothing of how it works.
 */
public final class SignInFilter implements Filter {

  /** The attribute of the session in which the visitor is. */
  static final String VISITOR = "demo.visitor";

  /** With a path behind it: says that this session has come to that guarded address. */
  private static final String ARRIVED = "demo.arrived";

  private static final Set<String> GUARDED = Set.of("/analytics", "/report");

  /** For the container. */
  public SignInFilter() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    Visitor visitor = visitor(http);
    if (visitor != null && !isOfAnother(http)) {
      chain.doFilter(new SignedIn(http, visitor), response);
    } else if (isOpenToAll(http)) {
      chain.doFilter(request, response);
    } else if (http.getMethod().equals("GET") && !isScript(http)) {
      Html.go((HttpServletResponse) response, "./");
    } else {
      ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }

  /**
   * People of this demo change places while a wait page is open in another tab. A script that asks
   * before its session came here belongs to a page of whoever was signed in before.
   */
  private static boolean isOfAnother(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null || !GUARDED.contains(request.getServletPath())) {
      return false;
    }
    String arrived = ARRIVED + request.getServletPath();
    if (!isScript(request)) {
      session.setAttribute(arrived, true);
    }
    return session.getAttribute(arrived) == null;
  }

  private static boolean isScript(HttpServletRequest request) {
    return request.getHeader("X-Requested-With") != null;
  }

  /** Who has signed in, or null. */
  static @Nullable Visitor visitor(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(VISITOR) instanceof Visitor visitor
        ? visitor
        : null;
  }

  private static boolean isOpenToAll(HttpServletRequest request) {
    return switch (request.getServletPath()) {
      case "", "/", "/sign-in", "/portal.css" -> true;
      default -> false;
    };
  }

  private static final class SignedIn extends HttpServletRequestWrapper {
    private final Visitor visitor;

    SignedIn(HttpServletRequest request, Visitor visitor) {
      super(request);
      this.visitor = visitor;
    }

    @Override
    public Principal getUserPrincipal() {
      return visitor;
    }

    @Override
    public String getRemoteUser() {
      return visitor.name();
    }
  }
}
