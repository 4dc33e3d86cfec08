package io.github.powerbigate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The handler for which redirect mode is made: it adds the person to the group, by whatever it is
 * given, and redirects to Power BI. It knows nothing of the gate, and counts how often it runs.
 */
final class OneClick extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Consumer<String> provisioning;
  private final String target;
  private final AtomicInteger runs = new AtomicInteger();

  OneClick(Consumer<String> provisioning, String target) {
    this.provisioning = provisioning;
    this.target = target;
  }

  int runs() {
    return runs.get();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    runs.incrementAndGet();
    provisioning.accept(request.getUserPrincipal().getName());
    response.sendRedirect(target);
  }
}
