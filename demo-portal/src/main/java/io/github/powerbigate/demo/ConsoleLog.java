package io.github.powerbigate.demo;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What of the log is shown where the demo runs: the gate's words, a line each. */
final class ConsoleLog {
  // Held here: java.util.logging itself would let them be collected, and their levels with them.
  private final Logger gate = Logger.getLogger("io.github.powerbigate");
  private final List<Logger> others =
      List.of(
          Logger.getLogger("org.eclipse.jetty"),
          Logger.getLogger("org.apache"),
          Logger.getLogger("com.microsoft.aad.msal4j"));

  /**
   * Sets up the log.
   *
   * @param level from which on the gate is heard
   */
  void open(Level level) {
    ConsoleHandler console = new ConsoleHandler();
    console.setFormatter(new Line());
    gate.addHandler(console);
    gate.setUseParentHandlers(false);
    gate.setLevel(level);
    // What keeps the demo from starting it says itself, in a sentence.
    others.forEach(logger -> logger.setLevel(Level.OFF));
  }

  /** From now on the gate is heard when it tells of waits, and the others when they warn. */
  void listen() {
    gate.setLevel(Level.INFO);
    others.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  private static final class Line extends Formatter {
    @Override
    public String format(LogRecord record) {
      return String.format(
          "%tT %s: %s%n",
          record.getInstant().toEpochMilli(), record.getLevel().getName(), formatMessage(record));
    }
  }
}
