package io.github.powerbigate.containers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A servlet container as it is distributed, and how it is started. */
interface Container {

  /** Product and version. */
  String name();

  /** Which of the two worlds its applications live in. */
  Servlets servlets();

  /** The servlet specification that it implements. */
  String specification();

  /** Whether an application can be replaced while the container lives. */
  default boolean redeploys() {
    return true;
  }

  /** Every undeployed application. */
  int ALL = Integer.MAX_VALUE;

  /** How many undeployed applications it may keep hold of by itself. */
  default int keepsHoldOf() {
    return 0;
  }

  /** Whether it starts at all on a JDK. */
  default boolean startsOn(int jdk) {
    return true;
  }

  /** What an operator should know of it; empty if there is nothing. */
  default String note() {
    return "";
  }

  /** The file that the build must have laid ready. */
  String distribution();

  /**
   * Unpacks it, and says how it is started.
   *
   * @param folder empty
   * @param port where it shall listen, on loopback
   */
  Command install(Path folder, int port) throws IOException;

  /**
   * How a container is started.
   *
   * @param line the command; the first word may be {@code java}
   * @param folder where it runs
   * @param environment what it is told besides
   * @param webapps where a WAR is put to be deployed, and deleted to be undeployed
   * @param log the file of its log, beside what it prints
   */
  record Command(
      List<String> line, Path folder, Map<String, String> environment, Path webapps, Path log) {}
}
