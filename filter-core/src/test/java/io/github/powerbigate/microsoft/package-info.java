@NullMarked
package io.github.powerbigate.microsoft;

import org.jspecify.annotations.NullMarked;
