@NullMarked
package io.github.powerbigate;

import org.jspecify.annotations.NullMarked;
