@NullMarked
package io.github.powerbigate.redirect;

import org.jspecify.annotations.NullMarked;
