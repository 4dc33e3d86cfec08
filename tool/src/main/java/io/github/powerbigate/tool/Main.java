package io.github.powerbigate.tool;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(interruptionOf(Thread.currentThread(), ended));
    int code = Tool.run(List.of(args), Surroundings.here());
    ended.countDown();
    System.exit(code);
  }

  /** Ctrl-C: the command gets a moment to say what it has so far. */
  private static Thread interruptionOf(Thread command, CountDownLatch ended) {
    return new Thread(
        () -> {
          if (ended.getCount() > 0) {
            command.interrupt();
            try {
              boolean unused = ended.await(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        },
        "interruption");
  }
}
