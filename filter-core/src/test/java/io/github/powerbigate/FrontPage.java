package io.github.powerbigate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The portal's page with the click: as a link, as a link to a new tab, as the button of a form. */
final class FrontPage extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .print(
            "<!DOCTYPE html><title>Portal</title><link rel=icon href='data:,'>"
                + "<p><a id=link href='powerbi?from=portal'>Power BI</a>"
                + "<p><a id=tab target=_blank href='powerbi?from=portal'>Power BI</a>"
                + "<form id=f method=post action='powerbi?from=portal'>"
                + "<input name=a value='\"&gt;&lt;script&gt;alert(1)&lt;/script&gt;'>"
                + "<input name=a value='é 😀 &amp;#x26;'>"
                + "<textarea name='l&#39;ines'>one\r\ntwo\ttabs</textarea>"
                + "<button name=submit value=1>Power BI</button></form>");
  }
}
