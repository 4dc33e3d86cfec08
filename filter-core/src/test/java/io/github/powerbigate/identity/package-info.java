@NullMarked
package io.github.powerbigate.identity;

import org.jspecify.annotations.NullMarked;
