package io.github.powerbigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads what the gate logs during a test. A warning or worse that the test did not {@link #expect}
 * fails it, and so does one that was expected and did not come.
 *
 * <pre>{@code @RegisterExtension final LogWatch logs = new LogWatch();}</pre>
 */
public final class LogWatch implements BeforeEachCallback, AfterEachCallback {
  // Held here: java.util.logging itself would let it be collected, and our handler with it.
  private final Logger logger = Logger.getLogger("io.github.powerbigate");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final List<Expected> expected = new ArrayList<>();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private @Nullable Level level;

  private record Expected(Level level, String words) {}

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Expects at least one record of this level whose message contains these words. */
  public void expect(Level level, String words) {
    expected.add(new Expected(level, words));
  }

  /** The messages so far, of this level and above, with their parameters filled in. */
  public List<String> messages(Level atLeast) {
    return records.stream()
        .filter(record -> record.getLevel().intValue() >= atLeast.intValue())
        .map(formatter::formatMessage)
        .toList();
  }

  /** The records so far. */
  public List<LogRecord> records() {
    return List.copyOf(records);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    finish();
  }

  void start() {
    records.clear();
    expected.clear();
    level = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.addHandler(handler);
  }

  void finish() {
    logger.removeHandler(handler);
    logger.setLevel(level);
    assertThat(records)
        .as("warnings that nobody expected")
        .filteredOn(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
        .filteredOn(record -> expected.stream().noneMatch(one -> fits(one, record)))
        .extracting(formatter::formatMessage)
        .isEmpty();
    assertThat(expected)
        .as("log messages that were expected and did not come")
        .filteredOn(one -> records.stream().noneMatch(record -> fits(one, record)))
        .isEmpty();
  }

  private boolean fits(Expected one, LogRecord record) {
    return record.getLevel().equals(one.level())
        && formatter.formatMessage(record).contains(one.words());
  }
}
