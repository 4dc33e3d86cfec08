package io.github.powerbigate.demo.tomcat;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hears why a web application does not start: Tomcat tells its log, and nobody else. While it
 * listens, the log itself does not get to hear it.
 */
final class WhyNotStarted extends Handler implements AutoCloseable {
  private final Logger logger;
  private final @Nullable Level level;
  private volatile String words = "the portal does not start";

  private WhyNotStarted(Logger logger) {
    this.logger = logger;
    level = logger.getLevel();
  }

  static WhyNotStarted listenTo(String application) {
    WhyNotStarted why = new WhyNotStarted(Logger.getLogger(application));
    why.logger.setLevel(Level.SEVERE);
    why.logger.setUseParentHandlers(false);
    why.logger.addHandler(why);
    return why;
  }

  /** The words of whoever stopped it. */
  String words() {
    return words;
  }

  @Override
  public void publish(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown != null && thrown.getMessage() != null) {
      words = thrown.getMessage();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(level);
  }
}
