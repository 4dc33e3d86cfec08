package io.github.powerbigate.demo.jetty;

import io.github.powerbigate.demo.DemoMain;

/** The demo on Jetty, until Ctrl-C. */
public final class JettyDemo {
  private JettyDemo() {}

  /** Starts the demo and stays until the process is told to end; options as {@link DemoMain}'s. */
  public static void main(String[] arguments) throws InterruptedException {
    DemoMain.run(JettyPortal::bind, arguments);
  }
}
