package io.github.powerbigate.containers;

import io.github.powerbigate.containers.portal.Application;
import io.github.powerbigate.containers.portal.SignIn;
import io.github.powerbigate.containers.portal.Sorry;
import java.util.Map;

/** A portal as an operator would pack it: its own classes, one jar, a web.xml with four gates. */
final class Portal {

  private static final String[] EACH_DISPATCH = {"REQUEST", "FORWARD", "ERROR", "ASYNC"};

  private Portal() {}

  /** The portal, whose gates ask at a tenant. */
  static War at(Servlets servlets, Tenant tenant) {
    return of(servlets, webXml(tenant, new WebXml()));
  }

  /** The same portal by another web.xml. */
  static War of(Servlets servlets, WebXml webXml) {
    return new War(servlets)
        .with(Application.class)
        .with(SignIn.class)
        .with(Sorry.class)
        .withJar()
        .with(webXml);
  }

  /** The application alone. */
  static War withoutGates(Servlets servlets) {
    return new War(servlets)
        .with(Application.class)
        .with(new WebXml().servlet(Application.class, Map.of(), "/up", "/analytics"));
  }

  /**
   * The portal's web.xml.
   *
   * @param outer what stands before everything else
   */
  static WebXml webXml(Tenant tenant, WebXml outer) {
    return outer
        .shared(tenant.settings())
        .filter("signin", SignIn.class)
        .gate("analytics", Map.of("intercept", "request"))
        .gate("go", Map.of("intercept", "redirect"))
        .gate("report", Map.of("targetUrl", tenant.target()))
        .gate("rehearsal", Map.of("intercept", "request", "mode", "dry-run"))
        .at("/*", "signin")
        .at("/analytics/*", "analytics", EACH_DISPATCH)
        .at("/go", "go")
        .at("/report", "report")
        .at("/rehearsal", "rehearsal")
        .servlet(
            Application.class,
            Map.of("target", tenant.target()),
            "/analytics",
            "/go",
            "/broken",
            "/rehearsal",
            "/up")
        .servlet(Sorry.class, Map.of(), "/analytics/sorry")
        .errorPage(409, "/analytics/sorry");
  }
}
