/** Tests of the extension for JUnit. */
@NullMarked
package io.github.powerbigate.simulator.junit;

import org.jspecify.annotations.NullMarked;
