/** How the simulator is heard and how it answers: ports, TLS, the log of requests, faults. */
@NullMarked
package io.github.powerbigate.simulator.wire;

import org.jspecify.annotations.NullMarked;
