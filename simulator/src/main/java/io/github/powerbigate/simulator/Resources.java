package io.github.powerbigate.simulator;

import io.github.powerbigate.simulator.world.Tenant;

/**
 * The two resources for which tokens are issued. Each cloud knows its own Power BI and no other
 * (Microsoft facts §4): asking for another's is refused at the token endpoint (§3.6).
 */
final class Resources {
  private final Tenant tenant;
  private final String graph;

  Resources(Tenant tenant, String graph) {
    this.tenant = tenant;
    this.graph = graph;
  }

  String graph() {
    return graph;
  }

  String powerBi() {
    return tenant.cloud().powerBiResource();
  }

  void require(String resource) throws EntraRefusal {
    if (resource.equals(graph)) {
      return;
    }
    if (!resource.equals(powerBi())) {
      throw new EntraRefusal(EntraError.UNKNOWN_RESOURCE, resource);
    }
    if (!tenant.isPowerBiUsed()) {
      throw new EntraRefusal(EntraError.MISSING_SERVICE, resource);
    }
  }
}
