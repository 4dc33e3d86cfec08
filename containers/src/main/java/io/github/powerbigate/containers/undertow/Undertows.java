package io.github.powerbigate.containers.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Deploys {@code portal.war} while it lies in a folder, by what its web.xml says. */
public final class Undertows {

  private static final String WAR = "portal.war";

  private Undertows() {}

  /** Takes the port and the folder; runs until it is ended. */
  public static void main(String[] arguments) throws Exception {
    Path war = Path.of(arguments[1], WAR);
    PathHandler paths = Handlers.path();
    Undertow.builder()
        .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
        .setHandler(paths)
        .build()
        .start();
    while (true) {
      awaitThat(true, war);
      deployWhileThere(war, paths);
    }
  }

  /** In a method of its own: a frame that goes on would keep hold of the application. */
  private static void deployWhileThere(Path war, PathHandler paths) throws Exception {
    Path unpacked = Files.createTempDirectory("undertow");
    try (URLClassLoader loader = unpack(war, unpacked)) {
      DeploymentInfo deployment = deployment(unpacked, loader);
      DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
      manager.deploy();
      paths.addPrefixPath("/portal", manager.start());
      awaitThat(false, war);
      paths.removePrefixPath("/portal");
      manager.stop();
      manager.undeploy();
      Servlets.defaultContainer().removeDeployment(deployment);
    }
  }

  private static void awaitThat(boolean there, Path war) throws InterruptedException {
    while (Files.exists(war) != there) {
      Thread.sleep(200);
    }
  }

  private static URLClassLoader unpack(Path war, Path folder) throws IOException {
    List<URL> path = new ArrayList<>();
    path.add(Files.createDirectories(folder.resolve("WEB-INF/classes")).toUri().toURL());
    try (FileSystem zip = FileSystems.newFileSystem(war);
        Stream<Path> files = Files.walk(zip.getPath("/"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = folder.resolve(file.toString().substring(1));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        if (file.startsWith("/WEB-INF/lib")) {
          path.add(copy.toUri().toURL());
        }
      }
    }
    return new URLClassLoader(path.toArray(new URL[0]), Undertows.class.getClassLoader());
  }

  private static DeploymentInfo deployment(Path folder, ClassLoader loader) throws Exception {
    Document xml;
    try (InputStream in = Files.newInputStream(folder.resolve("WEB-INF/web.xml"))) {
      xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(loader)
            .setContextPath("/portal")
            .setDeploymentName(WAR);
    for (Element param : elements(xml, "context-param")) {
      info.addInitParameter(text(param, "param-name"), text(param, "param-value"));
    }
    for (Element element : elements(xml, "filter")) {
      FilterInfo filter =
          Servlets.filter(
              text(element, "filter-name"),
              loader.loadClass(text(element, "filter-class")).asSubclass(Filter.class));
      for (Element param : elements(element, "init-param")) {
        filter.addInitParam(text(param, "param-name"), text(param, "param-value"));
      }
      info.addFilter(filter.setAsyncSupported(true));
    }
    for (Element mapping : elements(xml, "filter-mapping")) {
      List<Element> dispatchers = elements(mapping, "dispatcher");
      if (dispatchers.isEmpty()) {
        map(info, mapping, DispatcherType.REQUEST);
      }
      for (Element dispatcher : dispatchers) {
        map(info, mapping, DispatcherType.valueOf(dispatcher.getTextContent()));
      }
    }
    for (Element element : elements(xml, "servlet")) {
      String name = text(element, "servlet-name");
      ServletInfo servlet =
          Servlets.servlet(
              name, loader.loadClass(text(element, "servlet-class")).asSubclass(Servlet.class));
      for (Element param : elements(element, "init-param")) {
        servlet.addInitParam(text(param, "param-name"), text(param, "param-value"));
      }
      for (Element mapping : elements(xml, "servlet-mapping")) {
        if (text(mapping, "servlet-name").equals(name)) {
          servlet.addMapping(text(mapping, "url-pattern"));
        }
      }
      info.addServlet(servlet.setAsyncSupported(true));
    }
    for (Element page : elements(xml, "error-page")) {
      info.addErrorPage(
          Servlets.errorPage(text(page, "location"), Integer.parseInt(text(page, "error-code"))));
    }
    return info;
  }

  private static void map(DeploymentInfo info, Element mapping, DispatcherType dispatcher) {
    info.addFilterUrlMapping(
        text(mapping, "filter-name"), text(mapping, "url-pattern"), dispatcher);
  }

  private static List<Element> elements(Document in, String name) {
    return elements(in.getDocumentElement(), name);
  }

  private static List<Element> elements(Element in, String name) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = in.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static String text(Element in, String name) {
    return elements(in, name).get(0).getTextContent().trim();
  }
}
