package io.github.powerbigate.containers.portal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Logger;

/** Logs every request with its status and length, and wraps both for it. */
public final class Logging implements Filter {

  private static final Logger LOG = Logger.getLogger("portal.requests");

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest asked = (HttpServletRequest) request;
    Kept kept = new Kept((HttpServletResponse) response);
    chain.doFilter(new HttpServletRequestWrapper(asked), kept);
    byte[] body = kept.body();
    LOG.info(asked.getRequestURI() + " " + kept.getStatus() + " " + body.length);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  @Override
  public void destroy() {}
}
