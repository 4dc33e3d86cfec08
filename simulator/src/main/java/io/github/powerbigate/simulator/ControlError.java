package io.github.powerbigate.simulator;

/** That the control API does not do what was asked, and why. */
final class ControlError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final int status;

  ControlError(int status, String message) {
    super(message);
    this.status = status;
  }

  static ControlError badRequest(String message) {
    return new ControlError(400, message);
  }
}
