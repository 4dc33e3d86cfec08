@NullMarked
package io.github.powerbigate.address;

import org.jspecify.annotations.NullMarked;
