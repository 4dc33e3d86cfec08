package io.github.powerbigate.demo.tomcat;

import io.github.powerbigate.demo.DemoProcess;

class DemoMainIT extends DemoProcess {
  DemoMainIT() {
    super(TomcatDemo.class);
  }
}
