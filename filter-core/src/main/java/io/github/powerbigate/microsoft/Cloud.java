package io.github.powerbigate.microsoft;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One of Microsoft's clouds: where its services are, and which hosts serve Power BI to a browser.
 * Immutable. Hosts: <a href="https://learn.microsoft.com/graph/deployments">Graph deployments</a>
 * and <a href="https://learn.microsoft.com/power-bi/enterprise/service-govus-overview">Power BI for
 * US government</a>.
 *
 * @param name as in the setting {@code cloud}
 * @param entra origin of Entra ID
 * @param graph origin of Microsoft Graph
 * @param graphScope scope of a Graph token
 * @param powerBiApi origin of the Power BI REST API
 * @param powerBiScope scope of a Power BI token
 * @param powerBiWebHosts hosts of the Power BI web application; a bare name means https on 443, and
 *     a custom cloud may name a whole loopback origin such as {@code http://localhost:8090}
 */
public record Cloud(
    String name,
    URI entra,
    URI graph,
    String graphScope,
    URI powerBiApi,
    String powerBiScope,
    List<String> powerBiWebHosts) {

  /** The name of a cloud whose hosts the operator gives one by one. */
  public static final String CUSTOM = "custom";

  private static final List<Cloud> PRESETS =
      List.of(
          preset(
              "public",
              "login.microsoftonline.com",
              "graph.microsoft.com",
              "api.powerbi.com",
              "analysis.windows.net",
              "app.powerbi.com"),
          // Mixed: commercial Entra ID and Graph, government Power BI.
          preset(
              "gcc",
              "login.microsoftonline.com",
              "graph.microsoft.com",
              "api.powerbigov.us",
              "analysis.usgovcloudapi.net",
              "app.powerbigov.us"),
          preset(
              "gcc-high",
              "login.microsoftonline.us",
              "graph.microsoft.us",
              "api.high.powerbigov.us",
              "high.analysis.usgovcloudapi.net",
              "app.high.powerbigov.us"),
          preset(
              "dod",
              "login.microsoftonline.us",
              "dod-graph.microsoft.us",
              "api.mil.powerbigov.us",
              "mil.analysis.usgovcloudapi.net",
              "app.mil.powerbigov.us"),
          preset(
              "china",
              "login.partner.microsoftonline.cn",
              "microsoftgraph.chinacloudapi.cn",
              "api.powerbi.cn",
              "analysis.chinacloudapi.cn",
              "app.powerbi.cn"));

  /**
   * @throws NullPointerException if an argument is null
   */
  public Cloud {
    requireNonNull(name, "name is null");
    requireNonNull(entra, "entra is null");
    requireNonNull(graph, "graph is null");
    requireNonNull(graphScope, "graphScope is null");
    requireNonNull(powerBiApi, "powerBiApi is null");
    requireNonNull(powerBiScope, "powerBiScope is null");
    powerBiWebHosts = List.copyOf(powerBiWebHosts);
  }

  /** The clouds that Microsoft runs, the public one first. */
  public static List<Cloud> presets() {
    return PRESETS;
  }

  /** The preset of that name, if there is one. */
  public static Optional<Cloud> named(String name) {
    return PRESETS.stream().filter(cloud -> cloud.name.equals(name)).findFirst();
  }

  /**
   * A cloud that is not Microsoft's: the simulator, or a test double.
   *
   * @param entra origin of its Entra ID
   * @param graph origin of its Graph; the scope of a Graph token follows from it
   * @param powerBiApi origin of its Power BI REST API
   * @param powerBiScope scope of a Power BI token
   * @param powerBiWebHosts hosts or loopback origins of its Power BI web application
   */
  public static Cloud custom(
      URI entra, URI graph, URI powerBiApi, String powerBiScope, List<String> powerBiWebHosts) {
    return new Cloud(
        CUSTOM, entra, graph, graph + "/.default", powerBiApi, powerBiScope, powerBiWebHosts);
  }

  /** Hosts of the Power BI web application in Microsoft's other clouds; none for a custom cloud. */
  public List<String> webHostsOfOthers() {
    return PRESETS.stream()
        .filter(cloud -> !isCustom() && !cloud.name.equals(name))
        .flatMap(cloud -> cloud.powerBiWebHosts.stream())
        .toList();
  }

  /** Whether the operator gave the hosts one by one. */
  public boolean isCustom() {
    return name.equals(CUSTOM);
  }

  private static Cloud preset(
      String name,
      String entra,
      String graph,
      String powerBiApi,
      String powerBiResource,
      String web) {
    return new Cloud(
        name,
        URI.create("https://" + entra),
        URI.create("https://" + graph),
        "https://" + graph + "/.default",
        URI.create("https://" + powerBiApi),
        "https://" + powerBiResource + "/powerbi/api/.default",
        List.of(web));
  }
}
