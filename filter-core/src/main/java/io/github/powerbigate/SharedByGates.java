package io.github.powerbigate;

import io.github.powerbigate.microsoft.Connections;
import jakarta.servlet.ServletContext;

/**
 * What the gates of one web application share: an attribute of its {@link ServletContext}, from the
 * first gate to the last. Nothing is static, since the gate's classes may be the server's, and then
 * all its applications have them in common. Thread-safe.
 */
final class SharedByGates {

  static final String ATTRIBUTE = "io.github.powerbigate.connections";

  private final Connections connections = new Connections();

  // Guarded by the ServletContext.
  private int gates;

  private SharedByGates() {}

  /** One gate more; it must {@link #leave} once. */
  static SharedByGates join(ServletContext context) {
    // Some containers begin a filter with its first request: two gates may come at once.
    synchronized (context) {
      Object present = context.getAttribute(ATTRIBUTE);
      SharedByGates shared;
      if (present instanceof SharedByGates known) {
        shared = known;
      } else {
        shared = new SharedByGates();
        if (present == null) {
          context.setAttribute(ATTRIBUTE, shared);
        }
        // Else it is another class loader's, and stays: this gate shares nothing.
      }
      shared.gates++;
      return shared;
    }
  }

  /** One gate less. */
  void leave(ServletContext context) {
    synchronized (context) {
      gates--;
      if (gates == 0 && context.getAttribute(ATTRIBUTE) == this) {
        context.removeAttribute(ATTRIBUTE);
      }
    }
  }

  Connections connections() {
    return connections;
  }
}
