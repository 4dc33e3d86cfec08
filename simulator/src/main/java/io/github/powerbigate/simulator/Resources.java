package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.App;
import io.github.powerbigate.simulator.world.Guid;
import io.github.powerbigate.simulator.world.World;
import java.util.Optional;

/**
 * The resources for which tokens are issued: Graph, Power BI, and the tenant's own apps. Each cloud
 * knows its own Power BI and no other (Microsoft facts §4): asking for another's is refused at the
 * token endpoint (§3.6).
 */
final class Resources {
  private static final String OWN = "api://";

  private final World world;
  private final String graph;

  Resources(World world, String graph) {
    this.world = world;
    this.graph = graph;
  }

  String graph() {
    return graph;
  }

  String powerBi() {
    return world.tenant().cloud().powerBiResource();
  }

  /** What a token for the resource has as its audience; an app's own is its client id. */
  String audience(String resource) throws EntraRefusal {
    if (resource.equals(graph)) {
      return graph;
    }
    Optional<App> own = app(resource);
    if (own.isPresent()) {
      return own.get().clientId();
    }
    if (!resource.equals(powerBi())) {
      throw new EntraRefusal(EntraError.UNKNOWN_RESOURCE, resource);
    }
    if (!world.tenant().isPowerBiUsed()) {
      throw new EntraRefusal(EntraError.MISSING_SERVICE, resource);
    }
    return resource;
  }

  private Optional<App> app(String resource) {
    String id = resource.startsWith(OWN) ? resource.substring(OWN.length()) : resource;
    return Guid.isGuid(id) ? world.apps().find(id) : Optional.empty();
  }
}
