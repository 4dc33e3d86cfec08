package io.github.powerbigate.redirect;

import jakarta.servlet.AsyncContext;
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
    return super.startAsync(this, response);
  }
}
