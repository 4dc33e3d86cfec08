package io.github.powerbigate.testing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * A portal in a real container on loopback: a sign-in that believes the header {@code X-User}, the
 * gate, and behind it a servlet that echoes what reaches it.
 */
public final class TestPortal implements AutoCloseable {

  /** What the application answers when a request reaches it. */
  public static final String APPLICATION = "the application: ";

  private static final String GATE = "io.github.powerbigate.PowerBiAccessGateFilter";

  private final URI address;
  private final Stop server;

  /** Stops a container. */
  @FunctionalInterface
  private interface Stop {
    void stop() throws Exception;
  }

  private TestPortal(int port, Stop server) {
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
    private final Map<String, HttpServlet> servlets = new LinkedHashMap<>();
    private final List<Filter> filters = new ArrayList<>(List.of(new SignIn()));
    private @Nullable Map<String, String> settings;
    private String pattern = "";
    private String contextPath = "";
    private String errorPage = "";
    private boolean formLogin;
    private int port;

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
      filters.set(0, filter);
      return this;
    }

    /** With a page for every error. */
    public Plan errorPage(String path) {
      errorPage = path;
      return this;
    }

    /** With the container's own sign-in by a form on the gate's pattern; see {@link FormLogin}. */
    public Plan formLogin() {
      formLogin = true;
      return servlet(FormLogin.PAGE, new FormLogin());
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
      return container.equals("Jetty") ? jetty(threads) : tomcat();
    }

    private TestPortal jetty(int threads) throws Exception {
      Server server = new Server(new QueuedThreadPool(threads));
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("localhost");
      connector.setPort(port);
      connector.setAcceptQueueSize(2000);
      server.addConnector(connector);
      ServletContextHandler context =
          new ServletContextHandler(
              contextPath.isEmpty() ? "/" : contextPath, ServletContextHandler.SESSIONS);
      context.setBaseResourceAsString(Webapp.folder().toString());
      EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
      for (Filter filter : filters) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", requests);
      }
      if (settings != null) {
        FilterHolder gate = new FilterHolder();
        gate.setClassName(GATE);
        gate.setName("powerbi");
        gate.setAsyncSupported(true);
        gate.setInitParameters(settings);
        context.addFilter(gate, pattern, requests);
      }
      servlets.forEach(
          (where, servlet) -> {
            ServletHolder holder = new ServletHolder(servlet);
            holder.setAsyncSupported(true);
            context.addServlet(holder, where);
          });
      Webapp.addPages(context);
      if (formLogin) {
        FormLogin.guard(context, pattern);
      }
      if (!errorPage.isEmpty()) {
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(400, 599, errorPage);
        context.setErrorHandler(errors);
      }
      server.setHandler(context);
      try {
        server.start();
      } catch (Exception e) {
        server.stop();
        throw e;
      }
      return new TestPortal(connector.getLocalPort(), server::stop);
    }

    private TestPortal tomcat() throws Exception {
      Path base = Files.createTempDirectory("tomcat");
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir(base.toString());
      tomcat.setHostname("localhost");
      tomcat.setPort(port);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
      Context context = tomcat.addContext(contextPath, Webapp.folder().toString());
      for (Filter filter : filters) {
        FilterDef definition = filter("signin", filter.getClass().getName(), Map.of());
        definition.setFilter(filter);
        context.addFilterDef(definition);
        context.addFilterMap(mapping("signin", "/*"));
      }
      if (settings != null) {
        context.addFilterDef(filter("powerbi", GATE, settings));
        context.addFilterMap(mapping("powerbi", pattern));
      }
      servlets.forEach(
          (where, servlet) -> {
            Tomcat.addServlet(context, where, servlet).setAsyncSupported(true);
            context.addServletMappingDecoded(where, where);
          });
      Webapp.addPages(context);
      if (formLogin) {
        FormLogin.guard(tomcat, context, pattern);
      }
      if (!errorPage.isEmpty()) {
        ErrorPage page = new ErrorPage();
        page.setLocation(errorPage);
        context.addErrorPage(page);
      }
      tomcat.start();
      return new TestPortal(
          tomcat.getConnector().getLocalPort(),
          () -> {
            tomcat.stop();
            tomcat.destroy();
          });
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

  private static FilterDef filter(String name, String type, Map<String, String> params) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilterClass(type);
    definition.setAsyncSupported("true");
    params.forEach(definition::addInitParameter);
    return definition;
  }

  private static FilterMap mapping(String name, String pattern) {
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(name);
    mapping.addURLPattern(pattern);
    return mapping;
  }
}
