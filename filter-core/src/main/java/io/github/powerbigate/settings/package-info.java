/**
 * What the operator asked for: every setting, where its value came from, and the one message that
 * says what is wrong with it.
 */
@NullMarked
package io.github.powerbigate.settings;

import org.jspecify.annotations.NullMarked;
