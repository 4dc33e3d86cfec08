package io.github.powerbigate.settings;

import static java.util.Objects.requireNonNull;

import io.github.powerbigate.settings.Place.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the settings of one gate may stand, in the order of their precedence; in each source the
 * form for one gate comes before the plain form. Immutable; shows no text in {@code toString}.
 */
public final class SettingSources {

  private final String filterName;
  private final List<Place> places;

  private SettingSources(String filterName, List<Place> places) {
    this.filterName = filterName;
    this.places = List.copyOf(places);
  }

  /**
   * The sources of a gate in this JVM: its system properties, its environment and what JNDI holds
   * below {@code java:comp/env/powerbigate} for the calling thread are read now.
   *
   * @param filterName the filter's name in web.xml
   * @param initParams the filter's init-params
   * @param contextParams the web application's context-params
   * @throws BadSettings if JNDI holds something under the name of a setting that is not a text
   */
  public static SettingSources here(
      String filterName, Map<String, String> initParams, Map<String, String> contextParams) {
    Map<String, String> properties =
        System.getProperties().stringPropertyNames().stream()
            .filter(name -> name.startsWith("powerbigate."))
            .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
    return of(
        filterName,
        properties,
        System.getenv(),
        JndiEntries.read(filterName),
        initParams,
        contextParams);
  }

  /**
   * The sources of a gate, each as a map from full name to text.
   *
   * @param filterName the filter's name in web.xml
   * @param systemProperties system properties
   * @param environment environment variables
   * @param jndi JNDI entries, by their names below {@code java:comp/env/}
   * @param initParams the filter's init-params
   * @param contextParams the web application's context-params
   * @throws NullPointerException if an argument is null
   */
  public static SettingSources of(
      String filterName,
      Map<String, String> systemProperties,
      Map<String, String> environment,
      Map<String, String> jndi,
      Map<String, String> initParams,
      Map<String, String> contextParams) {
    requireNonNull(filterName, "filterName is null");
    String dotted = "powerbigate." + filterName + ".";
    String underscored = "POWERBIGATE__" + Setting.upperSnake(filterName) + "__";
    String slashed = "powerbigate/" + filterName + "/";
    return new SettingSources(
        filterName,
        List.of(
            new Place(Source.SYSTEM_PROPERTY, dotted, systemProperties),
            new Place(Source.SYSTEM_PROPERTY, "powerbigate.", systemProperties),
            new Place(Source.ENVIRONMENT, underscored, environment),
            new Place(Source.ENVIRONMENT, "POWERBIGATE_", environment),
            new Place(Source.JNDI, slashed, jndi),
            new Place(Source.JNDI, "powerbigate/", jndi),
            new Place(Source.INIT_PARAM, "", initParams),
            new Place(Source.CONTEXT_PARAM, dotted, contextParams),
            new Place(Source.CONTEXT_PARAM, "powerbigate.", contextParams)));
  }

  /** The filter's name in web.xml. */
  String filterName() {
    return filterName;
  }

  /** The places, those that win first. */
  List<Place> places() {
    return places;
  }

  /** Whether that place is the one that a full name stands in: the one with the longest prefix. */
  boolean isFor(Place place, String fullName) {
    return fullName.startsWith(place.prefix())
        && places.stream()
            .filter(other -> other.source() == place.source())
            .filter(other -> fullName.startsWith(other.prefix()))
            .allMatch(other -> other.prefix().length() <= place.prefix().length());
  }

  /** These sources, and those of a settings file at its place in the order. */
  SettingSources with(Place file) {
    List<Place> more = new ArrayList<>(places);
    int at = 0;
    while (more.get(at).source().compareTo(file.source()) < 0) {
      at++;
    }
    more.add(at, file);
    return new SettingSources(filterName, more);
  }

  @Override
  public String toString() {
    return "SettingSources[" + filterName + "]";
  }
}
