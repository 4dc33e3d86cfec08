package io.github.powerbigate.demo.portal;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The pages and forms of the portal; not the way to Power BI. */
public final class PortalServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public PortalServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getServletPath().isEmpty() && !request.getServletPath().equals("/")) {
      Html.go(response, "./");
      return;
    }
    Visitor visitor = SignInFilter.visitor(request);
    if (visitor == null) {
      SignInPage.write(response, tenant(), false);
    } else {
      HomePage.write(response, tenant(), visitor, Handler.runs(request));
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (request.getServletPath()) {
      case "/sign-in" -> signIn(request, response);
      case "/sign-out" -> {
        forget(request);
        Html.go(response, "./");
      }
      case "/start-over" -> startOver(request, response);
      default -> response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }

  private void signIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Visitor visitor =
        tenant().signIn(field(request, "who"), field(request, "password")).orElse(null);
    if (visitor == null) {
      SignInPage.write(response, tenant(), true);
      return;
    }
    remember(request, response, visitor);
    Html.go(response, "./");
  }

  private void startOver(HttpServletRequest request, HttpServletResponse response) {
    Visitor visitor = SignInFilter.visitor(request);
    if (visitor != null) {
      tenant().startOver(visitor).ifPresent(fresh -> remember(request, response, fresh));
    }
    Html.go(response, "./");
  }

  private Tenant tenant() {
    return TenantOf.context(getServletContext());
  }

  /** In a new session, so that nobody can have planted it, and no other tab belongs to it. */
  private void remember(HttpServletRequest request, HttpServletResponse response, Visitor visitor) {
    forget(request);
    HttpSession session = request.getSession(true);
    session.setAttribute(SignInFilter.VISITOR, visitor);
    Handler.beginCounting(session);
    tenant().introduction(visitor).ifPresent(response::addCookie);
  }

  private static void forget(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  private static String field(HttpServletRequest request, String name) {
    @Nullable String value = request.getParameter(name);
    return value == null ? "" : value;
  }
}
