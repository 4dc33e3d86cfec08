package io.github.powerbigate.demo.jetty;

import io.github.powerbigate.demo.DemoProcess;

class DemoMainIT extends DemoProcess {
  DemoMainIT() {
    super(JettyDemo.class);
  }
}
