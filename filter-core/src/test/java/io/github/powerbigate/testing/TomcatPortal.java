package io.github.powerbigate.testing;

import io.github.powerbigate.testing.TestPortal.Plan;
import jakarta.servlet.Filter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.AccessLogValve;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Puts a portal together on Tomcat. */
final class TomcatPortal {

  private TomcatPortal() {}

  static TestPortal start(Plan plan) throws Exception {
    Path base = Files.createTempDirectory("tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setHostname("localhost");
    tomcat.setPort(plan.port);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    if (plan.headers > 0) {
      tomcat.getConnector().setProperty("maxHttpHeaderSize", Integer.toString(plan.headers));
    }
    Context context = tomcat.addContext(plan.contextPath, Webapp.folder().toString());
    if (plan.accessLog != null) {
      context.getPipeline().addValve(accessLog(plan.accessLog));
    }
    if (plan.forwarded) {
      context.getPipeline().addValve(new RemoteIpValve());
    }
    Filter outermost = plan.outermost;
    if (outermost != null) {
      FilterDef definition = filter("outermost", outermost.getClass().getName(), Map.of());
      definition.setFilter(outermost);
      add(context, definition, "/*");
    }
    if (!plan.signInBehindTheGate) {
      addSignIn(context, plan);
    }
    if (plan.settings != null) {
      add(context, filter("powerbi", TestPortal.GATE, plan.settings), plan.pattern);
    }
    if (plan.signInBehindTheGate) {
      addSignIn(context, plan);
    }
    plan.servlets.forEach(
        (where, servlet) -> {
          Tomcat.addServlet(context, where, servlet).setAsyncSupported(true);
          context.addServletMappingDecoded(where, where);
        });
    Webapp.addPages(context);
    if (plan.formLogin) {
      FormLogin.guard(tomcat, context, plan.pattern);
    }
    if (!plan.errorPage.isEmpty()) {
      ErrorPage page = new ErrorPage();
      page.setLocation(plan.errorPage);
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

  private static AccessLogValve accessLog(Path file) {
    AccessLogValve log = new AccessLogValve();
    log.setDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()).toString());
    log.setPrefix(Objects.requireNonNull(file.getFileName()).toString());
    log.setSuffix("");
    log.setRotatable(false);
    log.setBuffered(false);
    log.setPattern("combined");
    return log;
  }

  private static void addSignIn(Context context, Plan plan) {
    FilterDef definition = filter("signin", plan.signIn.getClass().getName(), Map.of());
    definition.setFilter(plan.signIn);
    add(context, definition, "/*");
  }

  private static void add(Context context, FilterDef definition, String pattern) {
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(definition.getFilterName());
    mapping.addURLPattern(pattern);
    context.addFilterMap(mapping);
  }

  private static FilterDef filter(String name, String type, Map<String, String> params) {
    FilterDef definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilterClass(type);
    definition.setAsyncSupported("true");
    params.forEach(definition::addInitParameter);
    return definition;
  }
}
