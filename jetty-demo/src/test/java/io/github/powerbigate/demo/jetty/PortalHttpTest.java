package io.github.powerbigate.demo.jetty;

import io.github.powerbigate.demo.PortalOverHttp;
import java.io.IOException;

class PortalHttpTest extends PortalOverHttp {
  PortalHttpTest() throws IOException {
    super(JettyPortal::bind);
  }
}
