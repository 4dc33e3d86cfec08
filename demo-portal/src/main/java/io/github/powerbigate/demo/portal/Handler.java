package io.github.powerbigate.demo.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/** What all handlers have in common: they set people up, and how often is counted. */
final class Handler {
  private static final String RUNS = "demo.runs";

  private Handler() {}

  /** Begins to count for whoever this new session belongs to. */
  static void beginCounting(HttpSession session) {
    session.setAttribute(RUNS, new AtomicInteger());
  }

  /** How often a handler ran in this session. */
  static int runs(HttpServletRequest request) {
    return counter(request).get();
  }

  /** What came of it. */
  enum Outcome {
    /** They have joined the group just now. */
    JOINED,
    /** They had all that this portal gives. */
    AS_BEFORE,
    /** Microsoft would not do it. */
    FAILED
  }

  /** Sets a person up. */
  static Outcome setUp(Tenant tenant, Visitor visitor, HttpServletRequest request) {
    counter(request).incrementAndGet();
    try {
      return tenant.provision(visitor) ? Outcome.JOINED : Outcome.AS_BEFORE;
    } catch (IOException e) {
      System.getLogger("io.github.powerbigate.demo")
          .log(Level.ERROR, "Nobody was set up: " + e.getMessage());
      return Outcome.FAILED;
    }
  }

  private static AtomicInteger counter(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(RUNS) instanceof AtomicInteger counter
        ? counter
        : new AtomicInteger();
  }
}
