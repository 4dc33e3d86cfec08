package io.github.powerbigate.redirect;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
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
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest other, ServletResponse itsResponse) {
    AsyncContext context = super.startAsync(other, itsResponse);
    context.addListener(new MakeRoom());
    return context;
  }

  /** The container answers errors and time-outs by itself. */
  private final class MakeRoom implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {
      response.makeRoom();
    }

    @Override
    public void onError(AsyncEvent event) {
      response.makeRoom();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
