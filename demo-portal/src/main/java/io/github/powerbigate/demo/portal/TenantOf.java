package io.github.powerbigate.demo.portal;

import jakarta.servlet.ServletContext;

/** Finds the tenant that whoever started the portal has given it. */
final class TenantOf {
  private TenantOf() {}

  static Tenant context(ServletContext context) {
    if (context.getAttribute(Tenant.ATTRIBUTE) instanceof Tenant tenant) {
      return tenant;
    }
    throw new IllegalStateException("the portal was started without a tenant");
  }
}
