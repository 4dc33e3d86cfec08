/** The file that says how the simulated world begins: one reader for each part of it. */
@NullMarked
package io.github.powerbigate.simulator.scenario;

import org.jspecify.annotations.NullMarked;
