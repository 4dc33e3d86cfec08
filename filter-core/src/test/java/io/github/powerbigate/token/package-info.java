@NullMarked
package io.github.powerbigate.token;

import org.jspecify.annotations.NullMarked;
