/** What the tests of all modules share: a real browser, and a watch over the log. */
@NullMarked
package io.github.powerbigate.testing;

import org.jspecify.annotations.NullMarked;
