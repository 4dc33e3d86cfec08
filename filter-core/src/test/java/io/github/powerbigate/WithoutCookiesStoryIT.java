package io.github.powerbigate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.github.powerbigate.testing.TestPortal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser that keeps no cookies and no storage, at a portal whose sign-in needs none. */
@Tag("browser")
class WithoutCookiesStoryIT extends Story {

  private static final String SPANISH = "Estamos preparando su acceso a Power BI";

  /** Believes a header, and never sees a cookie. For tests only. */
  private static final class NoCookies implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      String user = ((HttpServletRequest) request).getHeader("X-User");
      chain.doFilter(
          new HttpServletRequestWrapper((HttpServletRequest) request) {
            @Override
            public Principal getUserPrincipal() {
              return () -> user;
            }

            @Override
            public Cookie[] getCookies() {
              return new Cookie[0];
            }
          },
          response);
    }
  }

  @ParameterizedTest
  @CsvSource({"Jetty,request", "Tomcat,redirect"})
  void thePageWaitsAndGoesOnInTheLanguageThatTheBrowserPrefers(String container, String intercept)
      throws Exception {
    set("intercept", intercept);
    visit(new NewContextOptions().setLocale("es-MX").setExtraHTTPHeaders(Map.of("X-User", ANN)));
    visitor()
        .addInitScript(
            "Object.defineProperty(window, 'sessionStorage',"
                + " { get: () => { throw new DOMException('forbidden') } })");
    world.person("ann");
    open(TestPortal.on(container).signIn(new NoCookies()), ANN);
    click();
    heading(page, SPANISH);

    page.locator("nav a[lang=en]").click();
    heading(page, SPANISH);
    assertThat(page.locator("#stop")).isVisible();
    propagate(ANN);

    arrivesAt("Report");
  }
}
