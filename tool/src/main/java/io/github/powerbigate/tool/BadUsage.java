package io.github.powerbigate.tool;

/** The command line cannot be used. The message repeats no value that was given. */
final class BadUsage extends Exception {

  private static final long serialVersionUID = 1L;

  BadUsage(String message) {
    super(message);
  }
}
