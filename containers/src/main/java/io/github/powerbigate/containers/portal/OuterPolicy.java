package io.github.powerbigate.containers.portal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Forbids scripts and styles within pages, as the portal's own pages can bear. */
public final class OuterPolicy implements Filter {

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ((HttpServletResponse) response).setHeader("Content-Security-Policy", "default-src 'self'");
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {}
}
