package io.github.powerbigate.tool;

/** A command goes no further. The message is in our own words. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }
}
