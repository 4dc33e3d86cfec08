package io.github.powerbigate.redirect;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request that keeps its asynchronous handler at the watched response: {@code startAsync()}
 * without arguments would give it the container's own.
 */
final class WatchedRequest extends HttpServletRequestWrapper {

  private final WatchedResponse response;

  WatchedRequest(HttpServletRequest request, WatchedResponse response) {
    super(request);
    this.response = response;
  }

  @Override
  public AsyncContext startAsync() {
    AsyncContext context = super.startAsync(this, response);
    response.goesAsynchronous();
    return context;
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse answer) {
    AsyncContext context = super.startAsync(request, answer);
    response.goesAsynchronous();
    return context;
  }
}
