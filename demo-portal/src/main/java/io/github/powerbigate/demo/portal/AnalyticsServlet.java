package io.github.powerbigate.demo.portal;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The handler behind "Open Power BI": sets the person up, then sends them there. It knows nothing
 * of the gate: the same class stands once behind it and once beside it.
 */
public final class AnalyticsServlet extends HttpServlet {

  /** The init-param that says {@code true} where nobody else puts the tenant into the address. */
  public static final String NAMES_TENANT = "namesTenant";

  private static final long serialVersionUID = 1L;

  /** For the container. */
  public AnalyticsServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    lead(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    lead(request, response);
  }

  /** Otherwise it would be a GET, and do what a GET does here. */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }

  private void lead(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Visitor visitor = SignInFilter.visitor(request);
    if (visitor == null) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    Tenant tenant = TenantOf.context(getServletContext());
    if (Handler.setUp(tenant, visitor, request) == Handler.Outcome.FAILED) {
      Html.write(
          response,
          HttpServletResponse.SC_BAD_GATEWAY,
          "Not now",
          "",
          "<h1>We could not set up your access</h1><p class=\"lead\">Please try again.</p>");
      return;
    }
    boolean namesTenant = Boolean.parseBoolean(getInitParameter(NAMES_TENANT));
    response.sendRedirect(
        (namesTenant ? tenant.reportNamingTenant(visitor) : tenant.report(visitor)).toString());
  }
}
