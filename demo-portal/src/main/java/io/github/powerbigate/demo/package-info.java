/**
 * The demo: the portal, whatever container it is in, and behind it the simulator or a real tenant.
 */
@NullMarked
package io.github.powerbigate.demo;

import org.jspecify.annotations.NullMarked;
