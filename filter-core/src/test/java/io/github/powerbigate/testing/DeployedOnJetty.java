package io.github.powerbigate.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.ClassMatcher;

/** On Jetty, which has no detection of leaks. */
final class DeployedOnJetty implements Deployed {

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final WebAppContext context = new WebAppContext();

  DeployedOnJetty(Path folder) {
    connector.setHost("localhost");
    server.addConnector(connector);
    context.setContextPath("/");
    context.setBaseResourceAsPath(folder);
    context.setThrowUnavailableOnStartupException(true);
    // Without this, a class first needed after the stop comes from the test's own class path.
    context.addHiddenClassMatcher(
        new ClassMatcher("io.github.powerbigate.", "-io.github.powerbigate.testing."));
    ContextHandlerCollection applications = new ContextHandlerCollection();
    server.setHandler(applications);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not start", e);
    }
    applications.addHandler(context);
  }

  @Override
  public URI address() {
    return URI.create("http://localhost:" + connector.getLocalPort());
  }

  @Override
  public boolean start() throws Exception {
    try {
      context.start();
      return true;
    } catch (Exception e) {
      context.stop();
      return false;
    }
  }

  @Override
  public void stop() throws Exception {
    context.stop();
  }

  @Override
  public List<String> leaks() {
    return List.of();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not stop", e);
    }
  }
}
