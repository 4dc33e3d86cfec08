package io.github.powerbigate.demo.portal;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The same for pages that open the window themselves: sets the person up and answers with an
 * address. It is that of the guarded path and not Power BI's, or the gate would be passed by.
 */
public final class AnalyticsJsonServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String ANSWER = "{\"url\":\"report\"}";

  /** For the container. */
  public AnalyticsJsonServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Visitor visitor = SignInFilter.visitor(request);
    if (visitor == null) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else if (!Handler.setUp(TenantOf.context(getServletContext()), visitor, request)) {
      response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
    } else {
      response.setContentType("application/json");
      response.getOutputStream().write(ANSWER.getBytes(StandardCharsets.UTF_8));
    }
  }
}
