package io.github.powerbigate.containers.portal;

import io.github.powerbigate.PowerBiAccessGateFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;

/** Registers a gate in code, after the filters of web.xml. Stands in docs/other-ways.md. */
public final class Registering implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    FilterRegistration.Dynamic gate = context.addFilter("powerbi", PowerBiAccessGateFilter.class);
    gate.setInitParameter("intercept", "redirect");
    gate.setAsyncSupported(true);
    gate.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/go");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {}
}
