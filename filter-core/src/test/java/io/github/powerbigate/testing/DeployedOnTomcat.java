package io.github.powerbigate.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.loader.WebappClassLoaderBase;
import org.apache.catalina.startup.Tomcat;

/** On Tomcat, with its own detection of leaks: what it warns of, and what it finds. */
final class DeployedOnTomcat implements Deployed {

  private final Logger loaders = Logger.getLogger(WebappClassLoaderBase.class.getName());
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Tomcat tomcat = new Tomcat();
  private final Context context;

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(record.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  DeployedOnTomcat(Path base, Path folder) {
    loaders.addHandler(handler);
    try {
      tomcat.setBaseDir(base.toString());
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      StandardHost host = (StandardHost) tomcat.getHost();
      host.setStartChildren(false);
      // Else its own thread for that, caught in the application, passes for the application's.
      tomcat.getEngine().setBackgroundProcessorDelay(-1);
      tomcat.start();
      context = tomcat.addWebapp("", folder.toString());
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat does not start", e);
    }
  }

  @Override
  public URI address() {
    return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort());
  }

  @Override
  public boolean start() throws LifecycleException {
    context.start();
    return context.getState().isAvailable();
  }

  @Override
  public void stop() throws LifecycleException {
    context.stop();
  }

  @Override
  public List<String> leaks() {
    List<String> leaks = new ArrayList<>(warnings);
    leaks.addAll(List.of(((StandardHost) tomcat.getHost()).findReloadedContextMemoryLeaks()));
    return leaks;
  }

  @Override
  public void close() {
    loaders.removeHandler(handler);
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat does not stop", e);
    }
  }
}
