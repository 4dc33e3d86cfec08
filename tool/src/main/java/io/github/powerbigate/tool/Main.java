package io.github.powerbigate.tool;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code java -jar powerbi-access-gate-tool-….jar}. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    // Libraries would log what Microsoft answers, which may hold people's names.
    Logger.getLogger("").setLevel(Level.OFF);
    System.exit(Tool.run(List.of(args), Surroundings.here()));
  }
}
