package io.github.powerbigate.demo.jetty;

import io.github.powerbigate.demo.PortalServer;
import io.github.powerbigate.demo.portal.Tenant;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The portal on Jetty. */
final class JettyPortal implements PortalServer {
  private final Server server;
  private final ServerConnector connector;

  private JettyPortal(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  static PortalServer bind(InetAddress address, int port) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(64, 4);
    threads.setName("portal");
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    server.addConnector(connector);
    connector.open();
    return new JettyPortal(server, connector);
  }

  @Override
  public void start(Tenant tenant, Map<String, String> contextParams) {
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setBaseResource(
        ResourceFactory.of(context).newClassLoaderResource(WEBAPP + "/", false));
    context.setThrowUnavailableOnStartupException(true);
    context.setAttribute(Tenant.ATTRIBUTE, tenant);
    contextParams.forEach(context::setInitParameter);
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public int port() {
    return connector.getLocalPort();
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
