package io.github.powerbigate.containers;

import io.github.powerbigate.containers.portal.Application;
import io.github.powerbigate.containers.portal.SignIn;
import io.github.powerbigate.containers.portal.Sorry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A portal with four gates as an operator would pack it: its own classes, one jar, a web.xml. */
final class War {

  private static final List<Class<?>> CLASSES =
      List.of(SignIn.class, Application.class, Sorry.class);

  private final Servlets servlets;
  private final Map<String, byte[]> entries = new TreeMap<>();

  private War(Servlets servlets) {
    this.servlets = servlets;
  }

  /**
   * The portal.
   *
   * @param settings what all of its gates share
   * @param target where people are sent
   */
  static War of(Servlets servlets, Map<String, String> settings, String target) {
    War war = new War(servlets);
    CLASSES.forEach(war::carry);
    war.entries.put("WEB-INF/lib/" + servlets.jar().getFileName(), read(servlets.jar()));
    war.entries.put(
        "WEB-INF/web.xml", war.webXml(settings, target).getBytes(StandardCharsets.UTF_8));
    return war;
  }

  /** The application alone. */
  static War withoutGates(Servlets servlets) {
    War war = new War(servlets);
    war.carry(Application.class);
    war.entries.put(
        "WEB-INF/web.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <web-app %s metadata-complete="true">
          <servlet><servlet-name>application</servlet-name><servlet-class>%s</servlet-class></servlet>
          <servlet-mapping><servlet-name>application</servlet-name><url-pattern>/up</url-pattern></servlet-mapping>
        </web-app>
        """
            .formatted(servlets.webApp, Application.class.getName())
            .getBytes(StandardCharsets.UTF_8));
    return war;
  }

  /** Packs a class, and those within it. */
  private void carry(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not where it was compiled");
      }
      entries.put("WEB-INF/classes/" + name, servlets.turned(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List.of(type.getDeclaredClasses()).forEach(this::carry);
  }

  /** Adds a library of the application's own. */
  War with(Path library) {
    entries.put("WEB-INF/lib/" + library.getFileName(), read(library));
    return this;
  }

  /** Leaves the gate's jar out, for a container that has it. */
  War withoutJar() {
    entries.remove("WEB-INF/lib/" + servlets.jar().getFileName());
    return this;
  }

  Path writeTo(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(unfinished);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return Files.move(unfinished, file);
  }

  private String webXml(Map<String, String> settings, String target) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <web-app %s metadata-complete="true">
          %s
          <filter>
            <filter-name>signin</filter-name>
            <filter-class>%s</filter-class>
            <async-supported>true</async-supported>
          </filter>
          %s
          <filter-mapping><filter-name>signin</filter-name><url-pattern>/*</url-pattern></filter-mapping>
          <filter-mapping>
            <filter-name>analytics</filter-name>
            <url-pattern>/analytics/*</url-pattern>
            <dispatcher>REQUEST</dispatcher>
            <dispatcher>FORWARD</dispatcher>
            <dispatcher>ERROR</dispatcher>
            <dispatcher>ASYNC</dispatcher>
          </filter-mapping>
          <filter-mapping><filter-name>go</filter-name><url-pattern>/go</url-pattern></filter-mapping>
          <filter-mapping><filter-name>report</filter-name><url-pattern>/report</url-pattern></filter-mapping>
          <filter-mapping><filter-name>rehearsal</filter-name><url-pattern>/rehearsal</url-pattern></filter-mapping>
          <servlet>
            <servlet-name>application</servlet-name>
            <servlet-class>%s</servlet-class>
            <init-param><param-name>target</param-name><param-value>%s</param-value></init-param>
            <async-supported>true</async-supported>
          </servlet>
          <servlet>
            <servlet-name>sorry</servlet-name>
            <servlet-class>%s</servlet-class>
          </servlet>
          <servlet-mapping><servlet-name>application</servlet-name><url-pattern>/analytics</url-pattern></servlet-mapping>
          <servlet-mapping><servlet-name>application</servlet-name><url-pattern>/go</url-pattern></servlet-mapping>
          <servlet-mapping><servlet-name>application</servlet-name><url-pattern>/broken</url-pattern></servlet-mapping>
          <servlet-mapping><servlet-name>application</servlet-name><url-pattern>/rehearsal</url-pattern></servlet-mapping>
          <servlet-mapping><servlet-name>application</servlet-name><url-pattern>/up</url-pattern></servlet-mapping>
          <servlet-mapping><servlet-name>sorry</servlet-name><url-pattern>/analytics/sorry</url-pattern></servlet-mapping>
          <error-page><error-code>409</error-code><location>/analytics/sorry</location></error-page>
        </web-app>
        """
        .formatted(
            servlets.webApp,
            shared(settings),
            SignIn.class.getName(),
            gate("analytics", Map.of("intercept", "request"))
                + gate("go", Map.of("intercept", "redirect"))
                + gate("report", Map.of("targetUrl", target))
                + gate("rehearsal", Map.of("intercept", "request", "mode", "dry-run")),
            Application.class.getName(),
            target,
            Sorry.class.getName());
  }

  private static String shared(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting ->
                param("context-param", "powerbigate." + setting.getKey(), setting.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String gate(String name, Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> param("init-param", setting.getKey(), setting.getValue()))
        .collect(
            Collectors.joining(
                "\n",
                """
                <filter>
                  <filter-name>%s</filter-name>
                  <filter-class>io.github.powerbigate.PowerBiAccessGateFilter</filter-class>
                  <async-supported>true</async-supported>
                """
                    .formatted(name),
                "\n</filter>\n"));
  }

  private static String param(String element, String name, String value) {
    return "<%1$s><param-name>%2$s</param-name><param-value>%3$s</param-value></%1$s>"
        .formatted(element, name, value);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
