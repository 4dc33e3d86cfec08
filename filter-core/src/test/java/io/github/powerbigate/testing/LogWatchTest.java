package io.github.powerbigate.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class LogWatchTest {
  private static final System.Logger LOG = System.getLogger("io.github.powerbigate.testing");

  private final LogWatch logs = new LogWatch();

  @Test
  void aWarningThatNobodyExpectedFails() {
    logs.start();
    LOG.log(System.Logger.Level.WARNING, "The {0} is closed", "gate");
    assertThatThrownBy(logs::finish)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("The gate is closed");
  }

  @Test
  void anExpectedWarningPasses() {
    logs.start();
    logs.expect(Level.WARNING, "gate is closed");
    LOG.log(System.Logger.Level.WARNING, "The {0} is closed", "gate");
    assertThat(logs.messages(Level.INFO)).containsExactly("The gate is closed");
    logs.finish();
  }

  @Test
  void aWarningThatWasExpectedAndDidNotComeFails() {
    logs.start();
    logs.expect(Level.WARNING, "gate is closed");
    assertThatThrownBy(logs::finish)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not come");
  }

  @Test
  void debugIsReadToo() {
    logs.start();
    LOG.log(System.Logger.Level.DEBUG, "quiet");
    assertThat(logs.messages(Level.FINE)).containsExactly("quiet");
    logs.finish();
  }
}
