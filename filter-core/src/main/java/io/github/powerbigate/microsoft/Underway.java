package io.github.powerbigate.microsoft;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one gate has under way, and how each of it is given up. Gates share connections, so a gate
 * that closes must end its own calls and nobody else's. Thread-safe.
 */
final class Underway implements AutoCloseable {

  private final Set<Runnable> each = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Notes what has been begun.
   *
   * @param giveUp ends it; run at once if all is closed already, perhaps twice
   */
  void add(Runnable giveUp) {
    each.add(giveUp);
    // One thread adds while another closes: either the walk of close sees what was added, or this
    // look sees that all is closed. Nothing stays behind that nobody ends.
    if (closed) {
      giveUp.run();
    }
  }

  /** It is over. */
  void remove(Runnable giveUp) {
    each.remove(giveUp);
  }

  boolean isClosed() {
    return closed;
  }

  /** Gives up everything. Idempotent. */
  @Override
  public void close() {
    closed = true;
    each.forEach(Runnable::run);
  }
}
