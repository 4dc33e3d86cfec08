package io.github.powerbigate.containers.portal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What stands behind the gates: by its path a page, a redirect, an error, a late answer. */
public final class Application extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String how = request.getParameter("how");
    switch (request.getServletPath()) {
      case "/analytics" -> page(how, request, response);
      case "/go" -> redirect(how, request, response);
      case "/broken" -> response.sendError(HttpServletResponse.SC_CONFLICT);
      default -> write(response, "the application at " + request.getServletPath());
    }
  }

  private static void page(
      @Nullable String how, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("async".equals(how)) {
      later(request.startAsync(), null);
    } else if ("fail".equals(how)) {
      response.sendError(HttpServletResponse.SC_CONFLICT);
    } else {
      write(response, "the application");
    }
  }

  private void redirect(
      @Nullable String how, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if ("async".equals(how)) {
      later(request.startAsync(), target());
    } else {
      response.sendRedirect(target());
    }
  }

  private String target() {
    return getServletConfig().getInitParameter("target");
  }

  private static void later(AsyncContext async, @Nullable String target) {
    async.start(
        () -> {
          HttpServletResponse response = (HttpServletResponse) async.getResponse();
          try {
            if (target == null) {
              write(response, "the application, later");
            } else {
              response.sendRedirect(target);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            async.complete();
          }
        });
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(text);
  }
}
