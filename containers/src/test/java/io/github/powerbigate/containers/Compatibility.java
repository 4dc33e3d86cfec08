package io.github.powerbigate.containers;

import org.junit.jupiter.api.extension.Extension;

/** Writes docs/compatibility.md. */
final class Compatibility implements Extension {}
