package io.github.powerbigate.demo.tomcat;

import io.github.powerbigate.demo.PortalServer;
import io.github.powerbigate.demo.portal.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.WebResourceRoot.ResourceSetType;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.StandardRoot;
import org.apache.tomcat.util.descriptor.web.ApplicationParameter;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** The portal on Tomcat. */
final class TomcatPortal implements PortalServer {
  private final Tomcat tomcat;
  private final Path folder;

  private TomcatPortal(Tomcat tomcat, Path folder) {
    this.tomcat = tomcat;
    this.folder = folder;
  }

  static PortalServer bind(InetAddress address, int port) throws IOException {
    Path folder = Files.createTempDirectory("powerbi-gate-demo");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = new Connector();
    connector.setPort(port);
    connector.setThrowOnFailure(true);
    connector.setProperty("address", address.getHostAddress());
    connector.setProperty("maxThreads", "64");
    connector.setProperty("minSpareThreads", "4");
    tomcat.setConnector(connector);
    TomcatPortal portal = new TomcatPortal(tomcat, folder);
    try {
      tomcat.init();
    } catch (LifecycleException e) {
      portal.close();
      throw new IOException("Tomcat cannot have its port", e);
    }
    return portal;
  }

  @Override
  public void start(Tenant tenant, Map<String, String> contextParams) {
    StandardContext context = new StandardContext();
    context.setPath("");
    context.setDocBase(folder.toString());
    context.setParentClassLoader(TomcatPortal.class.getClassLoader());
    context.setResources(files(context));
    // The portal has no web fragments, and shall find none that are in the class path by chance.
    StandardJarScanner scanner = new StandardJarScanner();
    scanner.setScanClassPath(false);
    context.setJarScanner(scanner);
    ContextConfig webXml = new ContextConfig();
    webXml.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    context.addLifecycleListener(webXml);
    Tomcat.addServlet(context, "default", DefaultServlet.class.getName());
    context.addServletMappingDecoded("/", "default");
    Tomcat.addDefaultMimeTypeMappings(context);
    tomcat.getHost().addChild(context);
    context.getServletContext().setAttribute(Tenant.ATTRIBUTE, tenant);
    contextParams.forEach((name, value) -> context.addApplicationParameter(param(name, value)));
    try (WhyNotStarted why = WhyNotStarted.listenTo(context.getLogName())) {
      tomcat.start();
      if (!context.getState().isAvailable()) {
        throw new IllegalStateException(why.words());
      }
    } catch (LifecycleException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("the portal could not be stopped", e);
    } finally {
      delete(folder);
    }
  }

  /** What the class path has, be it a jar or the folder of a build. */
  private static WebResourceRoot files(StandardContext context) {
    URL jar = Tenant.class.getProtectionDomain().getCodeSource().getLocation();
    WebResourceRoot files = new StandardRoot(context);
    files.createWebResourceSet(ResourceSetType.PRE, "/", jar, "/" + WEBAPP);
    return files;
  }

  private static ApplicationParameter param(String name, String value) {
    ApplicationParameter param = new ApplicationParameter();
    param.setName(name);
    param.setValue(value);
    param.setOverride(false);
    return param;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
