package io.github.powerbigate;

import io.github.powerbigate.redirect.WatchedResponse;
import io.github.powerbigate.settings.GateSettings;
import io.github.powerbigate.settings.SettingSources;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands on the path that leads to Power BI. Who has access passes and notices nothing; who has
 * not, yet, gets a wait page that goes on by itself the moment access really works.
 *
 * <p><b>It is not an authorisation check.</b> Power BI enforces access, and the portal grants it;
 * the gate spares people an error page while a new membership propagates through Entra ID. Whatever
 * fails in the gate lets the request pass.
 *
 * <p><b>Order.</b> Map it <em>after</em> the filter that signs people in: before it, nobody is
 * signed in, and everybody passes.
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>powerbi</filter-name>
 *   <filter-class>io.github.powerbigate.PowerBiAccessGateFilter</filter-class>
 *   <async-supported>true</async-supported>
 *   <init-param><param-name>tenantId</param-name><param-value>…</param-value></init-param>
 *   …
 * </filter>
 * <filter-mapping>
 *   <filter-name>powerbi</filter-name>
 *   <url-pattern>/analytics</url-pattern>
 * </filter-mapping>
 * }</pre>
 *
 * <p>Settings: {@code docs/settings.md}. Thread-safe; made and destroyed by the container.
 */
public final class PowerBiAccessGateFilter implements Filter {

  private volatile @Nullable Gate gate;
  private volatile @Nullable Runnable leaveTheOthers;

  /** For the container. */
  public PowerBiAccessGateFilter() {}

  /** With a gate that is open already. */
  PowerBiAccessGateFilter(Gate gate) {
    this.gate = gate;
  }

  /**
   * Reads the settings and sets out to ask Microsoft, in the background. Microsoft never stops the
   * start; a bad setting does.
   *
   * @throws ServletException if a setting is bad or missing; the message says which, where it came
   *     from, and the rule
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    ServletContext context = config.getServletContext();
    try {
      GateSettings settings =
          GateSettings.read(
              SettingSources.here(
                  config.getFilterName(),
                  params(config.getInitParameterNames(), config::getInitParameter),
                  params(context.getInitParameterNames(), context::getInitParameter)));
      open(settings, context);
    } catch (IllegalArgumentException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  /**
   * Passes the request on, or answers it.
   *
   * @throws IOException what the application or the client's connection throws
   * @throws ServletException what the application throws
   */
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Gate current = gate;
    WatchedResponse watched = null;
    if (current != null
        // Forwards, includes and error pages belong to a request that was let through before.
        && request.getDispatcherType() == DispatcherType.REQUEST
        && request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      Outcome outcome = current.decide(httpRequest);
      if (outcome instanceof Answer answer) {
        answer.writeTo(httpRequest, httpResponse);
        return;
      }
      watched = current.watch(outcome, httpRequest, httpResponse);
    }
    boolean well = false;
    try {
      chain.doFilter(
          watched == null ? request : watched.request(), watched == null ? response : watched);
      well = true;
    } finally {
      if (watched != null) {
        watched.end(well);
      }
    }
  }

  /** Gives up whatever is under way; afterwards no thread, timer or connection is left. */
  @Override
  public void destroy() {
    Gate current = gate;
    gate = null;
    Runnable leave = leaveTheOthers;
    leaveTheOthers = null;
    try {
      if (current != null) {
        current.close();
      }
    } finally {
      if (leave != null) {
        leave.run();
      }
    }
  }

  private void open(GateSettings settings, ServletContext context) {
    SharedByGates shared = SharedByGates.join(context);
    Gate opened = null;
    try {
      opened =
          Gate.open(
              settings, WebApplication.of(context), shared.connections(), InstantSource.system());
    } finally {
      if (opened == null) {
        shared.leave(context);
      }
    }
    leaveTheOthers = () -> shared.leave(context);
    gate = opened;
  }

  private static Map<String, String> params(
      @Nullable Enumeration<String> names, Function<String, @Nullable String> valueOf) {
    Map<String, String> params = new HashMap<>();
    for (String name : names == null ? Collections.<String>emptyList() : Collections.list(names)) {
      String value = valueOf.apply(name);
      if (value != null) {
        params.put(name, value);
      }
    }
    return params;
  }
}
