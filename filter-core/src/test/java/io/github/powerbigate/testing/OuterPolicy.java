package io.github.powerbigate.testing;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Adds a policy of the portal's to whatever policy an answer has, as a proxy in front would. */
final class OuterPolicy implements Filter {
  private static final String POLICY = "Content-Security-Policy";

  private final String policy;

  OuterPolicy(String policy) {
    this.policy = policy;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse outer = (HttpServletResponse) response;
    outer.setHeader(POLICY, policy);
    chain.doFilter(
        request,
        new HttpServletResponseWrapper(outer) {
          @Override
          public void setHeader(String name, String value) {
            super.setHeader(name, name.equals(POLICY) ? policy : value);
            if (name.equals(POLICY)) {
              addHeader(name, value);
            }
          }
        });
  }
}
