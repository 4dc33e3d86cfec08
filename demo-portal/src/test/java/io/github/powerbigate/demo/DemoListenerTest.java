package io.github.powerbigate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.powerbigate.demo.portal.Tenant;
import io.github.powerbigate.simulator.wire.Wire;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is behind a portal that came as a WAR. */
class DemoListenerTest {
  private final ServletContext context = mock(ServletContext.class);
  private final ServletContextEvent event = new ServletContextEvent(context);
  private final DemoListener listener = new DemoListener();

  @Test
  void startsTheSimulatorForAPortalThatHasNoTenantAndStopsItToTheLastThread() {
    listener.contextInitialized(event);
    verify(context).setAttribute(eq(Tenant.ATTRIBUTE), any(SimulatedTenant.class));
    verify(context).setInitParameter(eq("powerbigate.graphUrl"), startsWith("https://localhost:"));
    assertThat(threads()).isNotEmpty();

    listener.contextDestroyed(event);
    assertThat(threads()).isEmpty();
  }

  @Test
  void leavesATenantAloneThatTheContainerBrought() {
    when(context.getAttribute(Tenant.ATTRIBUTE)).thenReturn(mock(Tenant.class));
    listener.contextInitialized(event);
    listener.contextDestroyed(event);
    verify(context, never()).setInitParameter(anyString(), anyString());
    verify(context, never()).removeAttribute(anyString());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(Wire.THREADS))
        .toList();
  }
}
