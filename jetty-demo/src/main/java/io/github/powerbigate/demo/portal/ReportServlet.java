package io.github.powerbigate.demo.portal;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Leads to Power BI, and knows nothing of the gate: the same servlet is mapped once behind it and
 * once beside it.
 */
public final class ReportServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public ReportServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = SignInFilter.visitor(request);
    if (visitor == null) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader(
        "Location", TenantOf.context(getServletContext()).report(visitor).toString());
  }
}
