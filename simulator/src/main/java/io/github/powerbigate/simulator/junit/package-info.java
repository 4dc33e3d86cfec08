/** The simulator for tests with JUnit, which whoever uses this brings along. */
@NullMarked
package io.github.powerbigate.simulator.junit;

import org.jspecify.annotations.NullMarked;
