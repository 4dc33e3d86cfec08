package io.github.powerbigate.microsoft;

import java.io.IOException;

/**
 * A secret value that is fetched anew each time it is needed, so that one which an operator
 * replaces in its file is taken up without a restart. Implementations are thread-safe and do not
 * show the value in {@code toString}.
 */
@FunctionalInterface
public interface Secret {

  /**
   * Reads the value.
   *
   * @return the bytes of the value; a text is UTF-8
   * @throws IOException if the value cannot be read now; the message names the setting and the
   *     path, never the value
   */
  byte[] read() throws IOException;

  /**
   * Where the value is: two secrets at one place are the same at any time.
   *
   * @return a text that names no value; empty if the value stands in the setting itself, and never
   *     changes
   */
  default String place() {
    return "";
  }
}
