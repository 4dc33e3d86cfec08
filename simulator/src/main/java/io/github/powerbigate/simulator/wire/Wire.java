package io.github.powerbigate.simulator.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * The ports of the simulator, one for each {@link Service}. They are bound when it is made, so that
 * the services can know their own addresses, and answer from {@link #start} to {@link #close}.
 */
public final class Wire implements AutoCloseable {
  /** Begins the name of every thread of the simulator. */
  public static final String THREADS = "powerbi-gate-simulator";

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration IDLE = Duration.ofHours(2);

  /** At once on one connection of HTTP/2, as at the front doors of Microsoft's clouds. */
  private static final int MOST_STREAMS = 100;

  private final Server server;
  private final Map<Service, ServerConnector> connectors = new EnumMap<>(Service.class);
  private final CertificateAuthority authority = new CertificateAuthority();
  private final Optional<String> exposedAs;
  private final TrustStore trustStore;

  /**
   * Binds the ports.
   *
   * @param ports the port of each service; a free one where none is named
   * @param exposedAs the name below {@code .test} by which other machines may ask; without it the
   *     simulator is on loopback only, as the control port always is
   * @param http2 whether the encrypted ports offer HTTP/2 beside HTTP/1.1
   */
  public Wire(Map<Service, Integer> ports, Optional<String> exposedAs, boolean http2) {
    this.exposedAs = exposedAs.map(Wire::requireTestName);
    QueuedThreadPool threads = new QueuedThreadPool(256, 8);
    threads.setName(THREADS);
    threads.setDaemon(true);
    server = new Server(threads, new ScheduledExecutorScheduler(THREADS + "-timer", true), null);
    ConnectionFactory[] plain = {new HttpConnectionFactory(configuration())};
    ConnectionFactory[] encrypted = encrypted(http2);
    for (Service service : Service.values()) {
      ServerConnector connector =
          new ServerConnector(
              server, null, null, null, 0, 1, service.isEncrypted() ? encrypted : plain);
      connector.setName(service.name());
      connector.setHost(isExposed(service) ? "0.0.0.0" : LOOPBACK);
      connector.setPort(ports.getOrDefault(service, 0));
      connector.setIdleTimeout(IDLE.toMillis());
      connector.setAcceptQueueSize(1024);
      connectors.put(service, connector);
      server.addConnector(connector);
    }
    open();
    try {
      trustStore =
          new TrustStore(Path.of(System.getProperty("java.io.tmpdir")), authority.certificate());
    } catch (RuntimeException e) {
      closePorts();
      throw e;
    }
  }

  /** Begins to answer. If that fails, all is closed. */
  public void start(
      Map<Service, Answers> answers, RequestLog log, Faults faults, InstantSource clock) {
    server.setHandler(new Frontend(answers, AllowedHosts.of(exposedAs), log, faults, clock));
    try {
      server.start();
    } catch (Exception e) {
      IllegalStateException failure =
          new IllegalStateException("the simulator could not be started", e);
      try {
        close();
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw failure;
    }
  }

  /** The origin of a service, without a slash at its end. */
  public URI origin(Service service) {
    ServerConnector connector = connectors.get(service);
    if (connector == null) {
      throw new AssertionError(service);
    }
    String scheme = service.isEncrypted() ? "https" : "http";
    String host = isExposed(service) ? exposedAs.orElseThrow() : "localhost";
    return URI.create(scheme + "://" + host + ":" + connector.getLocalPort());
  }

  /** A PKCS#12 file that holds the CA's certificate and nothing else; gone after {@link #close}. */
  public Path trustStore() {
    return trustStore.file();
  }

  /** The password of the trust store. */
  public String trustStorePassword() {
    return TrustStore.PASSWORD;
  }

  /** The certificate of the CA. */
  public X509Certificate authority() {
    return authority.certificate();
  }

  @Override
  public void close() {
    try {
      server.stop();
      server.destroy();
    } catch (Exception e) {
      throw new IllegalStateException("the simulator could not be stopped", e);
    } finally {
      // What has not been started is not stopped either, and its port would stay bound.
      closePorts();
      trustStore.close();
    }
  }

  /** Not by the connector's own close, which leaves a port open that no acceptor thread serves. */
  private void closePorts() {
    for (ServerConnector connector : connectors.values()) {
      if (connector.getTransport() instanceof ServerSocketChannel port) {
        IO.close(port);
      }
    }
  }

  /** Who holds the control token changes the world; that is for this machine. */
  private boolean isExposed(Service service) {
    return exposedAs.isPresent() && service != Service.CONTROL;
  }

  private static String requireTestName(String name) {
    if (!name.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.test")) {
      throw new IllegalArgumentException(
          "the simulator can be exposed only under a name that ends in .test, not " + name);
    }
    return name;
  }

  private void open() {
    try {
      for (ServerConnector connector : connectors.values()) {
        connector.open();
      }
    } catch (IOException e) {
      closePorts();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      closePorts();
      throw e;
    }
  }

  private ConnectionFactory[] encrypted(boolean http2) {
    String password = UUID.randomUUID().toString();
    KeyStore keys = authority.serverKeys(password.toCharArray(), exposedAs);
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keys);
    tls.setKeyStorePassword(password);
    HttpConfiguration configuration = configuration();
    // The host check of AllowedHosts answers for all ports alike.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
    if (!http2) {
      return new ConnectionFactory[] {new SslConnectionFactory(tls, http1.getProtocol()), http1};
    }
    tls.setCipherComparator(HTTP2Cipher.COMPARATOR);
    HTTP2ServerConnectionFactory streams = new HTTP2ServerConnectionFactory(configuration);
    streams.setMaxConcurrentStreams(MOST_STREAMS);
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
    choice.setDefaultProtocol(http1.getProtocol());
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls, choice.getProtocol()), choice, streams, http1
    };
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setIdleTimeout(IDLE.toMillis());
    return configuration;
  }
}
