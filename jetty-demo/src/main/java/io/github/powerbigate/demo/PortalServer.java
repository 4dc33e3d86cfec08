package io.github.powerbigate.demo;

import io.github.powerbigate.demo.portal.DefenceFilter;
import io.github.powerbigate.demo.portal.Tenant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The portal on Jetty. Its port is bound when it is made; it answers from {@link #start} on. */
final class PortalServer implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;
  private final Optional<String> exposedAs;

  PortalServer(InetAddress bind, int port, Optional<String> exposedAs) throws IOException {
    this.exposedAs = exposedAs;
    QueuedThreadPool threads = new QueuedThreadPool(64, 4);
    threads.setName("portal");
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(bind.getHostAddress());
    connector.setPort(port);
    server.addConnector(connector);
    connector.open();
  }

  /**
   * Starts the portal.
   *
   * @param gateSettings go into the context-params, as an operator would write them
   * @throws IllegalStateException if it does not start; the message is that of whoever stopped it
   */
  void start(Tenant tenant, Map<String, String> gateSettings) {
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setBaseResource(ResourceFactory.of(context).newClassLoaderResource("webapp/", false));
    context.setThrowUnavailableOnStartupException(true);
    context.setAttribute(Tenant.ATTRIBUTE, tenant);
    exposedAs.ifPresent(name -> context.setInitParameter(DefenceFilter.EXPOSED_AS, name));
    gateSettings.forEach((name, value) -> context.setInitParameter("powerbigate." + name, value));
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Where a browser finds the portal; ends with a slash. */
  URI address() {
    return URI.create(
        "http://" + exposedAs.orElse("localhost") + ":" + connector.getLocalPort() + "/");
  }

  @Override
  public void close() {
    try {
      server.stop();
      server.destroy();
    } catch (Exception e) {
      throw new IllegalStateException("the portal could not be stopped", e);
    } finally {
      // A server that never started does not close what was opened before.
      connector.close();
    }
  }
}
