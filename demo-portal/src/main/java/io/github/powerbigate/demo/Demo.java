package io.github.powerbigate.demo;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The portal in a container of its own, and behind it the simulator or a real tenant. */
final class Demo implements AutoCloseable {
  private final PortalServer portal;
  private final Cloud cloud;
  private final URI address;

  private Demo(PortalServer portal, Cloud cloud, Optional<String> exposedAs) {
    this.portal = portal;
    this.cloud = cloud;
    address = address(exposedAs, portal);
  }

  private static URI address(Optional<String> exposedAs, PortalServer portal) {
    return URI.create("http://" + exposedAs.orElse("localhost") + ":" + portal.port() + "/");
  }

  /**
   * Starts the demo; it answers when this returns.
   *
   * @param gateSettings beat those of the demo itself
   * @throws IOException if the port cannot be had
   * @throws RuntimeException if something else does not start; the message says what
   */
  static Demo start(PortalServer.Kind kind, DemoOptions options, Map<String, String> gateSettings)
      throws IOException {
    PortalServer portal = kind.bind(options.bind(), options.port());
    Cloud cloud = null;
    try {
      cloud = Cloud.of(options);
      Map<String, String> params = new HashMap<>(cloud.contextParams());
      if (options.asUser()) {
        params.putAll(cloud.signInParams(address(options.exposedAs(), portal)));
      }
      params.putAll(Cloud.ofTheGate(gateSettings));
      portal.start(cloud.tenant(), params);
      return new Demo(portal, cloud, options.exposedAs());
    } catch (RuntimeException e) {
      try {
        portal.close();
      } catch (RuntimeException another) {
        // The first fault says why.
        e.addSuppressed(another);
      }
      if (cloud != null) {
        cloud.close();
      }
      throw e;
    }
  }

  /** Where a browser finds the portal; ends with a slash. */
  URI address() {
    return address;
  }

  /** The simulator, unless the demo runs against the real cloud. */
  Optional<Cloud.Simulation> simulation() {
    return cloud.simulation();
  }

  @Override
  public void close() {
    try {
      portal.close();
    } finally {
      cloud.close();
    }
  }
}
