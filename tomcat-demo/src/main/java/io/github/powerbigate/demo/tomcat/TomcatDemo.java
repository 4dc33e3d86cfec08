package io.github.powerbigate.demo.tomcat;

import io.github.powerbigate.demo.DemoMain;

/** The demo on Tomcat, until Ctrl-C. */
public final class TomcatDemo {
  private TomcatDemo() {}

  /** Starts the demo and stays until the process is told to end; options as {@link DemoMain}'s. */
  public static void main(String[] arguments) throws InterruptedException {
    DemoMain.run(TomcatPortal::bind, arguments);
  }
}
