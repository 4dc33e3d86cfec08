package io.github.powerbigate.demo.portal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything else. People sign in here without a password, so the portal answers only
 * to the names of this machine (a name elsewhere that points here, DNS rebinding, gets nothing),
 * and only on loopback, however many addresses its container listens on, and takes forms only from
 * its own pages. Also sets the headers that a portal should set.
 */
public final class DefenceFilter implements Filter {

  /** The context-param with one more name to answer to, when the demo is opened to others. */
  public static final String EXPOSED_AS = "demo.exposedAs";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ";

  private Set<String> names = Set.of();
  private boolean exposed;
  private String policy = POLICY;

  /** For the container. */
  public DefenceFilter() {}

  @Override
  public void init(FilterConfig config) {
    Set<String> allowed = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    String exposedAs = config.getServletContext().getInitParameter(EXPOSED_AS);
    if (exposedAs != null && !exposedAs.isBlank()) {
      exposed = true;
      allowed.add(exposedAs.toLowerCase(Locale.ROOT));
    }
    names = Set.copyOf(allowed);
    // Browsers hold a form to this also where its answer redirects them.
    policy = POLICY + TenantOf.context(config.getServletContext()).powerBi();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    if (!isForUs(http.getHeader("Host"))
        || !isForUs(http.getServerName())
        || !(exposed || cameByLoopback(http))) {
      refuse(answer, 421, "This demo answers to localhost only.");
      return;
    }
    if (http.getMethod().equals("POST") && !isFromHere(http)) {
      refuse(answer, HttpServletResponse.SC_FORBIDDEN, "Not from another site.");
      return;
    }
    answer.setHeader("Content-Security-Policy", policy);
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("Referrer-Policy", "same-origin");
    answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    answer.setHeader("Cache-Control", "no-store");
    chain.doFilter(request, response);
  }

  private boolean isForUs(@Nullable String host) {
    if (host == null) {
      return false;
    }
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  /** By our end of the connection: no header says it, so nobody can forge it. */
  private static boolean cameByLoopback(HttpServletRequest request) throws IOException {
    return InetAddress.getByName(request.getLocalAddr()).isLoopbackAddress();
  }

  private static boolean isFromHere(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    return origin != null && origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
  }

  private static void refuse(HttpServletResponse response, int status, String words)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain; charset=UTF-8");
    response.getWriter().println(words);
  }
}
