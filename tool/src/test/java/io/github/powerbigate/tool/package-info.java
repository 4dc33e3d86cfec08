@NullMarked
package io.github.powerbigate.tool;

import org.jspecify.annotations.NullMarked;
