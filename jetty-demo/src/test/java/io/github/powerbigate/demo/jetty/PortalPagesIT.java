package io.github.powerbigate.demo.jetty;

import io.github.powerbigate.demo.PortalPages;
import org.junit.jupiter.api.Tag;

@Tag("browser")
class PortalPagesIT extends PortalPages {
  PortalPagesIT() {
    super(JettyPortal::bind);
  }
}
