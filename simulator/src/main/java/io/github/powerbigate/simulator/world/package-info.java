/** What is true in the simulated tenant, and who sees it when. */
@NullMarked
package io.github.powerbigate.simulator.world;

import org.jspecify.annotations.NullMarked;
