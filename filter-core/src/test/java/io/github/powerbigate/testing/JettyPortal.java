package io.github.powerbigate.testing;

import io.github.powerbigate.testing.TestPortal.Plan;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.RequestLogWriter;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Puts a portal together on Jetty. */
final class JettyPortal {

  private JettyPortal() {}

  static TestPortal start(Plan plan, int threads) throws Exception {
    Server server = new Server(new QueuedThreadPool(threads));
    HttpConfiguration http = new HttpConfiguration();
    if (plan.headers > 0) {
      http.setRequestHeaderSize(plan.headers);
      http.setResponseHeaderSize(plan.headers);
      http.setMaxResponseHeaderSize(plan.headers);
    }
    if (plan.forwarded) {
      http.addCustomizer(new ForwardedRequestCustomizer());
    }
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("localhost");
    connector.setPort(plan.port);
    connector.setAcceptQueueSize(2000);
    if (plan.idleMillis > 0) {
      connector.setIdleTimeout(plan.idleMillis);
    }
    server.addConnector(connector);
    if (plan.accessLog != null) {
      server.setRequestLog(
          new CustomRequestLog(
              new RequestLogWriter(plan.accessLog.toString()),
              CustomRequestLog.EXTENDED_NCSA_FORMAT));
    }
    server.setHandler(application(plan));
    try {
      server.start();
    } catch (Exception e) {
      server.stop();
      throw e;
    }
    return new TestPortal(connector.getLocalPort(), server::stop);
  }

  private static ServletContextHandler application(Plan plan) throws Exception {
    ServletContextHandler context =
        new ServletContextHandler(
            plan.contextPath.isEmpty() ? "/" : plan.contextPath, ServletContextHandler.SESSIONS);
    context.setBaseResourceAsString(Webapp.folder().toString());
    if (plan.outermost != null) {
      add(context, new FilterHolder(plan.outermost), "/*");
    }
    FilterHolder signIn = new FilterHolder(plan.signIn);
    if (!plan.signInBehindTheGate) {
      add(context, signIn, "/*");
    }
    Map<String, String> settings = plan.settings;
    if (settings != null) {
      FilterHolder gate = new FilterHolder();
      gate.setClassName(TestPortal.GATE);
      gate.setName("powerbi");
      gate.setInitParameters(settings);
      add(context, gate, plan.pattern);
    }
    if (plan.signInBehindTheGate) {
      add(context, signIn, "/*");
    }
    plan.servlets.forEach(
        (where, servlet) -> {
          ServletHolder holder = new ServletHolder(servlet);
          holder.setAsyncSupported(true);
          context.addServlet(holder, where);
        });
    Webapp.addPages(context);
    if (plan.formLogin) {
      FormLogin.guard(context, plan.pattern);
    }
    if (!plan.errorPage.isEmpty()) {
      ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
      errors.addErrorPage(400, 599, plan.errorPage);
      context.setErrorHandler(errors);
    }
    return context;
  }

  private static void add(ServletContextHandler context, FilterHolder filter, String pattern) {
    filter.setAsyncSupported(true);
    context.addFilter(filter, pattern, EnumSet.of(DispatcherType.REQUEST));
  }
}
