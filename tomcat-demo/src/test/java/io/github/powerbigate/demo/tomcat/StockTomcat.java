package io.github.powerbigate.demo.tomcat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.JreMemoryLeakPreventionListener;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.core.ThreadLocalLeakPreventionListener;
import org.apache.catalina.startup.HostConfig;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * A Tomcat as its distribution sets one up: WARs are unpacked and deployed from {@code webapps},
 * each with a class loader of its own, above which there are the JDK's and Tomcat's classes alone.
 */
final class StockTomcat implements AutoCloseable {
  // What of conf/web.xml a WAR without JSPs makes use of.
  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <servlet>
          <servlet-name>default</servlet-name>
          <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
          <load-on-startup>1</load-on-startup>
        </servlet>
        <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
        <mime-mapping><extension>css</extension><mime-type>text/css</mime-type></mime-mapping>
        <mime-mapping><extension>js</extension><mime-type>text/javascript</mime-type></mime-mapping>
      </web-app>
      """;

  private static final String PARAM = "<Parameter name=\"%s\" value=\"%s\" override=\"false\"/>";

  private final Tomcat tomcat = new Tomcat();
  private final HostConfig deployer = new HostConfig();
  private final Complaints complaints = new Complaints();
  private final Path folder;

  private StockTomcat(Path folder) {
    this.folder = folder;
  }

  /** Starts it, in an empty folder. */
  static StockTomcat start(Path folder) throws IOException, LifecycleException {
    Files.createDirectories(folder.resolve("webapps"));
    Files.writeString(Files.createDirectories(folder.resolve("conf")).resolve("web.xml"), WEB_XML);
    StockTomcat stock = new StockTomcat(folder);
    Tomcat tomcat = stock.tomcat;
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getServer().addLifecycleListener(new JreMemoryLeakPreventionListener());
    tomcat.getServer().addLifecycleListener(new ThreadLocalLeakPreventionListener());
    tomcat.getHost().addLifecycleListener(stock.deployer);
    tomcat.getHost().setAutoDeploy(false);
    tomcat.getHost().setParentClassLoader(new ContainerClasses());
    tomcat.start();
    return stock;
  }

  /**
   * Does what a copy into {@code webapps} does.
   *
   * @param contextParams of an operator, in the application's context descriptor
   */
  Context deploy(Path war, String path, Map<String, String> contextParams) throws IOException {
    String name = path.substring(1);
    Path descriptors = Files.createDirectories(folder.resolve("conf/Tomcat/localhost"));
    String params =
        contextParams.entrySet().stream()
            .map(param -> PARAM.formatted(param.getKey(), param.getValue()))
            .collect(Collectors.joining());
    Files.writeString(descriptors.resolve(name + ".xml"), "<Context>" + params + "</Context>");
    Files.copy(war, folder.resolve("webapps").resolve(name + ".war"));
    deployer.check(path);
    return (Context) tomcat.getHost().findChild(path);
  }

  /** Where an application's front page is. */
  URI address(String path) {
    return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path + "/");
  }

  /** Takes an application away. */
  void undeploy(String path) {
    deployer.unmanageApp(path);
  }

  /** What the class loaders of stopped applications said: of threads and thread-locals left. */
  List<String> complaints() {
    return complaints.words;
  }

  /** The applications that were stopped and are still in memory, after a garbage collection. */
  List<String> leaks() {
    return List.of(((StandardHost) tomcat.getHost()).findReloadedContextMemoryLeaks());
  }

  @Override
  public void close() throws LifecycleException {
    complaints.close();
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class ContainerClasses extends ClassLoader {
    private static final List<String> PACKAGES =
        List.of(
            "jakarta.",
            "org.apache.catalina.",
            "org.apache.coyote.",
            "org.apache.juli.",
            "org.apache.naming.",
            "org.apache.tomcat.");

    ContainerClasses() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (isTheContainers(name)) {
        return Class.forName(name, false, StockTomcat.class.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
      return isTheContainers(name.replace('/', '.'))
          ? StockTomcat.class.getClassLoader().getResource(name)
          : null;
    }

    private static boolean isTheContainers(String name) {
      return PACKAGES.stream().anyMatch(name::startsWith);
    }
  }

  /** Keeps words and no records, which might hold on to the application's classes. */
  private static final class Complaints extends Handler {
    private final Logger logger = Logger.getLogger("org.apache.catalina.loader");
    private final List<String> words = new CopyOnWriteArrayList<>();

    Complaints() {
      logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
        words.add(new SimpleFormatter().formatMessage(record));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
