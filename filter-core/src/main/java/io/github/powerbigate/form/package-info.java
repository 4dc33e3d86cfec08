/**
 * What a form carries: whether a page can send it once more exactly as it came. Uses nothing else
 * of the gate.
 */
@NullMarked
package io.github.powerbigate.form;

import org.jspecify.annotations.NullMarked;
