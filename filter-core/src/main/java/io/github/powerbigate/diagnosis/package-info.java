/**
 * What is wrong between the gate, its settings and Microsoft: looked at once at the start, and by
 * the doctor of the command-line tool.
 */
@NullMarked
package io.github.powerbigate.diagnosis;

import org.jspecify.annotations.NullMarked;
