package io.github.powerbigate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.powerbigate.testing.TestPortal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.security.Principal;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sign-in stands on another origin; everything of a dead session is redirected there. */
@Tag("browser")
class SignInElsewhereStoryIT extends Story {

  private static final String OUT = "/out";
  private static final String BACK = "/back";

  private HttpServer provider;

  /**
   * The portal's side: who has no session is sent to the provider, polls and all, and who comes
   * back from it gets one. For tests only.
   */
  private record Redirecting(String provider) implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      HttpServletRequest asked = (HttpServletRequest) request;
      HttpServletResponse answer = (HttpServletResponse) response;
      HttpSession session = asked.getSession(false);
      if (asked.getRequestURI().equals(BACK)) {
        asked.getSession().setAttribute("user", asked.getParameter("user"));
        answer.sendRedirect(asked.getParameter("to"));
      } else if (asked.getRequestURI().equals(OUT)) {
        Objects.requireNonNull(session).invalidate();
      } else if (session == null) {
        String query = asked.getQueryString() == null ? "" : "?" + asked.getQueryString();
        answer.sendRedirect(
            provider + "?to=" + URLEncoder.encode(asked.getRequestURL() + query, UTF_8));
      } else {
        String user = (String) session.getAttribute("user");
        chain.doFilter(
            new HttpServletRequestWrapper(asked) {
              @Override
              public Principal getUserPrincipal() {
                return () -> user;
              }
            },
            response);
      }
    }
  }

  @BeforeEach
  void openTheProvider() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext("/", this::signInPage);
    provider.start();
  }

  @AfterEach
  void closeTheProvider() {
    provider.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"Jetty,redirect", "Tomcat,request"})
  void thePollThatIsRedirectedThereMakesThePageOfferTheWayThereAndBack(
      String container, String intercept) throws Exception {
    set("intercept", intercept);
    world.person("ann");
    open(
        TestPortal.on(container)
            .signIn(new Redirecting(signIn()))
            // Without something behind them Tomcat shows its filters neither.
            .servlet(BACK, new FrontPage())
            .servlet(OUT, new FrontPage()),
        ANN);
    page.locator("#sign-in").click();
    click();
    waits(page);
    String reference = reference(page);

    visitor().request().get(portal().address() + OUT);
    heading(page, "You may be signed out");
    page.locator("#go").click();
    page.locator("#sign-in").click();

    waits(page);
    assertThat(reference(page)).isEqualTo(reference);
    propagate(ANN);
    arrivesAt("Report");
    assertThat(complaints).isNotEmpty().allMatch(words -> words.contains("connect-src 'self'"));
    complaints.clear();
  }

  private void signInPage(HttpExchange exchange) throws IOException {
    String back =
        portalOf(exchange) + BACK + "?user=" + ANN + "&" + exchange.getRequestURI().getRawQuery();
    byte[] html =
        ("<!DOCTYPE html><title>Provider</title><link rel=icon href='data:,'><a id=sign-in href='"
                + back
                + "'>Sign in</a>")
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=UTF-8");
    exchange.sendResponseHeaders(200, html.length);
    exchange.getResponseBody().write(html);
    exchange.close();
  }

  private static String portalOf(HttpExchange exchange) {
    return URI.create(exchange.getRequestURI().getQuery().substring("to=".length()))
        .resolve("/")
        .toString()
        .replaceAll("/$", "");
  }

  private String signIn() {
    return "http://127.0.0.1:" + provider.getAddress().getPort() + "/sign-in";
  }
}
