package io.github.powerbigate.demo.tomcat;

import io.github.powerbigate.demo.PortalOverHttp;
import java.io.IOException;

class PortalHttpTest extends PortalOverHttp {
  PortalHttpTest() throws IOException {
    super(TomcatPortal::bind);
  }
}
