package io.github.powerbigate.demo.portal;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the portal answers where its container listens on every address. */
class DefenceFilterTest {
  private final ServletContext context = mock(ServletContext.class);
  private final FilterConfig config = mock(FilterConfig.class);
  private final HttpServletRequest request = mock(HttpServletRequest.class);
  private final HttpServletResponse response = mock(HttpServletResponse.class);
  private final FilterChain chain = mock(FilterChain.class);
  private final DefenceFilter filter = new DefenceFilter();

  @BeforeEach
  void askForLocalhost() throws Exception {
    Tenant tenant = mock(Tenant.class);
    when(tenant.powerBi()).thenReturn(URI.create("http://localhost:1"));
    when(context.getAttribute(Tenant.ATTRIBUTE)).thenReturn(tenant);
    when(config.getServletContext()).thenReturn(context);
    when(request.getMethod()).thenReturn("GET");
    when(request.getHeader("Host")).thenReturn("localhost:8080");
    when(request.getServerName()).thenReturn("localhost");
    when(response.getWriter()).thenReturn(new PrintWriter(Writer.nullWriter()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "0:0:0:0:0:0:0:1", "[::1]"})
  void whoComesByLoopbackIsAnswered(String address) throws Exception {
    filter.init(config);
    when(request.getLocalAddr()).thenReturn(address);
    filter.doFilter(request, response, chain);
    verify(chain).doFilter(request, response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.7", "2001:db8::7"})
  void whoComesFromElsewhereIsRefusedWhateverHostTheyAskFor(String address) throws Exception {
    filter.init(config);
    when(request.getLocalAddr()).thenReturn(address);
    filter.doFilter(request, response, chain);
    verify(response).setStatus(421);
    verify(chain, never()).doFilter(request, response);
  }

  @Test
  void noNameExposesNothing() throws Exception {
    when(context.getInitParameter(DefenceFilter.EXPOSED_AS)).thenReturn("");
    filter.init(config);
    when(request.getLocalAddr()).thenReturn("192.0.2.7");
    filter.doFilter(request, response, chain);
    verify(response).setStatus(421);
  }

  @Test
  void exposedPortalAnswersOnAnyAddress() throws Exception {
    when(context.getInitParameter(DefenceFilter.EXPOSED_AS)).thenReturn("demo.test");
    filter.init(config);
    when(request.getHeader("Host")).thenReturn("demo.test");
    when(request.getServerName()).thenReturn("demo.test");
    when(request.getLocalAddr()).thenReturn("192.0.2.7");
    filter.doFilter(request, response, chain);
    verify(chain).doFilter(request, response);
  }
}
