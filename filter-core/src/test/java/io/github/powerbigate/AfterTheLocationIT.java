package io.github.powerbigate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerbigate.testing.LogWatch;
import io.github.powerbigate.testing.TestPortal;
import io.github.powerbigate.testing.Wire;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.logging.Level;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application may still do after it has set a Location by hand, in real containers. */
class AfterTheLocationIT {

  @RegisterExtension final LogWatch logs = new LogWatch();

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void cookiesAndWhatProtectsTheSiteReachThePage(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              response.addCookie(new Cookie("first", "1"));
              byHand(request, response);
              response.addCookie(new Cookie("second", "2"));
              response.addHeader("Set-Cookie", "third=3");
              request.getSession().setAttribute("x", "y");
              response.setHeader("Strict-Transport-Security", "max-age=1");
              response.setHeader("Content-Security-Policy", "default-src *");
              response.setHeader("Cache-Control", "public");
              response.getWriter().print("moved");
            });

    assertThat(Wire.status(answer)).isEqualTo(202);
    assertThat(Wire.header(answer, "Set-Cookie"))
        .hasSize(4)
        .anyMatch(cookie -> cookie.startsWith("first=1"))
        .anyMatch(cookie -> cookie.startsWith("second=2"))
        .anyMatch(cookie -> cookie.startsWith("third=3"))
        .anyMatch(cookie -> cookie.startsWith("JSESSIONID="));
    assertThat(Wire.header(answer, "Strict-Transport-Security")).hasSize(1);
    assertThat(Wire.header(answer, "Cache-Control")).containsExactly("no-store");
    assertThat(Wire.header(answer, "Content-Security-Policy"))
        .singleElement()
        .satisfies(policy -> assertThat(policy).contains("sha256-"));
    assertThat(body(answer)).startsWith("<!DOCTYPE html>").endsWith("</html>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aFlushSendsThePageAndNothingMore(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              PrintWriter writer = response.getWriter();
              byHand(request, response);
              writer.flush();
              response.addCookie(new Cookie("late", "1"));
              response.setHeader("X-Too-Late", "1");
              writer.print("moved");
            });

    assertThat(Wire.status(answer)).isEqualTo(202);
    assertThat(Wire.header(answer, "Set-Cookie")).isEmpty();
    assertThat(Wire.header(answer, "X-Too-Late")).isEmpty();
    assertThat(Wire.header(answer, "Content-Length")).hasSize(1);
    assertThat(body(answer)).startsWith("<!DOCTYPE html>").endsWith("</html>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void anErrorTakesItsPlace(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              byHand(request, response);
              response.addCookie(new Cookie("late", "1"));
              response.sendError(503);
            });

    assertThat(Wire.status(answer)).isEqualTo(503);
    assertThat(Wire.header(answer, "Set-Cookie")).hasSize(1);
    assertNothingOfThePage(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void anExceptionIsAnsweredAsEver(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              byHand(request, response);
              throw new ServletException("canary");
            });

    assertThat(Wire.status(answer)).isEqualTo(500);
    assertNothingOfThePage(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aResetBeginsAnew(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              byHand(request, response);
              response.reset();
              response.setContentType("text/plain");
              response.getWriter().print("something else");
            });

    assertThat(Wire.status(answer)).isEqualTo(200);
    assertThat(body(answer)).isEqualTo("something else");
    assertNothingOfThePage(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void anotherRedirectTakesItsPlace(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              byHand(request, response);
              response.sendRedirect("/elsewhere");
            });

    assertThat(Wire.status(answer)).isEqualTo(302);
    assertThat(Wire.header(answer, "Location"))
        .singleElement()
        .satisfies(location -> assertThat(location).endsWith("/elsewhere"));
    assertNothingOfThePage(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void afterAResetTheSameLocationIsRuledOnAgain(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              byHand(request, response);
              response.reset();
              byHand(request, response);
            });

    assertThat(Wire.status(answer)).isEqualTo(202);
    assertThat(body(answer)).startsWith("<!DOCTYPE html>").endsWith("</html>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void anotherLocationTakesItsPlace(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              byHand(request, response);
              response.setHeader("location", "/provisioning-failed");
            });

    assertThat(Wire.status(answer)).isEqualTo(303);
    assertThat(Wire.header(answer, "Location")).containsExactly("/provisioning-failed");
    assertNothingOfThePage(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aStatusThatIsNoRedirectTakesItsPlace(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              byHand(request, response);
              response.setStatus(201);
              response.getWriter().print("made");
            });

    assertThat(Wire.status(answer)).isEqualTo(201);
    assertThat(body(answer)).isEqualTo("made");
    assertNothingOfThePage(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void anotherStatusOfARedirectIsRuledOnAgain(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              byHand(request, response);
              response.setStatus(307);
            });

    assertThat(Wire.status(answer)).isEqualTo(202);
    assertThat(body(answer)).startsWith("<!DOCTYPE html>").endsWith("</html>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aListenerThatWantsToWriteIsHeard(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              AsyncContext async = request.startAsync();
              byHand(request, response);
              ServletOutputStream out = response.getOutputStream();
              out.setWriteListener(
                  new WriteListener() {
                    @Override
                    public void onWritePossible() throws IOException {
                      out.write(1);
                      async.complete();
                    }

                    @Override
                    public void onError(Throwable fault) {
                      async.complete();
                    }
                  });
            });

    assertThat(Wire.status(answer)).isEqualTo(202);
    assertThat(body(answer)).startsWith("<!DOCTYPE html>").endsWith("</html>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void aTimeOutIsAnsweredAsEver(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              request.startAsync().setTimeout(100);
              byHand(request, response);
            });

    assertThat(Wire.status(answer)).isEqualTo(500);
    assertNothingOfThePage(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jetty", "Tomcat"})
  void whatIsIncludedCannotRedirectAndPutsNoPageIntoAnother(String container) throws Exception {
    String answer =
        answer(
            container,
            (request, response) -> {
              if (request.getDispatcherType() == DispatcherType.INCLUDE) {
                response.sendRedirect(request.getParameter("to"));
                return;
              }
              response.getWriter().print("before ");
              request.getRequestDispatcher("/powerbi/inner").include(request, response);
              response.getWriter().print("after");
            });

    assertThat(Wire.status(answer)).isEqualTo(200);
    assertThat(body(answer)).isEqualTo("before after");
    assertNothingOfThePage(answer);
  }

  private static void assertNothingOfThePage(String answer) {
    assertThat(Wire.header(answer, "X-PowerBI-Gate")).isEmpty();
    assertThat(Wire.header(answer, "Content-Security-Policy")).isEmpty();
    assertThat(Wire.header(answer, "X-Robots-Tag")).isEmpty();
    assertThat(body(answer)).doesNotContain("powerbi-gate");
  }

  /** What an application does. */
  @FunctionalInterface
  private interface Application {
    void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException;
  }

  private static void byHand(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(303);
    response.setHeader("Location", request.getParameter("to"));
  }

  /** What somebody gets who waits. */
  private String answer(String container, Application application) throws Exception {
    logs.expect(Level.WARNING, "custom");
    try (WorldOfOne world = new WorldOfOne()) {
      world.person("new");
      try (TestPortal portal =
          TestPortal.on(container)
              .gate(world.settingsAtRedirect(), "/powerbi/*")
              .servlet("/powerbi/*", new Servlet(application))
              .start()) {
        return Wire.exchange(
            portal.address(),
            "",
            "GET /powerbi/x?to=" + world.simulator.powerBiWebUrl() + "/x HTTP/1.1",
            "X-User: new@example.org",
            "Sec-Fetch-Mode: navigate");
      }
    }
  }

  private static String body(String answer) {
    return answer.split("\r\n\r\n", 2)[1];
  }

  private static final class Servlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Application application;

    Servlet(Application application) {
      this.application = application;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      application.answer(request, response);
    }
  }
}
