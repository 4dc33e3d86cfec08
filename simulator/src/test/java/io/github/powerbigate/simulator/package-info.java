/** Tests of the simulator, over real sockets. */
@NullMarked
package io.github.powerbigate.simulator;

import org.jspecify.annotations.NullMarked;
