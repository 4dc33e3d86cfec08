package io.github.powerbigate.simulator.wire;

/** The parts of the simulated cloud, each on a port of its own. */
public enum Service {
  /** The token endpoint of Entra ID. */
  ENTRA(true),
  /** Microsoft Graph. */
  GRAPH(true),
  /** The Power BI REST API. */
  POWER_BI_API(true),
  /** The Power BI web app, where a browser lands. */
  POWER_BI_WEB(false),
  /** The simulator's own control page and API. */
  CONTROL(false);

  private final boolean encrypted;

  Service(boolean encrypted) {
    this.encrypted = encrypted;
  }

  boolean isEncrypted() {
    return encrypted;
  }
}
