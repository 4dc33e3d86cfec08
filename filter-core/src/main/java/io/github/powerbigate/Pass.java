package io.github.powerbigate;

/** How a request passes to the application. */
enum Pass implements Outcome {
  /** As if there were no gate. */
  UNTOUCHED,
  /** The application answers; its redirects to Power BI are ruled on. */
  WATCHED,
  /** The same, but nobody is signed in, which the gate would like to understand. */
  WATCHED_ANONYMOUS
}
