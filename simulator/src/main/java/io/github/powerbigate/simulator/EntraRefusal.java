package io.github.powerbigate.simulator;

/** That the token endpoint refuses, and what about. */
final class EntraRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  final EntraError error;
  final String about;

  EntraRefusal(EntraError error, String about) {
    super(error + " " + about);
    this.error = error;
    this.about = about;
  }
}
