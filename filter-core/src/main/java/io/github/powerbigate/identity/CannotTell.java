package io.github.powerbigate.identity;

/**
 * It cannot be told who the user is, because something is broken or not yet reachable; perhaps
 * nobody, perhaps somebody. Who finds that has told the operator. Without a trace: it is an answer,
 * and says nothing of the request.
 */
public final class CannotTell extends Exception {

  private static final long serialVersionUID = 1L;

  /** It cannot be told now. */
  public CannotTell() {
    super("It cannot be told who the user is", null, false, false);
  }
}
