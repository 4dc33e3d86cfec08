/**
 * The command-line tool: looks for what is wrong between a gate, its settings and Microsoft. No
 * option takes a secret, and nothing that it prints holds one.
 */
@NullMarked
package io.github.powerbigate.tool;

import org.jspecify.annotations.NullMarked;
