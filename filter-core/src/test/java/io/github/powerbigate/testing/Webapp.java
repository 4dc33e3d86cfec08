package io.github.powerbigate.testing;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.jasper.servlet.JasperInitializer;
import org.apache.jasper.servlet.JspServlet;
import org.apache.tomcat.InstanceManager;
import org.apache.tomcat.SimpleInstanceManager;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** The files of the test portal, and the servlet that runs its JSPs, in either container. */
final class Webapp {

  private Webapp() {}

  static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Webapp.class.getResource("/webapp")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The files of the portal are not on a disk", e);
    }
  }

  static void addPages(Context context) {
    Tomcat.addServlet(context, "jsp", JspServlet.class.getName()).setAsyncSupported(true);
    context.addServletMappingDecoded("*.jsp", "jsp");
    context.addServletContainerInitializer(new JasperInitializer(), java.util.Set.of());
  }

  static void addPages(ServletContextHandler context) throws IOException {
    context.setAttribute(InstanceManager.class.getName(), new SimpleInstanceManager());
    context.addServletContainerInitializer(new JasperInitializer());
    String tests = System.getProperty("surefire.test.class.path", "");
    context.setAttribute(
        "org.apache.catalina.jsp_classpath",
        tests.isEmpty() ? System.getProperty("java.class.path") : tests);
    ServletHolder jsp = new ServletHolder("jsp", JspServlet.class);
    jsp.setInitParameter("scratchdir", java.nio.file.Files.createTempDirectory("jsp").toString());
    jsp.setAsyncSupported(true);
    context.addServlet(jsp, "*.jsp");
  }
}
