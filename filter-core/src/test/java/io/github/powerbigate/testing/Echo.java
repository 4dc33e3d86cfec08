package io.github.powerbigate.testing;

import static io.github.powerbigate.testing.TestPortal.APPLICATION;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says what reached it: method, query and body. */
public final class Echo extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    response.setContentType("text/plain;charset=UTF-8");
    response
        .getWriter()
        .print(
            APPLICATION + request.getMethod() + " " + request.getQueryString() + " [" + body + "]");
  }
}
