@NullMarked
package io.github.powerbigate.membership;

import org.jspecify.annotations.NullMarked;
