package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a pom hands on. */
final class Dependencies {

  private Dependencies() {}

  /** The artifacts that reach whoever depends on the project, or whoever inherits from it. */
  static List<String> thatOthersGet(Path pom)
      throws IOException, SAXException, ParserConfigurationException {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    List<String> got = new ArrayList<>();
    for (Element dependencies : children(project, "dependencies")) {
      for (Element dependency : children(dependencies, "dependency")) {
        String scope = text(dependency, "scope");
        if (!scope.equals("test") && !scope.equals("provided")) {
          got.add(text(dependency, "artifactId"));
        }
      }
    }
    return got;
  }

  private static String text(Element element, String name) {
    return children(element, name).stream().findFirst().map(Element::getTextContent).orElse("");
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      Node node = nodes.item(i);
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
