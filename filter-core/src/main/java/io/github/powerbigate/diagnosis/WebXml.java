package io.github.powerbigate.diagnosis;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a deployment descriptor ({@code WEB-INF/web.xml}, of any version) says about filters. A
 * DOCTYPE is allowed and not looked at: nothing that it names is fetched, and no entity is
 * replaced. Immutable.
 *
 * @param filters the filters, in their order
 * @param mappings what they are mapped to, in the order in which they meet a request
 * @param contextParams the context-params
 * @param asyncElsewhere whether something but a filter may answer later
 */
public record WebXml(
    List<Entry> filters,
    List<Mapping> mappings,
    Map<String, String> contextParams,
    boolean asyncElsewhere) {

  /** The largest that is read, in bytes. */
  public static final int LARGEST = 10 * 1024 * 1024;

  /** The class of the gate's filter. */
  public static final String GATE = "io.github.powerbigate.PowerBiAccessGateFilter";

  /**
   * A filter.
   *
   * @param name its name
   * @param type the name of its class
   * @param asyncSupported whether what is behind it may answer later
   * @param initParams its init-params
   */
  public record Entry(
      String name, String type, boolean asyncSupported, Map<String, String> initParams) {

    /** Whether it is a gate. */
    public boolean isGate() {
      return type.equals(GATE);
    }

    /** Leaves the init-params out: there may be secrets among them. */
    @Override
    public String toString() {
      return "Entry[" + name + "]";
    }
  }

  /**
   * What a filter is mapped to.
   *
   * @param filter the filter's name
   * @param requests whether requests from outside are among it
   */
  public record Mapping(String filter, boolean requests) {}

  /** The descriptor cannot be read. The message is our own and holds nothing of it. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /** Nothing of web.xml: there may be secrets in it. */
  @Override
  public String toString() {
    return "WebXml";
  }

  /**
   * Reads one.
   *
   * @throws Unreadable if it is too large, no XML, no web.xml, or uses an entity
   */
  public static WebXml read(byte[] bytes) throws Unreadable {
    if (bytes.length > LARGEST) {
      throw new Unreadable("it has more than 10 MB");
    }
    try {
      XMLStreamReader xml = open(new ByteArrayInputStream(bytes));
      try {
        return read(new Elements(xml));
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      // Its message repeats what stands in the file.
      throw new Unreadable("it is no well-formed XML, or refers to an entity, which is not read");
    }
  }

  /** The JDK's own parser, whatever the application carries. */
  private static XMLStreamReader open(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver((publicId, systemId, base, space) -> InputStream.nullInputStream());
    return factory.createXMLStreamReader(in);
  }

  private static WebXml read(Elements all) throws XMLStreamException, Unreadable {
    List<Entry> filters = new ArrayList<>();
    List<Mapping> mappings = new ArrayList<>();
    Map<String, String> contextParams = new HashMap<>();
    boolean async = false;
    Element root = all.root();
    if (!root.name.equals("web-app")) {
      throw new Unreadable("it is no web.xml");
    }
    for (Element element : root.children) {
      switch (element.name) {
        case "filter" -> filters.add(entry(element));
        case "filter-mapping" -> mappings.add(mapping(element));
        case "context-param" -> contextParams.put(text(element, "param-name"), value(element));
        case "servlet" -> async |= isAsync(element);
        default -> {}
      }
    }
    return new WebXml(
        List.copyOf(filters), List.copyOf(mappings), Map.copyOf(contextParams), async);
  }

  private static Entry entry(Element filter) {
    Map<String, String> params = new HashMap<>();
    for (Element param : filter.named("init-param")) {
      params.put(text(param, "param-name"), value(param));
    }
    return new Entry(
        text(filter, "filter-name"),
        text(filter, "filter-class"),
        isAsync(filter),
        Map.copyOf(params));
  }

  private static Mapping mapping(Element mapping) {
    List<Element> dispatchers = mapping.named("dispatcher");
    boolean requests =
        dispatchers.isEmpty()
            || dispatchers.stream().anyMatch(it -> it.text.toString().strip().equals("REQUEST"));
    return new Mapping(text(mapping, "filter-name"), requests);
  }

  private static boolean isAsync(Element element) {
    return text(element, "async-supported").equals("true");
  }

  private static String text(Element element, String name) {
    Optional<Element> first = element.named(name).stream().findFirst();
    return first.map(it -> it.text.toString().strip()).orElse("");
  }

  private static String value(Element param) {
    return text(param, "param-value");
  }

  /** An element, as far as a descriptor needs it. */
  private static final class Element {
    private final String name;
    private final List<Element> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Element(String name) {
      this.name = name;
    }

    List<Element> named(String wanted) {
      return children.stream().filter(child -> child.name.equals(wanted)).toList();
    }
  }

  /** Reads elements, of whatever namespace, one within the other. */
  private record Elements(XMLStreamReader xml) {

    private static final int DEEPEST = 32;

    Element root() throws XMLStreamException, Unreadable {
      while (xml.next() != XMLStreamConstants.START_ELEMENT) {
        // Comments, and the DOCTYPE of the versions up to 2.3.
      }
      return element(0);
    }

    private Element element(int depth) throws XMLStreamException, Unreadable {
      if (depth > DEEPEST) {
        throw new Unreadable("it is nested too deeply");
      }
      Element element = new Element(xml.getLocalName());
      while (true) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> element.children.add(element(depth + 1));
          case XMLStreamConstants.END_ELEMENT -> {
            return element;
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              element.text.append(xml.getText());
          case XMLStreamConstants.ENTITY_REFERENCE ->
              throw new Unreadable("it refers to an entity, which is not read");
          default -> {}
        }
      }
    }
  }
}
