package io.github.powerbigate.containers;

import java.util.Map;
import java.util.TreeMap;

/** Elements of a web.xml, in the order in which they are said. */
final class WebXml {

  private final StringBuilder elements = new StringBuilder();

  /** A parameter of the whole application. */
  WebXml parameter(String name, String value) {
    elements.append(param("context-param", name, value));
    return this;
  }

  /** Parameters that all gates share. */
  WebXml shared(Map<String, String> settings) {
    new TreeMap<>(settings).forEach((name, value) -> parameter("powerbigate." + name, value));
    return this;
  }

  /** A gate. */
  WebXml gate(String name, Map<String, String> settings) {
    return filter(name, "io.github.powerbigate.PowerBiAccessGateFilter", settings);
  }

  /** Somebody who is told of the start. */
  WebXml listener(Class<?> type) {
    return raw(
        "<listener><listener-class>%s</listener-class></listener>\n".formatted(type.getName()));
  }

  /** Elements as they are. */
  WebXml raw(String more) {
    elements.append(more);
    return this;
  }

  /** A filter. */
  WebXml filter(String name, Class<?> type) {
    return filter(name, type.getName(), Map.of());
  }

  /** A filter. */
  WebXml filter(String name, String type, Map<String, String> params) {
    elements.append("<filter><filter-name>%s</filter-name>".formatted(name));
    elements.append("<filter-class>%s</filter-class>".formatted(type));
    elements.append("<async-supported>true</async-supported>");
    new TreeMap<>(params).forEach((key, value) -> elements.append(param("init-param", key, value)));
    elements.append("</filter>\n");
    return this;
  }

  /** Where a filter stands; earlier ones stand before later ones. */
  WebXml at(String pattern, String filter, String... dispatchers) {
    elements.append("<filter-mapping><filter-name>%s</filter-name>".formatted(filter));
    elements.append("<url-pattern>%s</url-pattern>".formatted(pattern));
    for (String dispatcher : dispatchers) {
      elements.append("<dispatcher>%s</dispatcher>".formatted(dispatcher));
    }
    elements.append("</filter-mapping>\n");
    return this;
  }

  /** A servlet, and where it stands. */
  WebXml servlet(Class<?> type, Map<String, String> params, String... patterns) {
    String name = type.getSimpleName();
    elements.append("<servlet><servlet-name>%s</servlet-name>".formatted(name));
    elements.append("<servlet-class>%s</servlet-class>".formatted(type.getName()));
    params.forEach((key, value) -> elements.append(param("init-param", key, value)));
    elements.append("<async-supported>true</async-supported></servlet>\n");
    for (String pattern : patterns) {
      elements.append("<servlet-mapping><servlet-name>%s</servlet-name>".formatted(name));
      elements.append("<url-pattern>%s</url-pattern></servlet-mapping>\n".formatted(pattern));
    }
    return this;
  }

  /** A page for a status. */
  WebXml errorPage(int status, String location) {
    elements.append("<error-page><error-code>%d</error-code>".formatted(status));
    elements.append("<location>%s</location></error-page>\n".formatted(location));
    return this;
  }

  /** The elements alone. */
  String elements() {
    return elements.toString();
  }

  /** A web.xml of nothing else. */
  String whole(Servlets servlets) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <web-app %s metadata-complete="true">
        %s</web-app>
        """
        .formatted(servlets.webApp, elements);
  }

  private static String param(String element, String name, String value) {
    return "<%1$s><param-name>%2$s</param-name><param-value>%3$s</param-value></%1$s>\n"
        .formatted(element, name, value);
  }
}
