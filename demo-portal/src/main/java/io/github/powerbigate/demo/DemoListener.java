package io.github.powerbigate.demo;

import io.github.powerbigate.demo.portal.Tenant;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.jspecify.annotations.Nullable;

/**
 * Starts what is behind the portal, and stops it, where the portal was put into somebody's
 * container as a WAR. Where whoever started the portal has given it a tenant it does nothing.
 *
 * <p>Reads what {@link DemoMain} reads, but for the port and the address to listen on, which are
 * the container's.
 */
public final class DemoListener implements ServletContextListener {
  private @Nullable Cloud cloud;

  /** For the container. */
  public DemoListener() {}

  /**
   * Runs before the filters are initialised, so that the gate finds its settings.
   *
   * @throws IllegalArgumentException if an option is not acceptable; the message is for people
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (context.getAttribute(Tenant.ATTRIBUTE) != null) {
      return;
    }
    Cloud started =
        Cloud.of(DemoOptions.inContainer(DemoOptions.systemProperties(), System.getenv()));
    cloud = started;
    context.setAttribute(Tenant.ATTRIBUTE, started.tenant());
    // One that an operator has set stands.
    started.contextParams().forEach(context::setInitParameter);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    Cloud started = cloud;
    cloud = null;
    if (started != null) {
      event.getServletContext().removeAttribute(Tenant.ATTRIBUTE);
      started.close();
    }
  }
}
