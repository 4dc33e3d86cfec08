package io.github.powerbigate.demo;

import io.github.powerbigate.demo.portal.Tenant;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;

/**
 * A container with the portal in it, at its root. Its port is bound when it is made; it answers
 * from {@link #start} on.
 */
public interface PortalServer extends AutoCloseable {

  /** Where in the class path the files of the portal are. */
  String WEBAPP = "webapp";

  /** A kind of container. */
  interface Kind {
    /**
     * Makes one.
     *
     * @param port 0 for a free one
     * @throws IOException if the port cannot be had
     */
    PortalServer bind(InetAddress address, int port) throws IOException;
  }

  /**
   * Starts the portal.
   *
   * @param contextParams beat those of its web.xml, as those of an operator do
   * @throws IllegalStateException if it does not start; the message is that of whoever stopped it
   */
  void start(Tenant tenant, Map<String, String> contextParams);

  /** The port that it has. */
  int port();

  /** Stops it and gives the port back; also where it was never started. */
  @Override
  void close();
}
