/** Tests of what only the ports can see. */
@NullMarked
package io.github.powerbigate.simulator.wire;

import org.jspecify.annotations.NullMarked;
