package io.github.powerbigate;

/** What becomes of a request: the gate answers it, or it passes. */
sealed interface Outcome permits Answer, Pass {}
