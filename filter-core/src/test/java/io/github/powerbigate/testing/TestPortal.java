package io.github.powerbigate.testing;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A portal in a real container on loopback: a sign-in that believes the header {@code X-User}, the
 * gate, and behind it a servlet that echoes what reaches it.
 */
public final class TestPortal implements AutoCloseable {

  /** What the application answers when a request reaches it. */
  public static final String APPLICATION = "the application: ";

  static final String GATE = "io.github.powerbigate.PowerBiAccessGateFilter";

  private final URI address;
  private final Stop server;

  /** Stops a container. */
  @FunctionalInterface
  interface Stop {
    void stop() throws Exception;
  }

  TestPortal(int port, Stop server) {
    this.address = URI.create("http://localhost:" + port);
    this.server = server;
  }

  /** On Jetty, under the root context, with the gate on {@code /powerbi}. */
  public static TestPortal onJetty(Map<String, String> settings) throws Exception {
    return onJetty(settings, 200);
  }

  /** On Jetty with so many threads. */
  public static TestPortal onJetty(Map<String, String> settings, int threads) throws Exception {
    return new Plan("Jetty").gate(settings, "/powerbi").servlet("/*", new Echo()).start(threads);
  }

  /** On Tomcat, under a context path ({@code ""} for the root), with the gate on a pattern. */
  public static TestPortal onTomcat(
      Map<String, String> settings, String contextPath, String pattern) throws Exception {
    return new Plan("Tomcat")
        .under(contextPath)
        .gate(settings, pattern)
        .servlet("/*", new Echo())
        .start();
  }

  /** A portal to be put together, on {@code Jetty} or {@code Tomcat}. */
  public static Plan on(String container) {
    return new Plan(container);
  }

  /** What a portal is made of. */
  public static final class Plan {
    private final String container;
    final Map<String, HttpServlet> servlets = new LinkedHashMap<>();
    Filter signIn = new SignIn();
    @Nullable Filter outermost;
    boolean signInBehindTheGate;
    @Nullable Map<String, String> settings;
    String pattern = "";
    String contextPath = "";
    String errorPage = "";
    boolean formLogin;
    boolean forwarded;
    @Nullable Path accessLog;
    int port;
    int headers;
    int idleMillis;

    private Plan(String container) {
      this.container = container;
    }

    /** Under a context path. */
    public Plan under(String path) {
      contextPath = path;
      return this;
    }

    /** With the gate on a pattern; without this there is none. */
    public Plan gate(Map<String, String> gateSettings, String guarded) {
      settings = gateSettings;
      pattern = guarded;
      return this;
    }

    /** With a servlet on a pattern. */
    public Plan servlet(String where, HttpServlet servlet) {
      servlets.put(where, servlet);
      return this;
    }

    /** With this sign-in in the place of the header's. */
    public Plan signIn(Filter filter) {
      signIn = filter;
      return this;
    }

    /** With a policy of its own, beside that of an answer. */
    public Plan contentSecurityPolicy(String policy) {
      outermost = new OuterPolicy(policy);
      return this;
    }

    /** With the sign-in behind the gate, where it is of no use to it. */
    public Plan signInBehindTheGate() {
      signInBehindTheGate = true;
      return this;
    }

    /** With the container's own sign-in by a form on the gate's pattern; see {@link FormLogin}. */
    public Plan formLogin() {
      formLogin = true;
      return servlet(FormLogin.PAGE, new FormLogin());
    }

    /**
     * With the container's own reading of {@code X-Forwarded-For}: Jetty's {@code
     * ForwardedRequestCustomizer}, Tomcat's {@code RemoteIpValve}.
     */
    public Plan forwarded() {
      forwarded = true;
      return this;
    }

    /** With an access log, in the combined format of Apache. */
    public Plan accessLog(Path file) {
      accessLog = file;
      return this;
    }

    /** With headers of up to so many bytes, in requests and answers; else the container's own. */
    public Plan headers(int bytes) {
      headers = bytes;
      return this;
    }

    /** On Jetty, with connections that are dropped after so long without a byte. */
    public Plan idle(int millis) {
      idleMillis = millis;
      return this;
    }

    /** With a page for every error. */
    public Plan errorPage(String path) {
      errorPage = path;
      return this;
    }

    /** On a port that is known before; else on a free one. */
    public Plan port(int number) {
      port = number;
      return this;
    }

    /** Starts it. */
    public TestPortal start() throws Exception {
      return start(200);
    }

    private TestPortal start(int threads) throws Exception {
      return container.equals("Jetty")
          ? JettyPortal.start(this, threads)
          : TomcatPortal.start(this);
    }
  }

  /** Where it is, without a trailing slash. */
  public URI address() {
    return address;
  }

  /** The guarded address. */
  public URI powerBi() {
    return address.resolve("/powerbi");
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The container does not stop", e);
    }
  }
}
