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

  /** Where a gate does not see the handler run, this tells it to trust no single yes. */
  private static final String GRANTED = "powerbigate.granted";

  private static final String ANSWER = "{\"url\":\"report\"}";

  /** For the container. */
  public AnalyticsJsonServlet() {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Visitor visitor = SignInFilter.visitor(request);
    if (visitor == null) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    switch (Handler.setUp(TenantOf.context(getServletContext()), visitor, request)) {
      case FAILED -> response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
      case JOINED -> {
        request.getSession().setAttribute(GRANTED, true);
        answer(response);
      }
      case AS_BEFORE -> answer(response);
    }
  }

  private static void answer(HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(ANSWER.getBytes(StandardCharsets.UTF_8));
  }
}
