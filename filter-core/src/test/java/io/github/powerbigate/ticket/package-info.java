@NullMarked
package io.github.powerbigate.ticket;

import org.jspecify.annotations.NullMarked;
