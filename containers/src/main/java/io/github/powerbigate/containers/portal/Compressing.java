package io.github.powerbigate.containers.portal;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Sends every answer that has a body compressed. */
public final class Compressing implements Filter {

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Kept kept = new Kept((HttpServletResponse) response);
    chain.doFilter(request, kept);
    byte[] body = kept.body();
    if (body.length > 0) {
      ((HttpServletResponse) response).setHeader("Content-Encoding", "gzip");
      try (GZIPOutputStream out = new GZIPOutputStream(response.getOutputStream())) {
        out.write(body);
      }
    }
  }

  @Override
  public void destroy() {}
}
